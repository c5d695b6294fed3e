"""Findings about the examples, and about the data a model was trained on."""
