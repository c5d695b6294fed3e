"""Plain text: one segment a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.table import HEAD_ROWS, Table

LINE = "line"  # the one field of a text file


class TextLines(Table):
    """A text file; an empty line is an empty segment. Lines end in a line feed, alone or after a carriage return."""

    form = "text"

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content
        self.path = content.name
        self.file = content.path
        self.names = (LINE,)
        self.head = [record for _, record in islice(self.records(), HEAD_ROWS)]
        self.skipped.clear()

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every line, without its end."""
        first = 1
        for block in self.content.blocks():
            lines = block.removesuffix(b"\n").split(b"\n")
            for number, line in enumerate(lines, first):
                try:
                    yield number, {LINE: line.removesuffix(b"\r").decode("utf-8")}
                except UnicodeDecodeError as error:
                    self.set_aside(number, BadRow("readers.row-not-utf8", column=error.start + 1))
            first += len(lines)
            self.check(first)
