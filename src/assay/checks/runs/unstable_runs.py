"""Runs of one recipe that differ too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.runs.spread import is_unstable, on_scale, spread
from assay.core.finding import Finding, Severity
from assay.core.messages import Text, literal, say
from assay.core.percent import percent

if TYPE_CHECKING:
    from assay.core.stability import Stability

_APART = 3.0  # how many times the width of all other runs one run must be away from them to be called alone
_FEWEST = 4  # runs, from which on one of them may be called that


class UnstableRuns:
    """Training the same recipe again gives another model: the runs differ by more than the few examples alone would
    make them. What one run scores then says little of what the next one will.

    Decided where half of what lies between the lowest and the highest run is more than 5 % of the middle value, and a
    test says that the runs differ by more than the examples give (p below 2.5 %). Critical where it is below 1 % and
    the variation between runs is surely beyond 5 %. Where the examples' part is not known, only where it is surely
    beyond 5 %.

    Ignore it where you release one of these very runs, chosen on other examples, and will not train again.
    """

    code: ClassVar[str] = "unstable-runs"

    def look(self, case: Case) -> Looked:
        """From the spread of the repeats."""
        found = case.stability
        if found is None:
            return say("findings.needs-repeats")
        if found.fluctuation is None:
            return say("findings.runs-undefined")
        return self._finding(found, found.fluctuation) if is_unstable(found) else None

    def _finding(self, found: Stability, fluctuation: float) -> Finding:
        sizes, alone = spread(found), _alone(found)
        return Finding(
            self.code,
            _severity(found),
            say("findings.unstable-runs-title"),
            say(
                "findings.unstable-runs-message",
                n=len(found.runs),
                metric=found.title or literal(found.metric),
                lowest=f"{min(found.runs):.4g}",
                highest=f"{max(found.runs):.4g}",
                fluctuation=percent(fluctuation),
                noise=_of_noise(found),
            ),
            {
                "metric": found.metric,
                "runs": len(found.runs),
                "lowest": min(found.runs),
                "highest": max(found.runs),
                "fluctuation": fluctuation,
                "sd": sizes.sd,
                "low": found.low,
                "high": found.high,
                "own_sd": sizes.own,
                "noise": found.noise,
                "p": found.p,
                "run_apart": None if alone is None else alone + 1,
            },
            actions=_actions(alone, found),
        )


def _severity(found: Stability) -> Severity:
    from assay.stats.runs import BAD

    sure = found.p is not None and found.p < 1 - SURE and (found.low or 0.0) > BAD
    return "critical" if sure else "warning"


def _of_noise(found: Stability) -> Text:
    if found.noise is None:
        return say("findings.unstable-runs-unknown")
    return say("findings.unstable-runs-noise", noise=percent(found.noise))


def _alone(found: Stability) -> int | None:
    """The place of the one run that lies far from all others; None where there is none."""
    values = on_scale(found)
    if len(values) < _FEWEST:
        return None
    order = np.argsort(values)
    for run, others, gap in (
        (order[0], order[1:], values[order[1]] - values[order[0]]),
        (order[-1], order[:-1], values[order[-1]] - values[order[-2]]),
    ):
        if gap > _APART * (values[others].max() - values[others].min()):
            return int(run)
    return None


def _actions(alone: int | None, found: Stability) -> tuple[Text, ...]:
    """One run that stands alone is looked at first: it has a cause of its own."""
    usual = tuple(say(f"findings.unstable-runs-{name}") for name in ("rate", "data", "mean"))
    if alone is None:
        return usual
    source = found.sources[alone] if alone < len(found.sources) else ""
    return (say("findings.unstable-runs-alone", run=alone + 1, source=source), *usual)
