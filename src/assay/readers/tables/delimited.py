"""CSV and TSV, with or without a header. A row that does not fit is set aside, and what it swallowed is read again."""

from __future__ import annotations

import csv
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from assay.core.errors import InputError
from assay.core.messages import say
from assay.readers.files.content import Content
from assay.readers.rows.names import is_known
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.table import HEAD_ROWS, Columns, Gather, Table

_BLOCK_ROWS = 1 << 14
_MOST_READ_AGAIN = 1 << 26  # characters
_QUOTED = re.compile(r'"(?:[^"]|"")*"\s*')
_UNDECODABLE = re.compile("[\udc80-\udcff]")

_Row = tuple[int, list[str]]  # its first line, its cells


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart; `names` are the columns', from the header or made up where there is none."""

    delimiter: str
    quoted: bool
    header: bool
    names: tuple[str, ...]


class Delimited(Table):
    """A file of cells."""

    def __init__(self, content: Content, dialect: Dialect) -> None:
        super().__init__()
        self.content = content
        self.path = content.name
        self.file = content.path
        self.dialect = dialect
        self.form: Literal["csv", "tsv"] = "tsv" if dialect.delimiter == "\t" else "csv"
        self.names = dialect.names
        self.head = [record for _, record in islice(self.records(), HEAD_ROWS)]
        self.skipped.clear()
        if not dialect.header:
            self.notes.append(say("readers.no-header", n=len(self.names), names=list(self.names)))

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every good row with the line it begins in."""
        for line, cells in self._rows():
            yield line, dict(zip(self.names, cells, strict=True))

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The columns; every cell is a text."""
        gather = Gather([*texts, *lazy], values)
        position = {name: self.names.index(name) for name in (*gather.texts, *values)}
        rows = self._rows()
        while block := list(islice(rows, _BLOCK_ROWS)):
            for line, _ in block:
                gather.lines.add(line)
            columns = list(zip(*(cells for _, cells in block), strict=True))
            gather.add({name: columns[at] for name, at in position.items()})
            self.check(len(gather.lines))
        return gather.done()

    def _rows(self) -> Iterator[_Row]:
        lines = _Lines(self.content)
        with _LongFields():
            rows = _cells(lines, self.dialect)
            if self.dialect.header:
                next(rows, None)
            for first, cells in rows:
                if not cells:  # an empty line is no row
                    continue
                bad = self._fault(lines, cells)
                if bad is None:
                    yield first, cells
                else:
                    self.set_aside(first, bad)
                    lines.read_again()

    def _fault(self, lines: _Lines, cells: list[str]) -> BadRow | None:
        """What is wrong with the row just read, if anything."""
        if lines.runs_away():
            return BadRow("readers.row-quote")
        if len(cells) != len(self.names):
            return BadRow("readers.row-cells", found=len(cells), expected=len(self.names))
        if lines.undecodable and any(map(_UNDECODABLE.search, cells)):
            return BadRow("readers.row-not-utf8-cell")
        return None


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
            self._fill(next(self._blocks))
        line = self._ahead.popleft()
        self._row.append(line)
        self.number += 1
        return line

    def _fill(self, block: bytes) -> None:
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            text = block.decode("utf-8", "surrogateescape")
            self.undecodable = True
        self._ahead.extend(line + "\n" for line in text.removesuffix("\n").split("\n"))

    def start_row(self) -> None:
        """Forget the last row's lines: the next line begins another."""
        self._row.clear()

    def runs_away(self) -> bool:
        """Whether the row spans lines because a quote in it is never closed."""
        return len(self._row) > 1 and sum(line.count('"') for line in self._row) % 2 == 1

    def read_again(self) -> None:
        """Give out again all lines of the row but its first."""
        again = self._row[1:]
        self._read_again += sum(map(len, again))
        if self._read_again > _MOST_READ_AGAIN:
            raise InputError("readers.unclosed-quotes", path=self._path, line=self.number - len(again))
        self._ahead.extendleft(reversed(again))
        self.number -= len(again)


