"""How far a model is through the data, on standard error: rows, rate and time left."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from assay.cli.live import Lines, duration
from assay.cli.session import Session
from assay.cli.streams import note
from assay.core.examples import Source
from assay.core.messages import Text, say

_EVERY = 0.2  # seconds between two looks of the live line
_LINE_EVERY = 30.0  # seconds between two lines where there is no terminal
_SHOWN = 3  # refusals, and rows kept aside, that are told one by one


class RowsDone:
    """A watcher of rows that tells a reader. The class has the keys of what is said of a refused row, and of all."""

    refused_as: ClassVar[str] = "predict.refused"
    some_refused: ClassVar[str | None] = "predict.some-refused"

    def __init__(self, session: Session) -> None:
        self.lines = Lines(session)
        self.target = Path()
        self.told_notes: list[Text] = []
        self.rows = self.kept = self.asked = self.refused = 0
        self.since = self.told = time.monotonic()

    def read(self, source: Source) -> None:
        """What the data are, and which rows were kept aside."""
        self.lines.tell("predict.read", rows=source.rows, path=source.path, why=source.why)
        for skip in source.skipped[:_SHOWN]:
            self.lines.tell("readers.skipped", path=skip.path, line=skip.line, why=skip.why)
        if len(source.skipped) > _SHOWN:
            self.lines.tell("predict.more-skipped", n=len(source.skipped) - _SHOWN)

    def opening(self, place: str) -> None:
        """On a terminal only: it is over when the rows begin."""
        self.lines.rewrite(say("predict.opening", place=place))

    def begun(self, target: Path, rows: int, kept: int, notes: Sequence[Text]) -> None:
        """How many rows are to be had, and how many an earlier call has left."""
        self.target, self.rows, self.kept, self.asked, self.refused = target, rows, kept, 0, 0
        self.since = self.told = time.monotonic()
        self._tell(notes)
        if kept == rows:
            self.lines.tell("predict.all-there", path=str(target), rows=rows)
        elif kept:
            self.lines.tell("predict.going-on", path=str(target), rows=rows, kept=kept)

    def row(self, refused: str | None) -> None:
        """The live line anew, or from time to time a line."""
        self.asked += 1
        if refused is not None:
            self.refused += 1
            if self.refused <= _SHOWN:
                self.lines.tell(self.refused_as, why=refused)
        now = time.monotonic()
        if now - self.told < (_EVERY if self.lines.live else _LINE_EVERY):
            return
        self.told = now
        rate = self.asked / max(now - self.since, 1e-9)
        values = {
            "done": self.kept + self.asked,
            "of": self.rows,
            "rate": f"{rate:.3g}",
            "left": duration((self.rows - self.kept - self.asked) / rate),
        }
        if self.lines.live:
            self.lines.rewrite(say("predict.live", **values))
        else:
            self.lines.tell("predict.live", **values)

    def noted(self, note: Text) -> None:
        """The note, once."""
        self._tell([note])

    def ended(self, target: Path, notes: Sequence[Text]) -> None:
        """Where the output is, and what is to be known of it."""
        self._tell(notes)
        if self.refused and self.some_refused is not None:
            self.lines.tell(self.some_refused, n=self.refused)
        if self.asked:
            elapsed = duration(time.monotonic() - self.since)
            self.lines.tell("predict.done", path=str(target), rows=self.rows, elapsed=elapsed)

    def _tell(self, notes: Sequence[Text]) -> None:
        """Each note once."""
        self.lines.erase()
        for one in notes:
            if one not in self.told_notes:
                self.told_notes.append(one)
                note(self.lines.session.show(one))

    def broken_off(self) -> None:
        """After Ctrl-C or a failure: what is kept, and how to go on."""
        if 0 < self.kept + self.asked < self.rows:
            self.lines.tell("predict.broken-off", done=self.kept + self.asked, of=self.rows, path=str(self.target))
