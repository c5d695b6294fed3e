"""How the runs are going, on standard error: on a terminal a line that rewrites itself, elsewhere plain lines."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from assay.cli.session import Session
from assay.cli.streams import harmless, note
from assay.cli.terminal import WIDEST
from assay.core.messages import literal, say
from assay.repeating.series import Failure
from assay.text.width import cut

_ERASE = "\r\x1b[K"
_USUAL = 80


class Progress:
    """A watcher of so many runs that tells a reader."""

    def __init__(self, session: Session, seeds: tuple[int, ...]) -> None:
        self.session = session
        self.seeds = seeds
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.since = time.monotonic()

    def kept(self, seed: int) -> None:
        """Said in a line."""
        self._tell("repeat.kept", seed=seed)

    def started(self, seed: int, log: Path) -> None:
        """Said in a line, but on a terminal, where the live line says so."""
        self.since = time.monotonic()
        if self.live:
            self.alive(seed, "")
        else:
            self._tell("repeat.started", seed=seed, at=self.seeds.index(seed) + 1, of=len(self.seeds), log=str(log))

    def alive(self, seed: int, last_line: str) -> None:
        """The live line anew: the seed, how long it has run, and what it said last."""
        if self.live:
            line = say(
                "repeat.live",
                seed=seed,
                at=self.seeds.index(seed) + 1,
                of=len(self.seeds),
                elapsed=self._elapsed(),
                said=literal(last_line),
            )
            sys.stderr.write(_ERASE + cut(harmless(self.session.show(line)).rstrip(), _columns() - 1))
            sys.stderr.flush()

    def done(self, seed: int, predictions: str) -> None:
        """Said in a line."""
        self._tell("repeat.done", seed=seed, elapsed=self._elapsed(), predictions=predictions)

    def failed(self, failure: Failure) -> None:
        """The reason, the end of the log, and where all of it is."""
        self._tell("repeat.failed", seed=failure.seed, why=failure.why)
        if failure.last:
            self._tell("repeat.end-of-log", log=str(failure.log))
            for line in failure.last:
                note("  | " + cut(line, WIDEST * 2))

    def same(self, seed: int, earlier: int) -> None:
        """A warning: such a run says nothing about stability."""
        self._tell("repeat.same", seed=seed, earlier=earlier)

    def interrupted(self, seed: int) -> None:
        """What was lost, and how to go on."""
        self._tell("repeat.interrupted", seed=seed, elapsed=self._elapsed())

    def _tell(self, key: str, **values: object) -> None:
        if self.live:
            sys.stderr.write(_ERASE)
        note(self.session.say(key, **values))
        sys.stderr.flush()

    def _elapsed(self) -> str:
        """Minutes and seconds, with hours from the first on: 0:07, 1:02:03."""
        minutes, seconds = divmod(int(time.monotonic() - self.since), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _columns() -> int:
    """Those of the terminal that standard error is."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except (ValueError, OSError):
        return _USUAL
