"""Metrics of the likelihood a model gives to texts."""
