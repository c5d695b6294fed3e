"""What is to be run, what comes of it, and who is told meanwhile."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Protocol

from assay.core.messages import Text
from assay.frozen import frozen
from assay.repeating.predictions import Reading
from assay.repeating.recipe import Recipe


@frozen
class Series:
    """What is to be run: the recipe under each seed, each in a folder of its own below `folder`."""

    recipe: Recipe
    seeds: tuple[int, ...]
    folder: Path
    reading: Reading = field(default_factory=Reading)
    stop_early: bool = False
    force: bool = False

    def folder_of(self, seed: int) -> Path:
        """Where the run with this seed writes. It is empty when the first run begins: many trainers want that."""
        return self.folder / f"seed-{seed}"

    def log_of(self, seed: int) -> Path:
        """Where its log is: beside its folder, which a trainer may empty or want to be empty."""
        return self.folder / f"seed-{seed}.log"


@frozen
class Failure:
    """A run that left nothing to judge: why, its log, and the last lines in it."""

    seed: int
    why: Text
    log: Path
    last: tuple[str, ...] = ()


@frozen
class Outcome:
    """The runs that can be judged, by seed in the order asked for, each as a path or glob; and those that cannot."""

    done: dict[int, str]
    failures: tuple[Failure, ...]


class Watcher(Protocol):
    """Who is told what happens while it happens."""

    def kept(self, seed: int) -> None:
        """An earlier call has done this run."""

    def started(self, seed: int, log: Path) -> None:
        """It begins."""

    def alive(self, seed: int, last_line: str) -> None:
        """It goes on; twice a second."""

    def done(self, seed: int, predictions: str) -> None:
        """It has ended, and left these predictions."""

    def failed(self, failure: Failure) -> None:
        """It has ended, and left none."""

    def same(self, seed: int, earlier: int) -> None:
        """Its outputs are those of an earlier run."""

    def interrupted(self, seed: int) -> None:
        """It was ended because we were."""
