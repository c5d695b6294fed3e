"""The rows of a file of cells, one by one or as many as lie in a row a line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from assay.core.errors import InputError
from assay.frozen import frozen
from assay.readers.files.content import Content
from assay.readers.tables.dialect import Dialect, LongFields

_MOST_READ_AGAIN = 1 << 26  # characters


@frozen
class Rows:
    """Rows of which each begins a line, from line `first` on. One alone may be unsound: a quote in it is `unclosed`,
    or it has another number of cells; with `undecodable`, cells may hold bytes that are no text.
    """

    first: int
    cells: Sequence[list[str]]
    unclosed: bool = False
    undecodable: bool = False


def rows_of(content: Content, dialect: Dialect) -> Iterator[Rows]:
    """All rows but the header. Blocks in which each line is a row of the right length come whole; elsewhere each row
    comes alone, sound or not, and what an unsound one swallowed is read again.
    """
    lines = _Lines(content)
    with LongFields():
        if dialect.header:
            next(_one_by_one(lines, dialect), None)
        while (block := lines.block()) is not None:
            rows = _simple(block, dialect)
            if rows is None:
                lines.give_back(block)
                yield from _one_by_one(lines, dialect)
            else:
                yield Rows(lines.number - len(block) + 1, rows, undecodable=lines.undecodable)


def _simple(block: Sequence[str], dialect: Dialect) -> list[list[str]] | None:
    """A row a line, all of the right length; None where it is not so simple."""
    try:
        rows = list(dialect.reader(block))
    except csv.Error:
        return None
    width = len(dialect.names)
    if len(rows) != len(block) or set(map(len, rows)) != {width}:
        return None
    return None if rows[-1][-1].endswith("\n") else rows  # a cell that goes on in the next block


def _one_by_one(lines: _Lines, dialect: Dialect) -> Iterator[Rows]:
    """The rows up to the end of the block, or the first one after it where a row crosses."""
    reader = dialect.reader(lines)
    while True:
        lines.start_row()
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = [""] * (len(dialect.names) + 1)
            reader = dialect.reader(lines)
        unclosed = lines.run_away(cells, dialect)
        if unclosed or len(cells) != len(dialect.names):
            lines.read_again()
        if cells:  # an empty line is no row
            yield Rows(first, [cells], unclosed, lines.undecodable)
        if not lines.any_ahead:
            return


class _Lines(Iterator[str]):
    """The lines of a file; those of the present row are remembered, so that they can be read again."""

    def __init__(self, content: Content) -> None:
        self._blocks = content.blocks()
        self._path = content.name
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self._read_again = 0
        self.number = 0  # of the last line given out
        self.undecodable = False

    def __next__(self) -> str:
        if not self._ahead:
            self._ahead.extend(self._lines_of(next(self._blocks)))
        line = self._ahead.popleft()
        self._row.append(line)
        self.number += 1
        return line

    def block(self) -> list[str] | None:
        """The lines ahead, or those of the next block; None at the end."""
        if not self._ahead:
            self._ahead.extend(next(map(self._lines_of, self._blocks), ()))
        block = list(self._ahead)
        self._ahead.clear()
        self.number += len(block)
        return block or None

    def give_back(self, block: Sequence[str]) -> None:
        """Lines of a block that are to be given out one by one."""
        self._ahead.extendleft(reversed(block))
        self.number -= len(block)

    @property
    def any_ahead(self) -> bool:
        """Whether lines of the block are left."""
        return bool(self._ahead)

    def start_row(self) -> None:
        """Forget the last row's lines: the next line begins another."""
        self._row.clear()

    def run_away(self, cells: Sequence[str], dialect: Dialect) -> bool:
        """Whether a quote in the row is not closed where its cell ends, so that lines were taken into it."""
        if len(self._row) < 2 and not (cells and cells[-1].endswith("\n")):
            return False
        try:
            return len(list(dialect.reader(self._row, strict=True))) != 1
        except csv.Error:
            return True

    def read_again(self) -> None:
        """Give out again all lines of the row but its first."""
        again = self._row[1:]
        self._read_again += sum(map(len, again))
        if self._read_again > _MOST_READ_AGAIN:
            raise InputError("readers.unclosed-quotes", path=self._path, line=self.number - len(again))
        self.give_back(again)

    def _lines_of(self, block: bytes) -> list[str]:
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            text = block.decode("utf-8", "surrogateescape")
            self.undecodable = True
        return [line + "\n" for line in text.removesuffix("\n").split("\n")]
