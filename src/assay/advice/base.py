"""What a recommendation is made from: an action, the findings that it answers, and clues that speak for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assay.core.finding import Finding
from assay.core.messages import Text


@dataclass(frozen=True)
class Setting:
    """An argument of training that an action changes: it is multiplied by `factor`, or becomes `value`."""

    argument: str  # as assay.core.trainers calls it
    factor: float | None = None
    value: str | None = None


@dataclass(frozen=True)
class Action:
    """One thing to do. `answers` says how well it answers each finding, from 0 (not at all) to 1 (this is the remedy);
    `clues` how much a clue adds, where one of the findings is there. What makes the evaluation itself worthless is
    `first` of all. The sentences are `advice.<code>` and `advice.<code>-test`.
    """

    code: str
    answers: Mapping[str, float]
    clues: Mapping[str, float] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    first: bool = False


@dataclass(frozen=True)
class Clue:
    """Something seen that is no fault by itself and speaks for one cause of a fault rather than another."""

    code: str
    text: Text


class Known(Protocol):
    """What advice rests on: the findings, and what is known of the training."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The worst first."""
        ...
