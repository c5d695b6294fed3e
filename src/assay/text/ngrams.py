"""Texts as integer ids, and how many n-grams two texts have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.frozen import frozen
from assay.text.matching import clipped_matches

Ints: TypeAlias = NDArray[np.int64]
Ids: TypeAlias = NDArray[np.int32]

_SURROGATES = 0xD800  # no string may hold the 2,048 code points from here on
_CODE_POINTS = sys.maxunicode + 1 - 0x800
_CHUNK = 1 << 15  # tokens worked on at a time: their tables stay in the cache


@frozen(eq=False)
class Tokens:
    """The tokens of n texts, as ids of one vocabulary, text after text.

    Text i has `ids[offsets[i]:offsets[i + 1]]`; `offsets` is (n + 1,) and starts at 0. Ids are 0 or more, and mean
    the same token only in Tokens that were made together.
    """

    ids: Ids
    offsets: Ints

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def lengths(self) -> Ints:
        """(n,) tokens of each text."""
        return np.diff(self.offsets)

    def counts(self, n: int) -> Ints:
        """(texts, n) how many n-grams of the orders 1 to n each text has."""
        counts: Ints = np.maximum(self.lengths[:, None] - np.arange(n), 0)
        return counts

    def take(self, index: NDArray[np.integer]) -> Tokens:
        """The texts at `index`, in that order; an index of -1 is an empty text."""
        index = np.asarray(index, np.int64)
        lengths = np.append(self.lengths, 0)[index]
        offsets = offsets_of(lengths)
        jumps = np.repeat(self.offsets[index] - offsets[:-1], lengths)
        return Tokens(self.ids[np.arange(offsets[-1]) + jumps], offsets)

    def between(self, start: int, stop: int) -> Tokens:
        """The texts from `start` to before `stop`."""
        offsets = self.offsets[start : stop + 1]
        return Tokens(self.ids[offsets[0] : offsets[-1]], offsets - offsets[0])


def overlaps(hypotheses: Tokens, references: Tokens, n: int) -> tuple[Ints, Ints, Ints]:
    """Matches, n-grams of the hypothesis and n-grams of the reference; each (texts, n), column k - 1 for the order k.

    An n-gram matches as often as it is in both texts: the smaller of its two counts.
    """
    return matches(hypotheses, [references], n), hypotheses.counts(n), references.counts(n)


def matches(hypotheses: Tokens, references: Sequence[Tokens], n: int) -> Ints:
    """(texts, n) n-grams of the orders 1 to n that a hypothesis shares with its references.

    With several references an n-gram counts as often as the reference that has it most often: Papineni et al. (2002),
    "modified n-gram precision".
    """
    found = np.zeros((len(hypotheses), n), np.int64)
    for start, stop in _chunks([hypotheses, *references]):
        sides = [side.between(start, stop) for side in (hypotheses, *references)]
        found[start:stop] = clipped_matches([side.ids for side in sides], [side.lengths for side in sides], n)
    return found


def strings(*sides: Tokens) -> tuple[list[str], ...]:
    """The texts of each side as strings with a code point a token, the form that libraries compare fastest.

    Code points mean the same token only in texts of one row.
    """
    if max(int(side.ids.max(initial=0)) for side in sides) < _CODE_POINTS:
        return tuple(_strings(side) for side in sides)
    rows = [_strings_of_row([side.between(row, row + 1) for side in sides]) for row in range(len(sides[0]))]
    return tuple(list(column) for column in zip(*rows, strict=True))


def _strings(tokens: Tokens) -> list[str]:
    points = tokens.ids.astype("<u4")
    points[points >= _SURROGATES] += 0x800
    joined = points.tobytes().decode("utf-32-le")
    return [joined[start:stop] for start, stop in pairwise(tokens.offsets.tolist())]


def _strings_of_row(texts: Sequence[Tokens]) -> list[str]:
    """The texts with their tokens numbered among themselves."""
    numbers = np.unique(np.concatenate([text.ids for text in texts]), return_inverse=True)[1].astype(np.int32)
    borders = offsets_of([len(text.ids) for text in texts])
    return _strings(Tokens(numbers, borders))


def _chunks(sides: Sequence[Tokens]) -> Iterator[tuple[int, int]]:
    """Ranges of texts with about `_CHUNK` tokens on all sides together, one text at the least."""
    ends = np.sum([side.offsets for side in sides], axis=0)
    start, texts = 0, len(sides[0])
    while start < texts:
        stop = int(np.searchsorted(ends, ends[start] + _CHUNK, side="right")) - 1
        stop = min(max(stop, start + 1), texts)
        yield start, stop
        start = stop


def offsets_of(lengths: Sequence[int] | NDArray[np.integer] | NDArray[np.bool_]) -> Ints:
    """(n + 1,) where each text starts, and the last one ends, from the lengths (n,)."""
    offsets: Ints = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    return offsets
