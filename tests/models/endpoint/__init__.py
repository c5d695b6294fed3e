"""Servers that are asked over real sockets."""
