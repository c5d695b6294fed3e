"""Does 95 % cover 95 %? Samples are drawn, and it is counted how often the interval holds the truth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

from assay.core.estimate import Estimate
from tests.calibration.bars import covers, seldom
from tests.calibration.worlds import World


@dataclass(frozen=True)
class Cell:
    """One metric of one world at one size: how many of `replications` intervals held the truth, how many lay above it
    (`over`) or below it (`under`), and how many said nothing because the examples do not.
    """

    world: str
    metric: str
    n: int
    truth: float
    higher_is_better: bool | None
    replications: int
    covered: int
    over: int
    under: int
    open: int
    width: float

    @property
    def shipped(self) -> int:
        """How many intervals lay on the good side of the truth: a gate at the truth would have passed."""
        return {True: self.over, False: self.under, None: max(self.over, self.under)}[self.higher_is_better]

    @property
    def holds(self) -> bool:
        """Whether the cell may truly cover 93 %, and truly ship no more than 5 %."""
        return covers(self.covered, self.replications) and seldom(self.shipped, self.replications)


def cells(world: World, n: int, replications: int) -> list[Cell]:
    """A cell for every metric of the world, all from the same samples."""
    reports = [world.report(world.sample(n, seed)) for seed in range(replications)]
    return [_cell(world, metric, n, [report.metrics.get(metric) for report in reports]) for metric in world.metrics]


def _cell(world: World, metric: str, n: int, estimates: list[Estimate | None]) -> Cell:
    truth = world.truth[metric]
    ends = [_ends(estimate) for estimate in estimates]
    over, under = sum(low > truth for low, _ in ends), sum(high < truth for _, high in ends)
    known = [estimate for estimate in estimates if estimate is not None]
    return Cell(
        world.name,
        metric,
        n,
        truth,
        higher_is_better=known[0].higher_is_better if known else None,
        replications=len(ends),
        covered=len(ends) - over - under,
        over=over,
        under=under,
        open=sum(estimate is None or estimate.method == "none" for estimate in estimates),
        width=median(high - low for low, high in ends),
    )


def _ends(estimate: Estimate | None) -> tuple[float, float]:
    """Both ends; a metric that was not measured, or has no bound on a side, excludes nothing there."""
    if estimate is None:
        return -math.inf, math.inf
    low = -math.inf if estimate.low is None else estimate.low
    return low, math.inf if estimate.high is None else estimate.high
