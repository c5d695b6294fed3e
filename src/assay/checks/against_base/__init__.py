"""Findings about what changed since the base."""
