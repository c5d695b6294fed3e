"""Metrics of written text against references."""
