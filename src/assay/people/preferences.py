"""What people prefer, the candidate's outputs or a base's, dimension by dimension."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.by_people import OVERALL, WIN_RATE
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.preferences import FirstShown, Preference, Preferred
from assay.people.titles import named
from assay.stats.agreement import Agreed, cohen, krippendorff
from assay.stats.pairs import first_position, win_rate

_METHOD = "wins and half the ties, jackknife over examples, effective n"


def preferences_of(base: int, found: Preferred, clusters: IntArray | None, level: float) -> Iterator[Preference]:
    """One for each dimension, against the base at the place `base`. `clusters` (n,) say which examples belong together;
    without them each example stands alone, with all that was said of it.
    """
    together = found.row if clusters is None else clusters[found.row]
    for place, name in enumerate(found.dimensions):
        mine = found.dimension == place
        if mine.any():
            notes = _notes(found)
            codes = np.unique(together[mine], return_inverse=True)[1].reshape(-1)
            yield _preference(base, found, name, (mine, codes), level, tuple(notes))


def _preference(
    base: int, found: Preferred, name: str, which: tuple[Array, IntArray], level: float, notes: tuple[Text, ...]
) -> Preference:
    mine, codes = which
    outcome, raters = found.outcome[mine], np.unique(found.rater[mine])
    won = win_rate(outcome, codes, level)
    rate = Estimate(
        *(f"{WIN_RATE}[{name}]", won.value, won.low, won.high, float(won.prompts), _METHOD),
        level=level,
        se=won.se if math.isfinite(won.se) and won.se > 0 else None,
        df=won.df,
        title=say("policy.win-rate-alone") if name == OVERALL else say("policy.win-rate", dimension=named(name)),
    )
    matrix = _by_rater(found.row[mine], found.rater[mine], outcome)
    kappa = cohen(matrix[:, 0], matrix[:, 1], level=level) if len(raters) == 2 else None
    alpha = krippendorff(matrix, "nominal", level) if len(raters) > 1 else None
    return Preference(
        *(base, name, named(name), won.wins, won.ties, won.losses, won.prompts, len(raters), rate, won.p, found.how),
        first=_first_shown(name, outcome, found.shown[mine], codes, level),
        alpha=None if alpha is None else _agreed("krippendorff_alpha", name, alpha, level),
        kappa=None if kappa is None else _agreed("cohen_kappa", name, kappa, level),
        notes=notes,
    )


def _by_rater(row: IntArray, rater: IntArray, outcome: IntArray) -> Array:
    """(examples, raters) what each said, NaN where nothing; of several the last."""
    rows, raters = (np.unique(one, return_inverse=True) for one in (row, rater))
    matrix = np.full((len(rows[0]), len(raters[0])), np.nan)
    matrix[rows[1].reshape(-1), raters[1].reshape(-1)] = outcome
    return matrix


def _first_shown(name: str, outcome: IntArray, shown: IntArray, codes: IntArray, level: float) -> FirstShown | None:
    """None where nobody knows the order, or nothing is decided."""
    found = first_position(outcome, shown, codes, level)
    if not found.decided:
        return None
    share = Estimate(
        f"first_position[{name}]", found.value, found.low, found.high, float(found.decided), "mid-p", level=level
    )
    return FirstShown(share, found.p, found.shown_first, found.balanced)


def _agreed(name: str, dimension: str, found: Agreed, level: float) -> Estimate:
    value, low, high = (None if math.isnan(one) else one for one in (found.value, found.low, found.high))
    why = None
    if value is None:
        why = say("people.no-overlap") if not found.n else say("people.no-variation")
    elif low is None:
        why = say("people.few-items")
    range_, method = (-1.0, 1.0), "nominal, jackknife"
    called = f"{name}[{WIN_RATE}[{dimension}]]"
    return Estimate(called, value, low, high, found.n, method, level=level, range=range_, why=why)


def _notes(found: Preferred) -> Iterator[Text]:
    if found.others:
        yield say("people.other-pairs", n=found.others)
    if found.alike:
        yield say("people.same-outputs", n=found.alike)
