"""What numbers of training runs can say about stability."""

from __future__ import annotations

from assay.core.messages import say
from assay.core.percent import brief_percent
from assay.core.plan import RunsLine, RunsPlan
from assay.stats.runs import BAD, GOOD, chance_of_bad, chance_of_good, largest_good

RUNS = (3, 4, 5, 6, 8, 10)
STEADY = (0.005, 0.01, 0.02)
UNSTEADY = (0.05, 0.075, 0.1)


def runs_plan(level: float) -> RunsPlan:
    """The plan for repeats of a recipe."""
    why = (
        say("plan.runs", good=brief_percent(GOOD), bad=brief_percent(BAD)),
        say("plan.runs-advice"),
        say("plan.runs-noise"),
    )
    return RunsPlan(tuple(_line(runs, level) for runs in RUNS), why)


def _line(runs: int, level: float) -> RunsLine:
    return RunsLine(
        runs,
        largest_good(runs, level),
        {variation: chance_of_good(runs, variation, level) for variation in STEADY},
        {variation: chance_of_bad(runs, variation) for variation in UNSTEADY},
    )
