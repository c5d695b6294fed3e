"""Columns built block by block: coded while values repeat, numbers while all are whole, texts otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain
from typing import cast

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import MISSING, Column
from assay.core.encoding import encoded
from assay.readers.rows.values import text_of

# Below, a column stays as texts; at this many rows it is looked at: are codes worth it?
LOOK = 1 << 13
_MOST_CODES = 1 << 16
_PACK = 1 << 19


class LazyColumn(Column):
    """n entries that are made when they are first asked for."""

    def __init__(self, length: int, load: Callable[[], Column], numbers: IntArray | None = None) -> None:
        self._length = length
        self._load = load
        self._numbers = numbers  # (n,) what the entries are the texts of, where they are that of whole numbers

    @cached_property
    def _loaded(self) -> Column:
        return self._load()

    @cached_property
    def texts(self) -> Sequence[str | None]:
        """The n strings, None where missing."""
        return self._loaded.texts

    @cached_property
    def _coded(self) -> tuple[tuple[str, ...], IntArray]:
        return self._loaded.values, self._loaded.codes

    @property
    def distinct(self) -> int:
        """How many different strings there are; entries without one count as one more."""
        if self._numbers is None:
            return super().distinct
        rising = bool((self._numbers[1:] > self._numbers[:-1]).all())
        return self._length if rising else len(np.unique(self._numbers))

    def take(self, index: IntArray) -> Column:
        """The entries at `index`, in that order; made when they are first asked for."""
        return LazyColumn(len(index), lambda: self._loaded.take(index))


class ColumnBuilder:
    """Collects a column of scalars. Memory is that of codes or numbers wherever the values allow it."""

    def __init__(self) -> None:
        self._texts: list[str | None] = []
        self._whole: list[IntArray] = []
        self._codes: _Codes | None = None
        self._coded: list[IntArray] = []
        self._plain = False
        self._packed: list[_Packed] = []
        self._length = 0

    def add(self, values: Sequence[object]) -> None:
        """Append a block; raises BadRow where a value is nested."""
        kinds = set(map(type, values))
        if kinds == {int} and (self._whole or not self._length) and self._fits(values):
            return
        texts = values if kinds <= _TEXT else list(map(text_of, values))
        self._leave_numbers()
        self._length += len(values)
        if self._codes is not None:
            self._code(cast("Sequence[str | None]", texts))
        else:
            self._texts.extend(cast("Sequence[str | None]", texts))
            self._look()

    def column(self) -> Column:
        """All that was added."""
        if self._whole:
            numbers = np.concatenate(self._whole)
            return LazyColumn(self._length, lambda: Column(list(map(str, numbers.tolist()))), numbers)
        if self._packed:
            packed, texts = self._packed, self._texts
            return LazyColumn(self._length, lambda: Column([*chain.from_iterable(map(_Packed.texts, packed)), *texts]))
        if self._codes is None:
            return Column(self._texts)
        codes = np.concatenate(self._coded)
        return Column.coded(tuple(cast("dict[str, int]", self._codes)), codes)

    def _fits(self, values: Sequence[object]) -> bool:
        try:
            self._whole.append(np.array(values, dtype=np.int64))
        except OverflowError:
            return False
        self._length += len(values)
        return True

    def _leave_numbers(self) -> None:
        if self._whole:
            self._texts = [str(number) for block in self._whole for number in block.tolist()]
            self._whole = []

    def _look(self) -> None:
        """Once there are enough rows: change to codes where values repeat, pack texts where they do not."""
        if self._plain and len(self._texts) >= _PACK:
            self._packed.append(_Packed(self._texts))
            self._texts = []
        if self._plain or len(self._texts) < LOOK:
            return
        if len(set(self._texts[:LOOK])) > LOOK // 4:
            self._plain = True
            return
        texts, self._texts = self._texts, []
        values, codes = encoded(texts)
        self._codes = _Codes(zip(values, range(len(values)), strict=True))
        self._keep(codes)

    def _code(self, texts: Sequence[str | None]) -> None:
        codes = cast("_Codes", self._codes)
        self._keep(np.fromiter(map(codes.__getitem__, texts), dtype=np.int32, count=len(texts)))

    def _keep(self, coded: IntArray) -> None:
        codes = cast("_Codes", self._codes)
        self._coded.append(coded)
        if len(codes) > max(_MOST_CODES, self._length // 4):
            self._texts, self._plain = list(self.column().texts), True
            self._codes, self._coded = None, []


_TEXT = frozenset({str, type(None)})


class _Packed:
    """Many texts as one: a tenth of the memory that short strings need, until they are asked for."""

    def __init__(self, texts: Sequence[str | None]) -> None:
        self._whole = "".join(text or "" for text in texts).encode("utf-8", "surrogatepass")
        lengths = (MISSING if text is None else len(text) for text in texts)
        self._lengths = np.fromiter(lengths, dtype=np.int32, count=len(texts))

    def texts(self) -> list[str | None]:
        """The texts again."""
        whole = self._whole.decode("utf-8", "surrogatepass")
        ends = np.cumsum(np.maximum(self._lengths, 0), dtype=np.int64).tolist()
        starts = [0, *ends[:-1]]
        spans = zip(starts, ends, self._lengths.tolist(), strict=True)
        return [None if length < 0 else whole[start:end] for start, end, length in spans]


class _Codes(dict[str | None, int]):
    """A code for each text, given out in order of appearance; MISSING for None, which is not stored."""

    def __missing__(self, text: str | None) -> int:
        if text is None:
            return MISSING
        code = self[text] = len(self)
        return code


def joined(columns: Sequence[Column]) -> Column:
    """The columns one below the other."""
    if len(columns) == 1:
        return columns[0]
    if sum(map(len, columns)) < LOOK:
        return Column([text for column in columns for text in column.texts])
    builder = _Codes()
    parts = [_recoded(column, builder) for column in columns]
    return Column.coded(tuple(cast("dict[str, int]", builder)), np.concatenate(parts))


def _recoded(column: Column, codes: _Codes) -> IntArray:
    """The codes of `column` in a table shared by several columns."""
    table = np.array([*(codes[value] for value in column.values), MISSING], dtype=np.int32)
    return table[column.codes]


def missing_column(length: int) -> Column:
    """A column without any text."""
    return Column.coded((), np.full(length, MISSING, dtype=np.int8))
