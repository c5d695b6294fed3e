"""A run that was picked, or stands out."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.runs.spread import on_scale
from assay.core.finding import Finding, Stake
from assay.core.messages import literal, say
from assay.stats.normal import normal_tail
from assay.stats.student import critical_value, student_tail

if TYPE_CHECKING:
    from assay.core.arrays import Array
    from assay.core.stability import Stability

FEWEST = 3  # runs: one, and two others that show how far runs vary
_FAR, _NODES = 8.0, 400


class LuckyRun:
    """The score is that of a lucky run: the one that was picked because it scored best on these very examples, or one
    that stands above the other runs by more than runs of this recipe differ. Train again, and less is to be expected.

    Decided by --picked-from, which says of how many it was the best: the best of equals scores above what each is worth
    by a known number of standard errors, 0.85 for three and 1.54 for ten. The message gives the most that it can be, as
    if the candidates' scores had nothing in common. Or, with two repeats and more, where the first run is above all
    others by more than one more run would be, with 99 % confidence.

    Ignore it where it was picked on other examples: then leave out --picked-from.
    """

    code: ClassVar[str] = "lucky-run"

    def look(self, case: Case) -> Looked:
        """From the number of candidates, and the repeats."""
        if case.looks.picked_from > 1:
            return self._picked(case, case.looks.picked_from)
        found = case.stability
        if found is None:
            return say("findings.needs-repeats-or-picked")
        if found.fluctuation is None:
            return say("findings.runs-undefined")
        if len(found.runs) < FEWEST:
            return say("findings.needs-three-runs", n=len(found.runs))
        return self._standing_out(case, found)

    def _picked(self, case: Case, candidates: int) -> Looked:
        """By how much the best of so many may be better than it is worth."""
        estimate = case.estimates.get(case.primary or "")
        if estimate is None or estimate.value is None or estimate.low is None or estimate.high is None:
            return say("findings.needs-value")
        se = (estimate.high - estimate.low) / 2.0 / critical_value(estimate.level)
        most = expected_best(candidates) * se
        return Finding(
            self.code,
            "note",
            say("findings.lucky-run-title-picked"),
            say(
                "findings.lucky-run-message-picked",
                n=candidates,
                metric=estimate.title or literal(estimate.metric),
                value=f"{estimate.value:.4g}",
                most=f"{most:.2g}",
            ),
            {"metric": estimate.metric, "value": estimate.value, "picked_from": candidates, "optimism": most, "se": se},
            actions=(say("findings.lucky-run-fresh"), say("findings.lucky-run-validation")),
        )

    def _standing_out(self, case: Case, found: Stability) -> Looked:
        """By Student's t of the first run against one more of the others."""
        higher = case.estimates[found.metric].higher_is_better if found.metric in case.estimates else True
        values = on_scale(found) * (1.0 if higher in (True, None) else -1.0)
        p = chance_of_standing_out(values)
        if p > 1 - SURE or values[0] <= values[1:].max():
            return None
        others = float(np.mean(found.runs[1:]))
        return Finding(
            self.code,
            "warning",
            say("findings.lucky-run-title"),
            say(
                "findings.lucky-run-message",
                metric=found.title or literal(found.metric),
                value=f"{found.runs[0]:.4g}",
                others=f"{others:.4g}",
                low=f"{min(found.runs[1:]):.4g}",
                high=f"{max(found.runs[1:]):.4g}",
                n=len(found.runs) - 1,
            ),
            {"metric": found.metric, "value": found.runs[0], "mean_of_others": others, "p": p, "runs": len(found.runs)},
            actions=(say("findings.lucky-run-mean"), say("findings.lucky-run-cause"), say("findings.lucky-run-fresh")),
            stake=_stake(found),
        )


def _stake(found: Stability) -> Stake:
    """What this run has and the recipe has not, by the mean of the other runs."""
    others = np.array(found.runs[1:])
    value = -abs(found.runs[0] - float(others.mean()))
    reach = critical_value(0.95, len(others) - 1.0) * float(others.std(ddof=1)) / math.sqrt(len(others))
    return Stake(found.metric, value, value - reach, min(0.0, value + reach))


def chance_of_standing_out(values: Array) -> float:
    """The chance that a run like the others lies as far above their mean as the first of `values` (R,), 3 or more.
    Exact for values that are normal.
    """
    first, others = float(values[0]), values[1:]
    sd, n = float(others.std(ddof=1)), len(others)
    above = first - float(others.mean())
    if not sd > 0:
        return 1.0  # runs without any difference are one run given several times
    return student_tail(above / (sd * math.sqrt(1.0 + 1.0 / n)), n - 1.0)


@lru_cache(maxsize=64)
def expected_best(n: int) -> float:
    """What the greatest of n standard normal values is on average: 0.846 for 3, 1.163 for 5, 1.539 for 10."""
    at, step = np.linspace(-_FAR, _FAR, _NODES + 1, retstep=True)
    below = np.array([1.0 - normal_tail(one) for one in at.tolist()])
    return float(step * (1.0 - below**n - (1.0 - below) ** n)[at >= 0].sum() - step * (1.0 - 2.0 * 0.5**n) / 2.0)
