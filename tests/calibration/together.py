"""Does what a judge and people say together hold what it says, and is it refused where it must be? Both are drawn, and
given to what `assay eval --ratings` works them out with.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

import numpy as np

from assay.core.arrays import Array
from assay.core.by_people import JUDGE
from assay.core.estimate import Confidence, Estimate
from assay.core.people import Judge
from assay.people import judges
from assay.stats.powered import FEWEST
from tests.calibration.bars import covers, is_strong, seldom
from tests.calibration.panels import drawn, ends_of, mean_of, of_people, rated_by, rounded

JUDGED = 1000  # examples that the judge alone graded
SIZES = (9, 10, 15, 20, 30, 50, 100, 200)  # that people rated too
NOISES = {0.25: 1.8, 0.5: 0.75, 0.65: 0.42, 0.78: 0.0}  # of a judge, by its correlation with people
KIND = 0.4  # steps by which it is too kind


@dataclass(frozen=True)
class Together:
    """People on n outputs and a judge on 1,000 more: in how many samples both were combined (`used`), and of these how
    many intervals held the true mean or lay above it, with the median `ratio` of widths to people's alone. `chosen` is
    how often it was refused to combine them where people rated the outputs that the judge had put lowest.
    """

    correlation: float
    n: int
    replications: int
    used: int
    covered: int
    over: int
    ratio: float
    chosen: int

    @property
    def holds(self) -> bool:
        """Whether what is combined holds the truth, a sound sample is seldom refused, and an unsound one mostly."""
        if self.n < FEWEST:
            return self.used == 0 and self.chosen == self.replications
        sound = covers(self.covered, self.used) and seldom(self.over, self.used)
        refused = self.replications - self.used
        return sound and seldom(refused, self.replications) and is_strong(self.chosen, self.replications)


def combined(correlation: float, n: int, replications: int) -> list[Together]:
    """Three people on n of the outputs that a judge graded all: once a random part, once those it graded lowest."""
    used, ratios, truth = list[Estimate](), list[float](), mean_of(np.zeros(3))
    chosen = 0
    for seed in range(replications):
        draw = np.random.default_rng([seed, n, round(100 * correlation)])
        ratings, grades = beside(draw, n + JUDGED, NOISES[correlation])
        judge = judged(ratings[:n], grades)
        if judge.together is not None:
            used.append(judge.together)
            ratios.append(judge.ratio or 1.0)
        order = np.argsort(grades, kind="stable")
        chosen += judged(ratings[order][:n], grades[order]).together is None
    ends = [ends_of(one) for one in used]
    covered, over = sum(low <= truth <= high for low, high in ends), sum(low > truth for low, _ in ends)
    ratio = median(ratios) if ratios else math.nan
    return [Together(correlation, n, replications, len(used), covered, over, ratio, chosen)]


def beside(draw: np.random.Generator, n: int, noise: float) -> tuple[Array, Array]:
    """The ratings of three people (n, 3), and a judge's grades (n,)."""
    good, ratings = drawn(draw, n, np.zeros(3))
    return ratings, rounded(good + KIND + noise * draw.normal(size=n))


def judged(ratings: Array, grades: Array) -> Judge:
    """What is said of a judge's grades of all examples, of which people rated the first."""
    found = of_people(ratings)
    (judge,) = judges(found, rated_by(grades[:, None], [f"{JUDGE}it"]), None, Confidence())
    return judge
