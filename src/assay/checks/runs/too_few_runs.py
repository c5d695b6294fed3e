"""Too few runs to say how far a recipe varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.runs.spread import is_stable, is_unstable
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.core.percent import percent

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.stability import Stability

ENOUGH = 5  # runs: they find a variation of 10 % with a chance of 96 %, and show one of 1 % to be good with 96 %
_FEWEST = 3
_MOST = 20
_QUIET = 0.01  # the noise that the examples may give the runs


class TooFewRuns:
    """There are repeats, but too few to say whether the recipe is stable: a few runs may lie close together by luck.

    Decided where there are fewer than 5 runs, and they show neither that the variation between runs is below 5 %, with
    95 % confidence, nor that it is above. Two runs never show that it is below: on few examples they often score alike
    to the last digit. Runs with the same outputs count once: that is one run given twice. A warning for fewer than 3
    runs, a note otherwise.

    Ignore it where the recipe is not to be trained again.
    """

    code: ClassVar[str] = "too-few-runs"

    def look(self, case: Case) -> Looked:
        """From the spread of the repeats."""
        found = case.stability
        if found is None:
            return say("findings.needs-repeats")
        if found.fluctuation is None:
            return say("findings.runs-undefined")
        different = len(found.runs) - len({second for _, second in found.identical})
        settled = is_unstable(found) or (different >= _FEWEST and is_stable(found))
        if different >= ENOUGH or (settled and not found.identical):
            return None
        return self._finding(found, found.fluctuation, different)

    def _finding(self, found: Stability, fluctuation: float, different: int) -> Finding:
        return Finding(
            self.code,
            "warning" if different < _FEWEST else "note",
            say("findings.too-few-runs-title"),
            say(
                "findings.too-few-runs-message",
                n=different,
                metric=found.title or literal(found.metric),
                fluctuation=percent(fluctuation),
                high=percent(found.high or 0.0),
                same=_of_same(found),
            ),
            {
                "metric": found.metric,
                "runs": len(found.runs),
                "different_runs": different,
                "fluctuation": fluctuation,
                "low": found.low,
                "high": found.high,
                "noise": found.noise,
                "runs_needed": _needed(fluctuation, different),
                "examples_needed": found.examples if _is_noisy(found) else None,
            },
            actions=_actions(found, _needed(fluctuation, different), different),
        )


def _is_noisy(found: Stability) -> bool:
    return found.noise is not None and found.noise > _QUIET and found.examples is not None


def _of_same(found: Stability) -> Text:
    if not found.identical:
        return literal("")
    pairs = [f"{first + 1} = {second + 1}" for first, second in found.identical[:3]]
    return say("findings.too-few-runs-same", pairs=pairs)


def _needed(fluctuation: float, runs: int) -> int:
    """How many runs in all would show it, if they go on varying as they do; at least the usual number."""
    from assay.stats.runs import BAD, GOOD
    from assay.stats.stability import sd_per_half_range

    if fluctuation > GOOD:
        return ENOUGH
    enough = (n for n in range(max(_FEWEST, runs + 1), _MOST) if sd_per_half_range(n, 0.95) * fluctuation <= BAD)
    return next(enough, ENOUGH)


def _actions(found: Stability, needed: int, different: int) -> tuple[Text, ...]:
    runs = say("findings.too-few-runs-more", more=max(1, needed - different), total=needed)
    actions: list[Text] = [runs]
    if _is_noisy(found):
        actions.append(say("findings.too-few-runs-examples", count=found.examples))
    if found.identical:
        actions.insert(0, say("findings.too-few-runs-seeds"))
    return tuple(actions)
