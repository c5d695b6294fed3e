"""About how many more examples would settle a gate."""

from __future__ import annotations

from math import isfinite, isnan

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.stats.power import more_pairs, more_trials, more_units, two_digits
from assay.stats.student import critical_value

RECALL = "recall"
"""The metric whose denominator is the examples of a class: only more of these help."""

F1 = "f1"
"""The metric that is a proportion on another scale: 2J / (1 + J), J = TP / (TP + FP + FN)."""


@frozen
class More:
    """`count` more examples, of the class `label` where it matters; None: no reasonable number would settle it, or,
    with `of_runs`, more runs would settle it too and no number of examples is known to. `of_people` says that they are
    to be rated by people, rather than added to the test set.
    """

    count: int | None
    label: str | None = None
    of_runs: bool = False
    of_people: bool = False

    @property
    def settle(self) -> Text:
        """The clause that ends a sentence on what is not settled."""
        return self._said("settle")

    @property
    def advice(self) -> Text:
        """What to do, as a sentence."""
        return self._said("next-more")

    def _said(self, kind: str) -> Text:
        if self.of_runs:
            return say(f"policy.{kind}-runs")
        if self.count is None:
            return say(f"policy.{kind}-never")
        if self.of_people:
            return say(f"policy.{kind}-of-people", count=self.count)
        if self.label is None:
            return say(f"policy.{kind}", count=self.count)
        return say(f"policy.{kind}-of-class", count=self.count, label=self.label)


def more_needed(estimate: Estimate, metric: str, threshold: float, n: int) -> More:
    """What would settle whether the estimate of `metric` from `n` examples meets the threshold.

    Counted in examples of the class for recall, else in examples of the kinds that there are.
    """
    value = estimate.value
    if value is None:
        return More(None)
    if estimate.se is not None and estimate.se > 0:
        return _more(more_units(value, estimate.se, n, threshold, estimate.level), n)
    trials = estimate.n if estimate.n_effective is None else estimate.n_effective
    if metric == F1:
        value, threshold = _jaccard(value), _jaccard(threshold)
    value, threshold = (_share(one, estimate.range) for one in (value, threshold))
    more = more_trials(value * trials, trials, threshold, estimate.level)
    if metric == RECALL and estimate.label is not None:
        return _more(more * estimate.n / trials, estimate.n, estimate.label)
    return _more(more * n / trials, n)


def more_for_a_difference(difference: Difference, n: int, level: float, margin: float = 0.0) -> More:
    """What would settle whether a metric is better than another's by a margin on the same `n` examples."""
    if margin == 0 and difference.fixed is not None and difference.broken is not None:
        return _more(more_pairs(difference.fixed, difference.broken, n, level), n)
    if difference.gain is None:
        return More(None)
    low, high = difference.gain
    se = (high - low) / 2.0 / critical_value(level)
    return _more(more_units((low + high) / 2.0, se, n, margin, level), n)


def _more(count: float, present: float, label: str | None = None) -> More:
    """`count` more than `present`; at least a tenth of it, since the interval is not settled with what there is."""
    if isnan(count) or not isfinite(count):
        return More(None, label)
    return More(two_digits(max(count, present / 10)), label)


def _share(value: float, scale: tuple[float, float]) -> float:
    """Of the way from the lower to the upper bound, where there are two."""
    low, high = scale
    return (value - low) / (high - low) if isfinite(high - low) else value


def _jaccard(f1: float) -> float:
    return f1 / (2.0 - f1)
