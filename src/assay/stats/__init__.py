"""Arithmetic on arrays: intervals, paired tests, resampling. It knows no example, no metric and no file."""
