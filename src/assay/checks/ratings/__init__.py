"""Findings about what people say of outputs."""
