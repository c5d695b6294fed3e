"""How each rater rates, beside the rest of the panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.people import Conduct
from assay.stats.correlation import spearman
from assay.stats.panel import Panel, panel

_FEWEST = 20  # items of both, from which on an order says something
_MOST_RATERS = 60
_SURE = 0.99


def conduct_of(dimension: str, raters: Sequence[str], matrix: Array, fit: Panel) -> Iterator[Conduct]:
    """Each rater's, on one dimension; those who gave no rating of it are left out."""
    between = _between(matrix)
    for place, rater in enumerate(raters):
        given = np.isfinite(matrix[:, place])
        if not given.any():
            continue
        rest = np.delete(matrix - fit.severity, place, axis=1)
        shared = given & np.isfinite(rest).any(axis=1)
        order = None
        if shared.sum() >= _FEWEST and len(raters) > 2:
            with_rest = np.nanmean(rest[shared], axis=1)
            order = spearman(matrix[shared, place], with_rest, _SURE)
        se, of_all = float(fit.severity_se[place]), float(fit.severity[place])
        yield Conduct(
            *(rater, dimension, int(given.sum()), of_all * len(raters) / (len(raters) - 1), of_all),
            se=_known(se),
            rest=_known(None if order is None else order.value),
            rest_low=_known(None if order is None else order.low),
            rest_high=_known(None if order is None else order.high),
            others=_mean(np.delete(np.delete(between, place, axis=0), place, axis=1)),
            modal=_modal(matrix[:, place]),
            others_modal=_mean(np.array([_modal(one) for one in np.delete(matrix, place, axis=1).T])),
            mean_without=_without(matrix, place),
        )


def _between(matrix: Array) -> Array:
    """(R, R) Spearman of every two raters on the items of both; NaN where these are few."""
    raters = matrix.shape[1]
    found = np.full((raters, raters), np.nan)
    if raters > _MOST_RATERS:
        return found
    for i in range(raters):
        for j in range(i + 1, raters):
            both = np.isfinite(matrix[:, i]) & np.isfinite(matrix[:, j])
            if both.sum() >= _FEWEST:
                found[i, j] = spearman(matrix[both, i], matrix[both, j]).value
    return found


def _modal(ratings: Array) -> float:
    """The share of the commonest rating; NaN without ratings."""
    given = ratings[np.isfinite(ratings)]
    return float(np.unique(given, return_counts=True)[1].max() / len(given)) if len(given) else np.nan


def _without(matrix: Array, place: int) -> float | None:
    rest = np.delete(matrix, place, axis=1)
    rest = rest[np.isfinite(rest).any(axis=1)]
    return panel(rest).mean if len(rest) else None


def _mean(values: Array) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def _known(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else value
