"""Counting pairs of codes: how often each reference met each prediction, and which pair every example is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.frozen import frozen

_CHUNK = 1 << 16  # pairs counted at a time: they stay in the cache
_MOST_PAIRS = 1 << 20  # of distinct texts, from which on the predictions are brought to labels first


@frozen(eq=False)
class Side:
    """One side of the examples: `codes` (n,) into its distinct texts, -1 where there is none; and `labels` (v + 1,) the
    label of each distinct text, the last one that of no text at all.
    """

    codes: IntArray
    labels: IntArray


@frozen(eq=False)
class Cells:
    """The distinct pairs of labels: `pairs` (d, 2), how many examples are each (d,), and how many have each distinct
    predicted text (v + 1,), the last one none. `keys` and `places` lead to which pair each example is.
    """

    pairs: IntArray
    counts: Array
    of_predictions: IntArray
    keys: Keys
    places: IntArray

    @cached_property
    def index(self) -> IntArray:
        """(n,) which pair each example is; a pass over all of them, which is made only where it is asked for."""
        return np.concatenate([self.places.take(part) for part in self.keys.parts()])

    def which(self) -> IntArray:
        """The same, for what asks later."""
        return self.index


@frozen(eq=False)
class Keys:
    """A number (first + 1) * width + second + 1 for the pair of codes of each example, below `cells`."""

    first: IntArray
    second: IntArray
    width: int
    cells: int

    def parts(self) -> Iterator[IntArray]:
        """The keys (n,) in parts that stay in the cache, of the smallest type that holds them."""
        kind = np.min_scalar_type(-self.cells)
        for start in range(0, len(self.first), _CHUNK):
            chunk = slice(start, start + _CHUNK)
            part = np.multiply(self.first[chunk], self.width, dtype=kind)
            part += self.second[chunk].astype(kind)
            part += kind.type(self.width + 1)
            yield part

    def counts(self) -> IntArray:
        """(cells,) how often each key occurs."""
        counts = np.zeros(self.cells, dtype=np.int64)
        for part in self.parts():
            counts += np.bincount(part, minlength=self.cells)
        return counts


def cells_of(references: Side, predictions: Side) -> Cells:
    """The pairs of reference label and predicted label."""
    of_predictions = None
    if len(references.labels) * len(predictions.labels) > _MOST_PAIRS:
        of_predictions = np.bincount(predictions.codes.astype(np.int64) + 1, minlength=len(predictions.labels))
        predictions = _as_labels(predictions)
    width = len(predictions.labels)
    keys = Keys(references.codes, predictions.codes, width, len(references.labels) * width)
    counts = keys.counts()
    if of_predictions is None:
        of_predictions = counts.reshape(-1, width).sum(axis=0)
    pairs, place = _distinct_pairs(references.labels, predictions.labels, counts > 0)
    tally = np.bincount(place, counts, minlength=len(pairs)).astype(np.float64)
    return Cells(pairs, tally, np.roll(of_predictions, -1), keys, place)


def _as_labels(side: Side) -> Side:
    """The same side with the labels themselves as its distinct texts."""
    distinct, codes = np.unique(side.labels, return_inverse=True)
    return Side(codes.reshape(-1).astype(np.int32).take(side.codes), np.append(distinct, distinct[-1]))


def _distinct_pairs(references: IntArray, predictions: IntArray, used: BoolArray) -> tuple[IntArray, IntArray]:
    """The pairs of labels (d, 2) that occur, and the place among them of each key; a key counts the missing text
    first.
    """
    width = int(predictions.max()) + 1
    flat = (np.roll(references, 1)[:, None] * width + np.roll(predictions, 1)[None, :]).reshape(-1)
    distinct, which = np.unique(flat[used], return_inverse=True)
    place = np.zeros(len(flat), dtype=np.min_scalar_type(max(len(distinct) - 1, 0)))
    place[used] = which.reshape(-1)
    return np.stack(np.divmod(distinct, width), axis=1), place
