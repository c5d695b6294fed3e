"""What a recommendation is made from: an action, the findings that it answers, and clues that speak for it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from assay.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.core.finding import Finding
    from assay.core.messages import Text
    from assay.core.training_run import TrainingRun


@frozen
class Setting:
    """An argument of training that an action changes: it is multiplied by `factor`, becomes `value`, or, with
    `at_best`, what it was where held-out data were at their best.
    """

    argument: str  # as assay.core.trainers calls it
    factor: float | None = None
    value: str | None = None
    at_best: bool = False


@frozen
class Action:
    """One thing to do. `answers` says how well it answers each finding, from 0 (not at all) to 1 (this is the remedy);
    `clues` how many times more a clue makes of that, or less where it is below 0. What makes the evaluation itself
    worthless is `first` of all; of two that are each other's opposite one is given `instead_of` the other. The
    sentences are `advice.<code>` and `advice.<code>-test`.
    """

    code: str
    answers: Mapping[str, float]
    clues: Mapping[str, float] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    first: bool = False
    instead_of: str | None = None


@frozen
class Clue:
    """Something seen that is no fault by itself and speaks for one cause of a fault rather than another."""

    code: str
    text: Text


@frozen
class Known:
    """What advice rests on: the findings, the worst first, and where they are known the course of the training and how
    many `rows` of data it had.
    """

    findings: Sequence[Finding]
    run: TrainingRun | None = None
    rows: int | None = None
