"""No improvement over the base."""

from __future__ import annotations

import math
from operator import ne
from typing import TYPE_CHECKING, ClassVar

from assay.checks.against_base.alike import is_alike
from assay.checks.base import Case, Looked, Share, share
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.core.percent import percent
from assay.stats.power import pairs_for, two_digits, units_for
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.comparison import Comparison
    from assay.core.difference import Difference
    from assay.core.examples import Examples

NEGLIGIBLE = 0.01  # of the metric's range, or of the base's value where the range has no end
FEW_CHANGED = 0.1  # of the outputs, below which training hardly changed what the model says
ERROR = 0.05  # of calling some metric better that is not
_MOST = 100_000  # examples, beyond which nobody goes to show a gain


class NoGain:
    """The candidate is not better than the base in the metric that decides: either the data cannot show an improvement,
    or they show that it is negligible. The message says which of the two.

    Decided by the paired difference. It is negligible where the interval ends below a hundredth of the metric's range
    (of the base's value, for perplexity and the like), and not shown where the interval holds 0. A note where another
    metric that was compared is better for sure. A finding of its own says so where the candidate is worse, or the same.

    Ignore it where the candidate was to be no better: smaller, cheaper, or better in what is not measured here.
    """

    code: ClassVar[str] = "no-gain"

    def look(self, case: Case) -> Looked:
        """From the first comparison without a gain."""
        if not case.comparisons:
            return say("findings.needs-base")
        for place, comparison in enumerate(case.comparisons):
            difference = comparison.differences.get(comparison.primary)
            if difference is not None and _is_open(difference) and not is_alike(case, place):
                return self._finding(comparison, difference, _changed(case, place), _level(case))
        return None

    def _finding(self, comparison: Comparison, found: Difference, changed: Share | None, level: float) -> Finding:
        margin, others = _margin(found), _better(comparison)
        assert found.gain is not None  # noqa: S101 - asked by the caller
        negligible = found.gain[1] < margin
        n = len(comparison.pairing)
        needed = None if negligible else _needed(found, n, level)
        kind = "negligible" if negligible else "open"
        return Finding(
            self.code,
            "note" if others else "warning",
            say("findings.no-gain-title-negligible" if negligible else "findings.no-gain-title"),
            say(
                f"findings.no-gain-message-{kind}",
                metric=found.title or literal(found.metric),
                base=comparison.name or say("findings.the-base"),
                value=f"{found.value:+.3g}",
                low=f"{found.low:+.3g}",
                high=f"{found.high:+.3g}",
                n=n,
                margin=f"{margin:.3g}",
                changed=_of_outputs(changed),
                needed=_of_examples(found, needed),
                others=say("findings.no-gain-others", names=others) if others else literal(""),
            ),
            {
                "kind": kind,
                "metric": found.metric,
                "difference": found.value,
                "low": found.low,
                "high": found.high,
                "negligible": margin,
                "examples": n,
                "outputs_changed": None if changed is None else changed.value,
                "fixed": None if comparison.changes is None else comparison.changes.n_fixed,
                "broken": None if comparison.changes is None else comparison.changes.n_broken,
                "examples_needed": needed,
            },
            _worst(comparison),
            _actions(kind, changed, needed),
        )


def _is_open(found: Difference) -> bool:
    """Whether it is known and neither better nor worse."""
    return found.gain is not None and not found.better and found.gain[1] >= 0


def _level(case: Case) -> float:
    """That of the intervals: wider than asked for where the test set was looked at before."""
    return next((one.level for one in case.estimates.values()), 0.95)


def _margin(found: Difference) -> float:
    low, high = found.range
    return NEGLIGIBLE * (high - low if math.isfinite(high - low) else abs(found.base or 0.0))


def _better(comparison: Comparison) -> list[Text]:
    """Other metrics that are better for sure."""
    return [
        one.title or literal(name)
        for name, one in comparison.differences.items()
        if name != comparison.primary and one.better and one.p_adjusted is not None and one.p_adjusted <= ERROR
    ]


def _changed(case: Case, place: int) -> Share | None:
    """How many of the paired outputs are others than the base's; None where the model wrote nothing."""
    if place >= len(case.pairs):
        return None
    ours, theirs = (_said(side) for side in case.pairs[place])
    if ours is None or theirs is None or not len(ours):
        return None
    return share(sum(map(ne, ours, theirs)), len(ours))


def _said(examples: Examples) -> Sequence[object] | None:
    return examples.prediction_sets if examples.predictions is None else examples.predictions.texts


def _needed(found: Difference, n: int, level: float) -> int | None:
    """About how many examples in all would show the difference that was seen, were it true; None for none at all, or
    more than anybody has.
    """
    assert found.gain is not None  # noqa: S101 - asked by the caller
    gain = sum(found.gain) / 2.0
    if found.fixed is not None and found.broken is not None:
        gain = (found.fixed - found.broken) / n
        wanted = math.inf if gain <= 0 else pairs_for(gain, (found.fixed + found.broken) / n, level)
    else:
        se = (found.gain[1] - found.gain[0]) / 2.0 / critical_value(level)
        wanted = math.inf if gain <= 0 else units_for(se, n, gain, level)
    return None if wanted > _MOST else two_digits(max(wanted, 1.1 * n))


def _of_outputs(changed: Share | None) -> Text:
    return literal("") if changed is None else say("findings.no-gain-changed", share=percent(changed.value))


def _of_examples(found: Difference, needed: int | None) -> Text:
    if needed is not None:
        return say("findings.no-gain-needed", count=needed)
    return say("findings.no-gain-never" if found.gain is not None and sum(found.gain) > 0 else "findings.no-gain-none")


def _worst(comparison: Comparison) -> tuple[str, ...]:
    return () if comparison.changes is None else tuple(one.id for one in comparison.changes.broken[:10])


def _actions(kind: str, changed: Share | None, needed: int | None) -> tuple[Text, ...]:
    """What is likeliest by this evidence alone first: too little training where hardly an output changed, else data."""
    rate, data, size = (say(f"findings.no-gain-{name}") for name in ("rate", "data", "size"))
    ranked = (rate, data, size) if changed is not None and changed.high < FEW_CHANGED else (data, rate, size)
    if kind == "open" and needed is not None:
        return (say("findings.no-gain-more", count=needed), *ranked)
    return ranked
