"""The difference of one metric between two sides on the same examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from assay.core.estimate import Estimate
from assay.core.messages import Text
from assay.frozen import frozen


@frozen
class Difference:
    """Candidate minus base, on the same examples. `p` is two-sided; `better` needs both the interval and the test."""

    metric: str
    candidate: float | None
    base: float | None
    value: float | None
    low: float | None
    high: float | None
    p: float | None
    method: str
    better: bool = False
    fixed: int | None = None  # examples the candidate has right and the base wrong
    broken: int | None = None  # the reverse
    why: Text | None = None
    p_adjusted: float | None = None  # for being one of several metrics, by Holm
    title: Text | None = None  # the metric's name for people; None: `metric` is shown
    higher_is_better: bool | None = True
    range: tuple[float, float] = (0.0, 1.0)  # of the metric

    @property
    def gain(self) -> tuple[float, float] | None:
        """The interval, turned so that more is better; None where there is none, or neither way is better."""
        if self.low is None or self.high is None or self.higher_is_better is None:
            return None
        return (self.low, self.high) if self.higher_is_better else (-self.high, -self.low)


@frozen
class Baseline:
    """What needs no model: always the majority class. `label` is that class."""

    kind: str
    label: str
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    difference: Difference | None = None  # of accuracy: candidate minus baseline
