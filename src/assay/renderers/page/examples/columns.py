"""The examples as the page's script reads them: column by column, labels and texts that come again once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import MISSING, Column
from assay.frozen import frozen
from assay.renderers.said.safety import many_lines

FIRST = 1000  # rows, in the order in which they are read, whose texts are cut last
MOST = 40_000  # bytes of one text, however few there are
BUDGET = 8_000_000  # bytes of all texts together; half of it is for the first rows

Cell: TypeAlias = str | int | list[str | int] | None
Values: TypeAlias = list[Cell] | dict[str, list[Cell] | list[int]]


@frozen(eq=False)
class Texts:
    """One column of texts, row by row as they are read. `keeps_end` says that its end tells texts apart as well as its
    beginning does; `like` is a column whose text is not said again where it is the same.
    """

    column: Column
    keeps_end: bool = False
    like: Column | None = None

    @cached_property
    def repeats(self) -> bool:
        """Whether the texts are few that come again and again."""
        return self.like is None and 2 * len(self.column.values) < len(self.column)

    @cached_property
    def texts(self) -> Sequence[Cell]:
        """What is to be written down: each distinct text once, or one a row, 0 where it is that of `like`."""
        if self.repeats:
            return self.column.values
        if self.like is None:
            return self.column.texts
        pairs = zip(self.column.texts, self.like.texts, strict=True)
        return [0 if one is not None and one == other else one for one, other in pairs]

    @cached_property
    def sizes(self) -> IntArray:
        """Bytes of each, about; the page is in UTF-8."""
        sizes = (len(text) * (1 if text.isascii() else 3) if isinstance(text, str) else 0 for text in self.texts)
        return np.fromiter(sizes, dtype=np.int64, count=len(self.texts))

    def written(self, levels: tuple[int, int]) -> Values:
        """As JSON: a list, a cell a row, or {"values", "codes"}; texts cut at `levels` of bytes, those of the first
        rows and of all others.
        """
        border = len(self.texts) if self.repeats else FIRST
        pairs = zip(self.texts, self.sizes.tolist(), strict=True)
        cells = [self._cell(text, size, levels[row >= border]) for row, (text, size) in enumerate(pairs)]
        return {"values": cells, "codes": self.column.codes.tolist()} if self.repeats else cells

    def is_cut(self, levels: tuple[int, int]) -> bool:
        """Whether a text is longer than that."""
        border = len(self.texts) if self.repeats else FIRST
        parts = zip((self.sizes[:border], self.sizes[border:]), levels, strict=True)
        return any(int(sizes.max(initial=0)) > level for sizes, level in parts)

    def _cell(self, text: Cell, size: int, level: int) -> Cell:
        """The text; [head, characters left out, tail] where it is longer than that, the tail where it matters."""
        if not isinstance(text, str):
            return text
        if size <= level:
            return many_lines(text)
        kept = level * len(text) // size
        if not self.keeps_end:
            return [many_lines(text[:kept]), len(text) - kept]
        head = kept // 4
        return [many_lines(text[:head]), len(text) - kept, many_lines(text[len(text) - (kept - head) :])]


def levels_for(columns: Sequence[Texts], budget: int = BUDGET) -> tuple[int, int]:
    """Bytes at which texts are cut so that all fit: those of the first rows and what comes again, and the rest."""
    first = list(_first_sizes(columns))
    rest = [one.sizes[FIRST:] for one in columns if not one.repeats]
    level, spent = _level(first, budget // 2)
    return level, _level(rest, budget - spent)[0]


def compact(column: Column) -> Column:
    """Without the values that no row has, where there are many."""
    codes = column.codes
    if len(column.values) <= 2 * len(codes):
        return column
    found, place = np.unique(codes, return_inverse=True)
    values = [column.values[code] for code in found.tolist() if code != MISSING]
    return Column.coded(values, place - int(MISSING in found))


def _first_sizes(columns: Sequence[Texts]) -> Iterator[IntArray]:
    for one in columns:
        yield one.sizes if one.repeats else one.sizes[:FIRST]


def _level(parts: Sequence[IntArray], budget: int) -> tuple[int, int]:
    """The greatest level at which these sizes, cut there, stay within `budget`, and what they then come to."""
    sizes = np.minimum(MOST, np.sort(np.concatenate([np.zeros(1, dtype=np.int64), *parts])))
    before, left = np.cumsum(sizes) - sizes, np.arange(len(sizes), 0, -1)
    if before[-1] + sizes[-1] <= budget:
        return MOST, int(before[-1] + sizes[-1])
    place = int(np.argmax(before + sizes * left > budget))  # the first size that not all of the greater may have
    level = max(0, (budget - int(before[place])) // int(left[place]))
    return level, int(before[place]) + level * int(left[place])
