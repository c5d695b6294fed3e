"""A column of strings, some missing, kept as texts or as codes into its distinct values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from assay.core.arrays import BoolArray, IntArray
from assay.core.encoding import MISSING as MISSING  # noqa: PLC0414 - the columns' word for "no string"
from assay.core.encoding import encoded


class Column:
    """n strings or None. `texts` and (`values`, `codes`) are two forms of one thing: each is made from the other
    when first asked for, so that a file that stores a dictionary never becomes a list of strings.
    """

    def __init__(self, texts: Sequence[str | None]) -> None:
        self.__dict__["texts"] = texts
        self._length = len(texts)

    @classmethod
    def coded(cls, values: Sequence[str], codes: IntArray) -> Column:
        """From distinct `values` and an integer code (n,) an entry; MISSING (-1) where there is none."""
        column = cls.__new__(cls)
        column.__dict__["_coded"] = (tuple(values), codes)
        column._length = len(codes)
        return column

    @cached_property
    def texts(self) -> Sequence[str | None]:
        """The n strings, None where missing."""
        values, codes = self._coded
        lookup: list[str | None] = [*values, None]
        return [lookup[code] for code in codes.tolist()]

    @property
    def values(self) -> tuple[str, ...]:
        """The distinct strings, in order of first appearance (or as the file's dictionary has them)."""
        return self._coded[0]

    @property
    def codes(self) -> IntArray:
        """(n,) index into `values`; MISSING where there is no string. Of any integer type that holds them: widen them
        before you reckon with them.
        """
        return self._coded[1]

    @cached_property
    def _coded(self) -> tuple[tuple[str, ...], IntArray]:
        return encoded(self.texts)

    @property
    def missing(self) -> BoolArray:
        """(n,) true where there is no string."""
        mask: BoolArray = self.codes == MISSING
        return mask

    @property
    def distinct(self) -> int:
        """How many different strings there are; entries without one count as one more."""
        return len(set(self.texts))

    def take(self, index: IntArray) -> Column:
        """The entries at `index`, in that order."""
        if "_coded" in self.__dict__:
            values, codes = self._coded
            return Column.coded(values, codes[index])
        texts = self.texts
        return Column([texts[i] for i in index.tolist()])

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.texts)

    def __getitem__(self, index: int) -> str | None:
        return self.texts[index]

    def __repr__(self) -> str:
        return f"Column({list(self.texts[:3])!r}, n={len(self)})"
