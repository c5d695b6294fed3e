"""How the cells of a file are told apart, and whether its first row names them."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from assay.frozen import frozen
from assay.readers.rows.names import is_known
from assay.readers.tables.table import HEAD_ROWS
from assay.text.patterns import pattern

_QUOTED = pattern(r'"(?:[^"]|"")*"\s*')


@frozen
class Dialect:
    """`names` are the columns', from the header or made up where there is none."""

    delimiter: str
    quoted: bool
    header: bool
    names: tuple[str, ...]

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """The cells of lines; `strict` raises csv.Error where a quote does not end its cell."""
        return cells_of(lines, self.delimiter, quoted=self.quoted, strict=strict)


def cells_of(lines: Iterable[str], delimiter: str, *, quoted: bool, strict: bool = False) -> Iterator[list[str]]:
    """The cells of lines; a quoted cell may span several."""
    return csv.reader(
        lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=strict
    )


class LongFields:
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
    reader = cells_of(lines, delimiter, quoted=quoted)
    with LongFields():
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reader = cells_of(lines, delimiter, quoted=quoted)
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