def _cells(lines: _Lines, dialect: Dialect) -> Iterator[_Row]:
    """Every row's first line and cells; a row that the csv module refuses is given as one impossible cell."""
    reader = _reader(lines, dialect.delimiter, quoted=dialect.quoted)
    while True:
        lines.start_row()
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = [""] * (len(dialect.names) + 1)
            reader = _reader(lines, dialect.delimiter, quoted=dialect.quoted)
        yield first, cells


def _reader(lines: Iterable[str], delimiter: str, *, quoted: bool) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)


class _LongFields:
    """Lets the csv module read fields of any length, for as long as the context lasts."""

    def __enter__(self) -> None:
        self._limit = csv.field_size_limit(min(sys.maxsize, (1 << 31) - 1))

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._limit)


def sniff(text: str, delimiters: str) -> Dialect | None:
    """The dialect of a file that begins with `text`; None where it is not cells."""
    sample = text.split("\n")
    lines = [line.removesuffix("\r") for line in sample[:HEAD_ROWS]]
    complete = [line for line in lines if line] or [""]
    delimiter = max(delimiters, key=lambda mark: _consistency(complete, mark))
    if _consistency(complete, delimiter) == 0 and len(delimiters) > 1:
        return None
    quoted = _is_quoted(complete, delimiter)
    rows = list(islice(_sample_rows(sample, delimiter, quoted=quoted), HEAD_ROWS))
    first = [cell.strip().removeprefix("\ufeff") for cell in rows[0]] if rows else []
    header = is_header(first, rows[1:])
    names = tuple(first) if header else tuple(f"column {i}" for i in range(1, len(first) + 1))
    return Dialect(delimiter, quoted, header, _distinct(names))


def _sample_rows(sample: Sequence[str], delimiter: str, *, quoted: bool) -> Iterator[list[str]]:
    """The rows of the first lines, without those that are empty or that the csv module refuses."""
    lines = (line + "\n" for line in sample)
    reader = _reader(lines, delimiter, quoted=quoted)
    with _LongFields():
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reader = _reader(lines, delimiter, quoted=quoted)
            else:
                if row:
                    yield row


def _consistency(lines: Sequence[str], mark: str) -> float:
    """How alike the lines are in their number of `mark`s, times that number; 0 where the first line has none."""
    first = lines[0].count(mark)
    return first and sum(line.count(mark) >= first for line in lines) / len(lines) * (1 + min(first, 50) / 100)


def _is_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """CSV quotes its cells. In TSV a quote is text, unless every cell that begins with one is well formed, or rows have
    equally many cells only so.
    """
    if delimiter != "\t":
        return True
    cells = [cell for line in lines for cell in line.split(delimiter) if cell.startswith('"')]
    if all(_QUOTED.fullmatch(cell) for cell in cells):
        return bool(cells)
    if len({line.count(delimiter) for line in lines}) == 1:
        return False
    return len({len(row) for row in _sample_rows(lines, delimiter, quoted=True)}) == 1


def is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns rather than being one of the rows: at least two names that columns have, or
    names that no other row has in their place.
    """
    known = sum(map(is_known, first))
    if known > 1:
        return True
    again = any(cell == name for row in others for cell, name in zip(row, first, strict=False) if name)
    named = len(set(first)) == len(first) and all(_is_name(cell) for cell in first)
    return not again and (known == 1 or named)


def _is_name(cell: str) -> bool:
    number = re.fullmatch(r"[-+]?[\d.,]+(?:e[-+]?\d+)?%?", cell.strip(), re.IGNORECASE)
    return len(cell) <= 64 and number is None and not cell.endswith((".", "!", "?", "。", "！", "？"))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names with a number after each repetition, so that every column can be asked for."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    if len(seen) == len(names):
        return tuple(names)
    return tuple(name if list(names).index(name) == at else f"{name} ({at + 1})" for at, name in enumerate(names))
