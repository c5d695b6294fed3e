"""What a number of training runs can say of a recipe, before there is one."""

from __future__ import annotations

from assay.stats.stability import range_tail, sd_per_half_range

GOOD = 0.02
"""The fluctuation, (max - min) / (max + min), up to which a recipe is called good."""

BAD = 0.05
"""Beyond it a recipe is called bad; good is confirmed only where the variation between runs is surely not beyond it."""


def largest_good(runs: int, level: float) -> float:
    """The largest fluctuation with which so many runs confirm that a recipe is good."""
    return min(GOOD, BAD / sd_per_half_range(runs, level))


def chance_of_good(runs: int, variation: float, level: float) -> float:
    """The chance that they confirm it, where the coefficient of variation between runs is truly `variation` and the
    test set so large that its own noise does not matter.
    """
    return range_tail(runs, 2.0 * largest_good(runs, level) / variation)


def chance_of_bad(runs: int, variation: float) -> float:
    """The chance that they find it bad, where the same holds."""
    return 1.0 - range_tail(runs, 2.0 * BAD / variation)
