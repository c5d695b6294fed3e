"""A model run over a data set, losing nothing."""
