"""Stores: what is remembered from one evaluation to the next."""
