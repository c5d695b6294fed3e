"""What must hold of every cell, as far as chance can tell."""

from __future__ import annotations

from assay.stats.proportions import clopper_pearson

LEAST_COVERED = 0.93
MOST_SHIPPED = 0.05
LEAST_POWER = 0.8
_SURE = 0.998  # one-sided 99.9 %: a bar is missed only where chance cannot be the reason


def covers(count: int, replications: int) -> bool:
    """Whether intervals that held the truth so often may truly hold it in 93 %."""
    return may_reach(count, replications, LEAST_COVERED)


def seldom(count: int, replications: int) -> bool:
    """Whether what happened so often may truly happen in no more than 5 %."""
    return clopper_pearson(count, replications, _SURE)[0] <= MOST_SHIPPED


def is_strong(count: int, replications: int) -> bool:
    """Whether what was decided so often may truly be decided in 80 %."""
    return may_reach(count, replications, LEAST_POWER)


def may_reach(count: int, replications: int, share: float) -> bool:
    """Whether the true share may be this or more."""
    return clopper_pearson(count, replications, _SURE)[1] >= share
