"""P values of several tests, adjusted for being several."""

from __future__ import annotations

import numpy as np

from assay.stats.arrays import Array


def holm(p: Array) -> Array:
    """Adjusted p values (m,) that keep the chance of any false alarm at the level. Holm (1979), Scand. J. Stat. 6."""
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(np.arange(len(p), 0, -1) * p[order])
    return _back_in_place(np.minimum(steps, 1.0), order)


def benjamini_hochberg(p: Array) -> Array:
    """Adjusted p values (m,) that keep the share of false alarms among all alarms at the level.

    Benjamini & Hochberg (1995), JRSS B 57(1).
    """
    order = np.argsort(p, kind="stable")[::-1]
    steps = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    return _back_in_place(np.minimum(steps, 1.0), order)


def _back_in_place(values: Array, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Array:
    placed = np.empty_like(values)
    placed[order] = values
    return placed
