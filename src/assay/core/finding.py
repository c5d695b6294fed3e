"""What is wrong, by name: a finding with its evidence, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from assay.core.messages import Text
from assay.frozen import frozen

Severity: TypeAlias = Literal["critical", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("critical", "warning", "note")
"""The worst first."""


@frozen
class Stake:
    """How much of a metric hangs on a fault: `value` is what it takes from the metric, or adds without merit where it
    is below 0, on the metric's own scale, with the interval from `low` to `high`.
    """

    metric: str
    value: float
    low: float
    high: float


@frozen
class Finding:
    """One pitfall that was found. `code` is stable; `evidence` holds the numbers it rests on, by name; `examples` are
    the ids of the worst ones, for a person to look at; `actions` say what to change, the most useful first; `stake` is
    how much hangs on it, where that can be told.
    """

    code: str
    severity: Severity
    title: Text
    message: Text
    evidence: Mapping[str, float | int | str | None] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    actions: tuple[Text, ...] = ()
    stake: Stake | None = None


@frozen
class Recommendation:
    """One thing to do next. `action` is a stable code; `what` is to be done, `how` in the words of the trainer, where
    it is known; `because` are the reasons, and `findings` the codes of those it rests on; `stake` is how much hangs on
    it. `test` says what it should do to which number, and which result would prove it wrong.
    """

    action: str
    what: Text
    because: tuple[Text, ...]
    test: Text
    findings: tuple[str, ...] = ()
    how: Text | None = None
    stake: Stake | None = None


@frozen
class NotApplicable:
    """A check that lacks what it needs, and what that is."""

    code: str
    why: Text


@frozen
class Diagnosis:
    """All that the checks say: what they found, the worst first, and which could not look; and what to do about it, the
    most useful first.
    """

    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
