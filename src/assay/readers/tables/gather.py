"""Rows on their way to columns, and the line of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assay.core.columns import Column
from assay.frozen import frozen
from assay.readers.rows.columns import ColumnBuilder


class Lines:
    """The line of each row; only the breaks in their run are stored."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._lines: list[int] = []
        self._length = 0

    def add(self, first: int, count: int = 1) -> None:
        """The next `count` rows lie in `count` lines from `first` on."""
        if not self._rows or self[self._length - 1] + 1 != first:
            self._rows.append(self._length)
            self._lines.append(first)
        self._length += count

    def __getitem__(self, row: int) -> int:
        run = bisect_right(self._rows, row) - 1
        return self._lines[run] + row - self._rows[run]

    def __len__(self) -> int:
        return self._length


@frozen(eq=False)
class Columns:
    """The good rows of a table: fields of scalars as `texts`, the others as they are in `values`."""

    length: int
    texts: Mapping[str, Column]
    values: Mapping[str, Sequence[object]]
    lines: Lines


@dataclass
class Gather:
    """Collects columns block by block."""

    texts: Sequence[str]
    values: Sequence[str]
    lines: Lines = field(default_factory=Lines)

    def __post_init__(self) -> None:
        self._builders = {name: ColumnBuilder() for name in self.texts}
        self._lists: dict[str, list[object]] = {name: [] for name in self.values}

    def add(self, columns: Mapping[str, Sequence[object]]) -> None:
        """Append a block, a sequence a field; its lines are added by the caller."""
        for name, builder in self._builders.items():
            builder.add(columns[name])
        for name, values in self._lists.items():
            values.extend(columns[name])

    def done(self) -> Columns:
        """Everything that was added."""
        texts = {name: builder.column() for name, builder in self._builders.items()}
        return Columns(len(self.lines), texts, self._lists, self.lines)
