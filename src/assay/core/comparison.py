"""Two sides on the same examples: the paired difference of a metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.core.estimate import Estimate
from assay.core.messages import Text


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Baseline:
    """What needs no model: always the majority class. `label` is that class."""

    kind: str
    label: str
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    difference: Difference | None = None  # of accuracy: candidate minus baseline
