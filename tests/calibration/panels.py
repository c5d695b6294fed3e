"""Do the mean that people give and their agreement hold what they say? Panels are drawn whose truth is known, and given
to what `assay eval --ratings` works them out with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import literal
from assay.core.people import People
from assay.core.ratings import Item, Rated, Ratings, Scale
from assay.people import people_of
from assay.stats.agreement import krippendorff
from tests.calibration.bars import covers, may_reach, seldom

SIZES = (15, 50, 200)
SPREADS = (0.0, 0.25, 0.5)  # standard deviation of the raters' severity, in steps of the scale
MISSING = (0.0, 0.4)
ENOUGH = 6  # raters, from which the interval for any raters has to hold
LEAST_OF_FEW = 0.85  # what it has to hold with fewer, which show little of how raters differ
MEAN, ITEMS, NOISE = 3.8, 0.6, 0.5  # of ratings, before they are rounded to whole steps of the scale
SCALE = Scale(1.0, 5.0)
_EVERY = 200_000  # outputs, of which a truth is counted where no formula has it
PANELS = (*product((2, 3), SPREADS, MISSING), *product((ENOUGH,), SPREADS, (0.0,)))
"""How many raters, how far apart in severity, and which share of the cells is missing."""

ALIKE = {"two alike": (0.0, 0.0), "three alike": (0.0,) * 3, "three, one strict": (0.2, 0.2, -0.4)}
"""The severities of raters whose alpha is estimated."""


@dataclass(frozen=True)
class Panelled:
    """Panels of so many raters on n outputs: how many intervals held the mean by this panel, lay above it (`over`) or
    below it, and how many held the mean by any such raters (`anyone`).
    """

    raters: int
    spread: float
    missing: float
    n: int
    replications: int
    covered: int
    over: int
    anyone: int

    @property
    def holds(self) -> bool:
        """Whether both intervals may truly hold what they should, and a gate at the truth ship at most 5 %."""
        least = covers if self.raters >= ENOUGH else _of_few
        own = covers(self.covered, self.replications) and seldom(self.over, self.replications)
        return own and least(self.anyone, self.replications)


@dataclass(frozen=True)
class Agreeing:
    """Krippendorff's alpha of n outputs, ordinal: how many intervals held its true value or lay above it, and how many
    samples had no interval (`open`), which holds anything.
    """

    name: str
    truth: float
    n: int
    replications: int
    covered: int
    over: int
    open: int

    @property
    def holds(self) -> bool:
        """Whether the interval may truly cover 93 %, and lie above the truth in at most 5 %."""
        return covers(self.covered, self.replications) and seldom(self.over, self.replications)


def _of_few(count: int, replications: int) -> bool:
    return may_reach(count, replications, LEAST_OF_FEW)


def panelled(raters: int, spread: float, missing: float, n: int, replications: int) -> list[Panelled]:
    """The mean over panels drawn anew for each sample."""
    covered = over = anyone = 0
    every = mean_of(np.zeros(1), spread)
    for seed in range(replications):
        draw = np.random.default_rng([seed, n, raters])
        severity = spread * draw.normal(size=raters)
        found = of_people(drawn(draw, n, severity, missing)[1]).dimensions["overall"]
        low, high = ends_of(found.estimate)
        truth = mean_of(severity)
        covered += low <= truth <= high
        over += low > truth
        anyone += found.low is None or (found.low <= every <= (found.high or math.inf))
    return [Panelled(raters, spread, missing, n, replications, covered, over, anyone)]


def drawn(draw: np.random.Generator, n: int, severity: Array, missing: float = 0.0) -> tuple[Array, Array]:
    """How good n outputs are, and their ratings (n, R); an output that nobody rated is left out."""
    good = MEAN + ITEMS * draw.normal(size=n)
    ratings = rounded(good[:, None] + severity + NOISE * draw.normal(size=(n, len(severity))))
    ratings[draw.random(ratings.shape) < missing] = np.nan
    rated = np.isfinite(ratings).any(axis=1)
    return good[rated], ratings[rated]


def rounded(values: Array) -> Array:
    """To the steps of the scale."""
    return np.clip(np.round(values), SCALE.low, SCALE.high)


def mean_of(severity: Array, spread: float = 0.0) -> float:
    """The mean over all outputs there could be by raters of these severities; with `spread`, by any such rater."""
    scale = math.sqrt(2 * (ITEMS**2 + NOISE**2 + spread**2))
    steps = [math.erfc((step + 0.5 - MEAN - one) / scale) / 2 for one in severity for step in (1, 2, 3, 4)]
    return 1 + sum(steps) / len(severity)


def of_people(ratings: Array) -> People:
    """What is said of the ratings (n, R) of the first n examples."""
    return people_of(rated_by(ratings, [f"rater {at}" for at in range(ratings.shape[1])]), (), None, Confidence())


def rated_by(ratings: Array, raters: Sequence[str]) -> Rated:
    """The ratings (n, R) as those of the first n examples."""
    item, rater = np.isfinite(ratings).nonzero()
    items = tuple(Item(id=str(at)) for at in range(len(ratings)))
    value, none = ratings[item, rater], np.zeros(len(item), np.int64)
    whole = Ratings(items, tuple(raters), ("overall",), item, rater, none, value, {"overall": SCALE})
    return Rated(whole, np.arange(len(ratings)), literal("drawn"))


def ends_of(estimate: Estimate) -> tuple[float, float]:
    """Both, as far as there are any."""
    low = -math.inf if estimate.low is None else estimate.low
    return low, math.inf if estimate.high is None else estimate.high


def agreeing(name: str, missing: float, n: int, replications: int) -> list[Agreeing]:
    """Alpha for one panel, on outputs drawn anew for each sample."""
    severity, truth = np.array(ALIKE[name]), alpha_of(name, missing)
    found = [
        krippendorff(drawn(np.random.default_rng([seed, n]), n, severity, missing)[1], "ordinal")
        for seed in range(replications)
    ]
    over, under = sum(one.low > truth for one in found), sum(one.high < truth for one in found)
    unknown = sum(math.isnan(one.low) for one in found)
    return [Agreeing(named(name, missing), truth, n, replications, replications - over - under, over, unknown)]


def named(name: str, missing: float) -> str:
    """With how many cells are missing, where any are."""
    return f"{name}, {100 * missing:.0f} % missing" if missing else name


@cache
def alpha_of(name: str, missing: float) -> float:
    """The true alpha: that of very many outputs."""
    draw = np.random.default_rng(1)
    return krippendorff(drawn(draw, _EVERY, np.array(ALIKE[name]), missing)[1], "ordinal").value
