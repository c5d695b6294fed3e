"""How far the raters agree on one dimension."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Estimate
from assay.core.messages import say
from assay.core.people import Agreement
from assay.core.ratings import Scale
from assay.stats.agreement import Agreed, Kind, cohen, intraclass, krippendorff, within
from assay.stats.panel import Panel

_SURE = 0.99
_MOST_NAMED = 10
_MOST_LEVELS = 12  # of distinct ratings, up to which they are steps in an order rather than measurements
_STEPS = 3.0  # of a scale, from which on "within one" says something
_ALIKE = 0.125  # of the scale's width: items whose means spread by less hardly differ (0.5 from 1 to 5)


def agreement_of(name: str, matrix: Array, fit: Panel, scale: Scale, level: float) -> Agreement:
    """From the ratings (items, raters) of one dimension, NaN where there is none. `apart` are then places of items."""
    values = np.unique(matrix[np.isfinite(matrix)])
    kind: Kind = "ordinal" if len(values) <= _MOST_LEVELS else "interval"
    alpha = krippendorff(matrix, kind, level)
    called = partial(_estimate, name, level)
    spread = float(fit.items.std(ddof=1)) if len(fit.items) > 1 else 0.0
    whole = bool(np.isfinite(matrix).all())
    binary = len(values) <= 2
    two = matrix.shape[1] == 2
    near = within(matrix, 1.0, level) if scale.width >= _STEPS else None
    kappa = cohen(matrix[:, 0], matrix[:, 1], "none" if binary else "quadratic", level) if two else None
    classes = (intraclass(matrix, level), intraclass(matrix, level, of_mean=True)) if whole else (None, None)
    return Agreement(
        _estimate(name, level, "krippendorff_alpha", f"{kind}, jackknife", alpha),
        kind,
        alpha.n,
        None if near is None else called("within_one", "jackknife, effective n", near),
        None if kappa is None else called("cohen_kappa", "jackknife", kappa),
        None if classes[0] is None else called("icc_2_1", "jackknife", classes[0]),
        None if classes[1] is None else called("icc_2_k", "jackknife", classes[1]),
        spread=spread,
        uninformative=spread < _ALIKE * scale.width,
        alpha_high=_known(krippendorff(matrix, kind, _SURE).high),
        within_high=None if near is None else _known(within(matrix, 1.0, _SURE).high),
        apart=_apart(matrix),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _apart(matrix: Array) -> tuple[int, ...]:
    """The items whose ratings lie furthest apart, at the most."""
    ranges = np.nanmax(matrix, axis=1) - np.nanmin(matrix, axis=1)
    worst = np.argsort(-ranges, kind="stable")[:_MOST_NAMED]
    return tuple(int(place) for place in worst if ranges[place] > 0)


def _estimate(dimension: str, level: float, name: str, method: str, agreed: Agreed) -> Estimate:
    value, low, high = (None if math.isnan(one) else one for one in (agreed.value, agreed.low, agreed.high))
    why = None
    if value is None:
        why = say("people.no-overlap") if not agreed.n else say("people.no-variation")
    elif low is None:
        why = say("people.few-items")
    share = name == "within_one"
    return Estimate(
        *(f"{name}[{dimension}]", value, low, high, agreed.n, method),
        level=level,
        range=(0.0 if share else -1.0, 1.0),
        why=why,
    )
