"""Are runs called stable that are not? And is a recipe called better for a lucky run?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np

import assay
from assay.core.report import Report
from assay.core.verdict import Outcome
from tests.calibration.bars import LEAST_POWER, covers, is_strong, may_reach, seldom

ACCURACY = 0.83
ALIKE = 4.0  # spread of what is the same for all runs, the examples' difficulty, in that of a run's own luck
APART = 1.5  # the same for runs that agree less
RUNS, SIZES = (3, 4, 5), (200, 1000, 5000)
VARIATIONS = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)
"""Standard deviation between runs as a share of their mean."""

AGREE_LESS = tuple((5, variation, APART, n) for variation in (0.0, 0.05) for n in (1000, 100))
"""Runs, variation, how much they agree, and n: what few examples do to runs that vary little or much."""

STABLE, UNSTABLE = 0.02, 0.05  # up to here runs are good, from here on bad
ENOUGH = 1000  # examples for their noise not to be what makes good runs fail
PROMISED = {
    (3, 0.005): (0.99, 0.0),
    (3, 0.01): (0.72, 0.0),
    (3, 0.02): (0.27, 0.001),
    (3, 0.05): (0.05, 0.34),
    (3, 0.1): (0.01, 0.76),
    (4, 0.01): (0.96, 0.0),
    (4, 0.05): (0.05, 0.49),
    (5, 0.01): (0.96, 0.0),
    (5, 0.02): (0.38, 0.004),
    (5, 0.05): (0.02, 0.62),
    (5, 0.1): (0.001, 0.96),
}
"""For runs and variation: how often they pass and how often they fail where the examples are very many."""

RECIPES = ((5, 5), (3, 3), (2, 2), (5, 1), (3, 1))  # runs of the candidate and of the base
RECIPE_SIZES = (200, 1000)
RESTLESS = 0.03  # variation between the runs of a recipe
GAIN = 0.12  # of a clearly better recipe

_WORDS = np.array(["no", "yes"], dtype=object)


@dataclass(frozen=True)
class Steady:
    """Of `replications` samples of n examples and several `runs` that vary by `variation`: how many were called stable,
    and how many were said not to be. `alike`: how much the runs agree on which examples are hard.
    """

    runs: int
    variation: float
    alike: float
    n: int
    replications: int
    passed: int
    failed: int

    @property
    def holds(self) -> bool:
        """Whether bad runs may truly pass at most 5 %, good ones fail at most 5 %, and, with the most examples, the
        bad fail and the very good pass as often as they should.
        """
        if self.variation >= UNSTABLE and not seldom(self.passed, self.replications):
            return False
        good = STABLE if self.n >= ENOUGH else STABLE / 2
        if self.variation <= good and not seldom(self.failed, self.replications):
            return False
        if self.n < SIZES[-1]:
            return True
        if self.variation <= STABLE / 4:
            return is_strong(self.passed, self.replications)
        least = PROMISED.get((self.runs, self.variation), (0, LEAST_POWER))[1]
        return self.variation <= UNSTABLE or may_reach(self.failed, self.replications, least)


@dataclass(frozen=True)
class Recipes:
    """Of `replications` samples of n examples and so many `runs` of candidate and base, both of recipes that vary: how
    often the interval held the true difference, which is none, how often the candidate passed as better all the same,
    how often it did when one run of each is compared, and how often a clearly better recipe passed.
    """

    runs: tuple[int, int]
    n: int
    replications: int
    covered: int
    shipped: int
    lucky: int
    good: int

    @property
    def holds(self) -> bool:
        """Whether coverage may truly be 93 %, false ship 5 %, and power with 3 and more runs a side 80 %."""
        few = min(self.runs) < RUNS[0] or self.n < RECIPE_SIZES[-1]
        strong = few or is_strong(self.good, self.replications)
        return strong and covers(self.covered, self.replications) and seldom(self.shipped, self.replications)


def steady(runs: int, variation: float, alike: float, n: int, replications: int) -> list[Steady]:
    """Runs of one recipe on the same examples, under the default policy."""
    outcomes = []
    for seed in range(replications):
        first, *others = _drawn([ACCURACY] * runs, variation, n, seed, alike)
        outcomes.append(_gate(_report(first, repeats=others), "stability"))
    passed, failed = (outcomes.count(wanted) for wanted in (Outcome.PASS, Outcome.FAIL))
    return [Steady(runs, variation, alike, n, replications, passed, failed)]


def recipes(runs: tuple[int, int], n: int, replications: int) -> list[Recipes]:
    """Runs of two recipes on the same examples, under the default policy."""
    covered, shipped, lucky, good = 0, 0, 0, 0
    for seed in range(replications):
        ours, theirs = _sides(runs, 0.0, n, seed)
        report = _against(ours, theirs)
        found = report.comparisons[0].differences["accuracy"]
        covered += found.low is None or found.high is None or found.low <= 0 <= found.high
        shipped += _gate(report, "base") is Outcome.PASS
        lucky += _gate(_against(ours[:1], theirs[:1]), "base") is Outcome.PASS
        good += _gate(_against(*_sides(runs, GAIN, n, 1000 + seed)), "base") is Outcome.PASS
    return [Recipes(runs, n, replications, covered, shipped, lucky, good)]


Table: TypeAlias = dict[str, list[str]]


def _sides(runs: tuple[int, int], gain: float, n: int, seed: int) -> tuple[list[Table], list[Table]]:
    """The runs of the candidate and of the base."""
    ours, theirs = runs
    drawn = _drawn([ACCURACY] * ours + [ACCURACY - gain] * theirs, RESTLESS, n, seed, ALIKE)
    return drawn[:ours], drawn[ours:]


def _against(ours: Sequence[Table], theirs: Sequence[Table]) -> Report:
    """The candidate's runs against the base's, which are given as rows where they are several: so they are told apart
    from several bases.
    """
    rows = [[dict(zip(run, row, strict=True)) for row in zip(*run.values(), strict=True)] for run in theirs]
    return _report(ours[0], repeats=ours[1:], base=theirs[0] if len(theirs) == 1 else [rows])


def _drawn(means: Sequence[float], variation: float, n: int, seed: int, alike: float) -> list[Table]:
    """Runs whose true accuracies vary around these `means`, all on the same n examples: a run is right where its skill
    and its own luck are more than the example is hard.
    """
    draw = np.random.default_rng([seed, n, len(means)])
    reference, hard = draw.random(n) < 0.5, alike * draw.standard_normal(n)
    names = {"id": [str(row) for row in range(n)], "reference": _WORDS[reference.astype(int)].tolist()}
    runs = []
    for mean in means:
        accuracy = min(max(mean * (1 + variation * float(draw.standard_normal())), 0.001), 0.999)
        skill = NormalDist().inv_cdf(accuracy) * (1 + alike**2) ** 0.5
        right = skill + draw.standard_normal(n) > hard
        runs.append({**names, "prediction": _WORDS[np.where(right, reference, ~reference).astype(int)].tolist()})
    return runs


def _report(candidate: Table, *, repeats: Sequence[Table] = (), base: object = None) -> Report:
    return assay.evaluate(
        candidate, repeats=repeats, base=base, task="classification", labels=("no", "yes"), metrics=("accuracy",)
    )


def _gate(report: Report, about: str) -> Outcome:
    (outcome,) = (gate.outcome for gate in report.judgement.gates if gate.about == about)
    return outcome
