"""Texts that are far more likely than the rest of their kind, and how seldom that is said of one that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assay.core.arrays import Array, BoolArray

_QUARTER, _TENTH = 4, 10  # what is between is the tail that is known; beyond may be what is looked for
_OF_A_LENGTH = 40  # texts that show what is usual at a length
_MOST_LENGTHS = 20


def far_below(values: Array, lengths: Array, error: float) -> BoolArray:
    """(n,) which of `values` lie so far below others of texts as long that any would do so by chance with a probability
    of `error`. 50 values or more, all finite.

    The lower tail is taken to fall off as an exponential does, at the rate seen between the lowest quarter and the
    lowest tenth, so that up to a tenth may be outliers; a tail that falls off as the normal's does makes it rarer. The
    rate's own doubt is counted: Epstein & Sobel (1953), JASA 48(263), on life tests that end early.
    """
    shown = usual_distance(values, lengths)
    order = np.sort(shown)
    quarter, tenth = len(order) // _QUARTER, len(order) // _TENTH
    start, edge, seen = order[quarter], order[tenth], quarter - tenth
    pace = (float((start - order[tenth:quarter]).sum()) + tenth * float(start - edge)) / seen
    reach = seen * pace * ((tenth / error) ** (1.0 / seen) - 1.0)
    below: BoolArray = shown < edge - reach
    return below if pace > 0 else np.zeros(len(shown), np.bool_)


def usual_distance(values: Array, lengths: Array) -> Array:
    """(n,) how far each value is from the middle of those of texts about as long, as a multiple of what is usual there:
    the distance of the lower quarter from the middle.
    """
    size = np.maximum(lengths, 1.0)
    order = np.argsort(size, kind="stable")
    groups = np.array_split(order, min(_MOST_LENGTHS, max(1, len(order) // _OF_A_LENGTH)))
    at = np.array([np.log(size[group]).mean() for group in groups])
    lower, middle = np.array([np.quantile(values[group], (0.25, 0.5)) for group in groups]).T
    width = _smooth(middle - lower, np.exp(at), size)
    distance: Array = (values - np.interp(np.log(size), at, middle)) / width
    return distance


def _smooth(widths: Array, at: Array, size: Array) -> Array:
    """(n,) the width usual at each size, from those of groups (g,) `at` their sizes: what documents differ by, and what
    each of a text's parts adds, by least squares. Never beyond what some group has.
    """
    floor = max(float(np.median(widths)) / 10.0, 1e-9)  # equal values at one length do not make others far away
    if np.ptp(1.0 / at) < 1e-6 / at.min():  # all of one length
        return np.full(len(size), max(float(np.sqrt(np.mean(widths**2))), floor))
    parts, own = np.polyfit(1.0 / at, widths**2, 1)
    squares = np.clip(own + parts / size, widths.min() ** 2, widths.max() ** 2)
    width: Array = np.maximum(np.sqrt(squares), floor)
    return width
