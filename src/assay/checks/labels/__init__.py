"""Findings about labels: how they were read, said and missed."""
