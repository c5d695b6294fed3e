"""How the runs are going, on standard error: on a terminal a line that rewrites itself, elsewhere plain lines."""

from __future__ import annotations

import time
from pathlib import Path

from assay.cli.live import Lines, duration
from assay.cli.session import Session
from assay.cli.streams import note
from assay.cli.terminal import WIDEST
from assay.core.messages import literal, say
from assay.repeating.series import Failure
from assay.text.width import cut


class Progress:
    """A watcher of so many runs that tells a reader."""

    def __init__(self, session: Session, seeds: tuple[int, ...]) -> None:
        self.lines = Lines(session)
        self.seeds = seeds
        self.since = time.monotonic()

    def kept(self, seed: int) -> None:
        """Said in a line."""
        self.lines.tell("repeat.kept", seed=seed)

    def started(self, seed: int, log: Path) -> None:
        """Said in a line, but on a terminal, where the live line says so."""
        self.since = time.monotonic()
        if self.lines.live:
            self.alive(seed, "")
        else:
            at = self.seeds.index(seed) + 1
            self.lines.tell("repeat.started", seed=seed, at=at, of=len(self.seeds), log=str(log))

    def alive(self, seed: int, last_line: str) -> None:
        """The live line anew: the seed, how long it has run, and what it said last."""
        at, of = self.seeds.index(seed) + 1, len(self.seeds)
        self.lines.rewrite(
            say("repeat.live", seed=seed, at=at, of=of, elapsed=self._elapsed(), said=literal(last_line))
        )

    def done(self, seed: int, predictions: str) -> None:
        """Said in a line."""
        self.lines.tell("repeat.done", seed=seed, elapsed=self._elapsed(), predictions=predictions)

    def failed(self, failure: Failure) -> None:
        """The reason, the end of the log, and where all of it is."""
        self.lines.tell("repeat.failed", seed=failure.seed, why=failure.why)
        if failure.last:
            self.lines.tell("repeat.end-of-log", log=str(failure.log))
            for line in failure.last:
                note("  | " + cut(line, WIDEST * 2))

    def same(self, seed: int, earlier: int) -> None:
        """A warning: such a run says nothing about stability."""
        self.lines.tell("repeat.same", seed=seed, earlier=earlier)

    def interrupted(self, seed: int) -> None:
        """What was lost, and how to go on."""
        self.lines.tell("repeat.interrupted", seed=seed, elapsed=self._elapsed())

    def _elapsed(self) -> str:
        return duration(time.monotonic() - self.since)
