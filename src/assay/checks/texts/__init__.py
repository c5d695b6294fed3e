"""Findings about the texts that a model wrote."""
