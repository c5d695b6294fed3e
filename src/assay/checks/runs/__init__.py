"""Findings about repeated training runs."""
