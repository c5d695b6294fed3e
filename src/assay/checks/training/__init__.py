"""Findings about the course of a training run."""
