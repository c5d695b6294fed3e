"""Findings about how likely a model finds texts."""
