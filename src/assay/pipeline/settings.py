"""What the caller asked for."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from assay.core.estimate import Confidence
from assay.core.examples import Examples
from assay.core.messages import DEFAULT_LANGUAGE
from assay.core.progress import Progress, untold
from assay.frozen import frozen
from assay.readers.base import ReadOptions
from assay.tasks.base import TaskOptions

if TYPE_CHECKING:
    from assay.core.preferences import Preferences
    from assay.core.ratings import Ratings
    from assay.core.training_run import TrainingRun
    from assay.readers.questions.stream import TrainingRows


@frozen
class Settings:
    """All of it, whole."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    task: TaskOptions = field(default_factory=TaskOptions)
    confidence: Confidence = field(default_factory=Confidence)
    policy: str | None = None
    metrics: tuple[str, ...] = ()
    cluster: str | None = None
    slices: tuple[str, ...] = ()
    picked_from: int = 1
    history: str | None = None
    language: str = DEFAULT_LANGUAGE
    command: tuple[str, ...] = ()
    project: str | None = None
    progress: Progress = untold


@frozen(eq=False)
class Base:
    """One base: the model before, or the last release; several runs of it where there are."""

    runs: tuple[Examples, ...]
    column: str | None = None  # of the candidate's own file, where it is one


@frozen(eq=False)
class Given:
    """What is evaluated beside the candidate: other runs of the same recipe, bases, what it was trained on, and what
    people said of it and of them.
    """

    repeats: tuple[Examples, ...] = ()
    bases: tuple[Base, ...] = ()
    train: tuple[TrainingRows, ...] = ()
    ratings: Ratings | None = None
    preferences: Preferences | None = None
    run: TrainingRun | None = None
