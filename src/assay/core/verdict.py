"""Gates, the verdict, and the words for its three outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Literal, TypeAlias

from assay.core.estimate import Estimate
from assay.core.messages import Text
from assay.frozen import frozen


class Outcome(StrEnum):
    """What was decided. The values are codes; the words are in the catalogue (core.outcome-pass, ...)."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


Subject: TypeAlias = Literal["value", "majority", "base", "stability", "findings"]
"""What a gate is about: a metric's value, its difference from a baseline or a base, its fluctuation over runs, or what
the checks found.
"""


@frozen
class Gate:
    """One requirement of a policy and how it came out."""

    requirement: Text
    metric: str
    outcome: Outcome
    why: Text
    estimate: Estimate | None = None  # what was judged; None where it could not be measured
    threshold: float | None = None
    operator: str = ">="
    examples_needed: int | None = None  # about how many more units of the metric's denominator would settle it
    about: Subject = "value"
    advice: Text | None = None  # what to do where it does not pass


@frozen
class Composite:
    """A weighted score of several metrics, each brought to 0..1 first."""

    name: str
    estimate: Estimate
    weights: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()  # metrics of the policy that these examples do not have


@frozen
class Verdict:
    """The answer: the outcome, one sentence why, and what to do next, the most useful first."""

    outcome: Outcome
    why: Text
    next: tuple[Text, ...] = ()


@frozen
class Judgement:
    """What a policy made of the estimates."""

    policy: str
    gates: tuple[Gate, ...]
    verdict: Verdict
    composites: tuple[Composite, ...] = ()
