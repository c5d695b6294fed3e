"""The candidate beside a base, by people: the mean rating of one less the other's, on the same examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.by_people import PEOPLE
from assay.core.difference import Difference
from assay.core.ratings import Rated, Ratings
from assay.people.titles import title_of
from assay.stats.jackknife import jackknife
from assay.stats.panel import panel
from assay.stats.student import student_tail

_SAME = 1e-9
_FEWEST = 6  # examples that differ, as for every paired test: fewer cannot decide


def differences_of(candidate: Rated, base: Rated, clusters: IntArray | None, level: float) -> dict[str, Difference]:
    """By dimension; those that were rated of both on six examples or more. `clusters` (n,) say which of the examples
    that both hold belong together.
    """
    ours, theirs = candidate.ratings, base.ratings
    raters = list(dict.fromkeys([*ours.raters, *theirs.raters]))
    found = {}
    for name in ours.dimensions:
        if name not in theirs.dimensions:
            continue
        first, second = (_by_row(one, name, raters) for one in (candidate, base))
        rows = sorted(first.keys() & second.keys())
        if len(rows) >= _FEWEST:
            stacked = np.stack([first[row] for row in rows] + [second[row] for row in rows])
            together = np.arange(len(rows)) if clusters is None else np.unique(clusters[rows], return_inverse=True)[1]
            found[name] = _difference(name, stacked, together.reshape(-1), ours.scales[name].ends, level)
    return found


def _by_row(rated: Rated, name: str, raters: Sequence[str]) -> dict[int, Array]:
    """The ratings of each example that has one, a column a rater of both sides."""
    matrix = np.full((len(rated.row), len(raters)), np.nan)
    matrix[:, _columns(rated.ratings, raters)] = rated.ratings.matrix(name)
    return {row: one for row, one in zip(rated.row.tolist(), matrix, strict=True) if np.isfinite(one).any()}


def _columns(ratings: Ratings, raters: Sequence[str]) -> IntArray:
    return np.array([raters.index(name) for name in ratings.raters], np.int64)


def _difference(name: str, stacked: Array, clusters: IntArray, scale: tuple[float, float], level: float) -> Difference:
    """From the candidate's rows above the base's; a rater's severity is the same on both."""
    items = panel(stacked).items
    n = len(items) // 2
    gains = items[:n] - items[n:]
    value = float(gains.mean())
    sums, count = np.bincount(clusters, gains), np.bincount(clusters).astype(np.float64)
    jack = jackknife(value, (gains.sum() - sums) / np.maximum(n - count, 1.0), np.ones(len(count)), count)
    low, high, p = None, None, None
    if int((np.abs(gains) > _SAME).sum()) >= _FEWEST and jack.se > 0:
        (low, high), p = jack.t_interval(level), 2.0 * student_tail(abs(value) / jack.se, jack.df)
    elif abs(value) > _SAME and len(count) >= _FEWEST:
        (low, high), p = _of_one_value(value, len(count), scale[1] - scale[0], level), 2.0 * 0.5 ** len(count)
    return Difference(
        *(PEOPLE + name, float(items[:n].mean()), float(items[n:].mean()), value, low, high, p),
        "paired jackknife t",
        better=p is not None and low is not None and low > 0 and p <= 1.0 - level,
        title=title_of(name),
        range=scale,
    )


def _of_one_value(value: float, n: int, width: float, level: float) -> tuple[float, float]:
    """The interval of a mean of n differences that all are `value`: the others, of whom there are at most so many that
    none was drawn, may differ by as much as the scale lets them.
    """
    others = 1.0 - ((1.0 - level) / 2.0) ** (1.0 / n)
    return value - others * (width + value), value + others * (width - value)
