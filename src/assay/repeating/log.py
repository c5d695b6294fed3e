"""What a run says, kept in a file and read from its end while it grows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from assay.core.errors import InputError
from assay.repeating.state import now
from assay.text.patterns import pattern

_LAST = 1 << 14  # bytes that are looked at
_COLOURS = pattern(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]")


class Log:
    """The log of one run. An earlier attempt's lines stay above; only those of this one are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._start = 0

    def open(self, command: Sequence[str]) -> BinaryIO:
        """The file to write to, begun with the time and the command; raises InputError where it cannot be written."""
        try:
            file = self.path.open("ab")
        except OSError as failed:
            raise InputError("core.unwritable", path=str(self.path), why=failed.strerror or str(failed)) from None
        file.write(f"# {now()} {shlex.join(command)}\n".encode("utf-8", "backslashreplace"))
        file.flush()
        self._start = file.tell()
        return file

    def last(self, lines: int) -> list[str]:
        """At most so many of the last lines that say something, without colours. A progress bar that rewrites itself
        is a line for each time.
        """
        try:
            with self.path.open("rb") as file:
                end = file.seek(0, 2)
                file.seek(max(self._start, end - _LAST))
                text = file.read().decode("utf-8", "replace")
        except OSError:  # moved away while it was written
            return []
        said = [line.rstrip() for line in re.split(r"[\r\n]+", _COLOURS.sub("", text))]
        return [line for line in said if line][-lines:]
