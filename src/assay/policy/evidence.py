"""What a policy judges by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from assay.core.difference import Baseline
from assay.core.estimate import Estimate
from assay.core.messages import Text
from assay.core.task import Task
from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.core.comparison import Comparison
    from assay.core.stability import Stability


@frozen(eq=False)
class Evidence:
    """What was measured on `n` examples. `estimates` go by the names that `Policy.metrics` asks for: "recall[disease]".

    `unparsed` outputs name no label and count as wrong; `if_parsed` is then the evidence had each of them been right
    (only the metrics that this changes), and a gate that hangs on them is not decided. `comparisons` are with each
    base, `stability` of repeated runs.
    """

    task: Task
    n: int
    estimates: Mapping[str, Estimate]
    not_measured: Mapping[str, Text] = field(default_factory=dict)  # metric -> why it does not apply here
    baseline: Baseline | None = None
    level: float = 0.95
    unparsed: int = 0
    if_parsed: Evidence | None = None
    comparisons: tuple[Comparison, ...] = ()
    stability: Stability | None = None
