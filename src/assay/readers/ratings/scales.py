"""The scale that ratings were given on, where no name says so: the usual one that holds them."""

from __future__ import annotations

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.ratings import Scale

_USUAL_TOPS = (5.0, 6.0, 7.0, 10.0, 100.0)  # of scales from 1
_TOPS_FROM_ZERO = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0, 100.0)
_FEW = 0.02  # of the ratings, up to which those far off the scale of the rest are slips
_ENOUGH = 20
_FAR = 2.0  # times the top of the scale of the rest


def scale_of(values: Array) -> Scale:
    """The smallest usual scale that holds the ratings, slips left out: from 1 where none is below 1, else from 0."""
    whole = _holding(values)
    if len(values) < _ENOUGH:
        return whole
    # A slip is a 55 among ratings up to 5, or a 0 ("not rated") among ratings from 1.
    rest = values[values >= 1.0]
    rest = rest if len(values) - len(rest) <= _FEW * len(values) else values
    ordered = np.sort(rest)
    bulk = _holding(ordered[: len(ordered) - int(_FEW * len(ordered))])
    far = rest[rest > bulk.high]
    return bulk if not len(far) or far.min() > _FAR * bulk.high else _holding(rest)


def strays(values: Array, scale: Scale) -> BoolArray:
    """(m,) which ratings are not on the scale."""
    return np.asarray((values < scale.low) | (values > scale.high))


def _holding(values: Array) -> Scale:
    if not len(values):
        return Scale(1.0, 5.0)
    low, high = float(values.min()), float(values.max())
    if low < 0:
        top = max(-low, high)
        return Scale(-top, top)
    tops, start = (_USUAL_TOPS, 1.0) if low >= 1.0 else (_TOPS_FROM_ZERO, 0.0)
    return Scale(start, next((top for top in tops if high <= top), high))
