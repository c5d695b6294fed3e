"""Two sides judged in pairs: the share won, whether it can be chance, and whether what is shown first is preferred."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, IntArray
from assay.stats.effective import effective_trials, envelope, shrunk, with_unseen
from assay.stats.jackknife import Jackknife, jackknife
from assay.stats.paired import mcnemar_mid_p
from assay.stats.proportions import Ends, mid_p

_ODD = 0.01  # p of the order shown, below which chance did not draw it


@frozen
class WinRate:
    """(wins + ties / 2) / judgements with its interval, both ends in [0, 1]. `p` is the two-sided mid-P value of the
    sign test over `prompts`: on how many more judges preferred the one side, on how many the other.
    """

    wins: int
    ties: int
    losses: int
    prompts: int
    value: float
    low: float
    high: float
    p: float
    se: float
    df: float


def win_rate(outcomes: IntArray, prompts: IntArray, level: float) -> WinRate:
    """Of `outcomes` (m,), +1 won, 0 tied, -1 lost; `prompts` (m,) are codes of what was asked: judgements of one prompt
    are not independent, so that a prompt is left out whole. NaN without judgements.

    A prompt judged once and never tied is a trial: the mid-P interval. Otherwise the share counts for as many trials as
    its jackknife standard error is worth.
    """
    wins, ties, losses = (int((outcomes == sign).sum()) for sign in (1, 0, -1))
    codes = np.unique(prompts, return_inverse=True)[1].reshape(-1)
    count, m = np.bincount(codes).astype(np.float64), len(outcomes)
    if not m:
        return WinRate(0, 0, 0, 0, math.nan, math.nan, math.nan, 1.0, math.nan, 1.0)
    shares = (outcomes + 1.0) / 2.0
    value, sums = float(shares.mean()), np.bincount(codes, shares)
    left_out = (shares.sum() - sums) / np.where(count < m, m - count, np.nan)
    jack = jackknife(value, left_out, np.ones(len(count)), count)
    low, high = mid_p(wins, m, level) if len(count) == m and not ties else share_ends(jack, level)
    p = sign_test(outcomes, codes)
    return WinRate(wins, ties, losses, len(count), value, low, high, p, jack.se, jack.df)


def share_ends(jack: Jackknife, level: float) -> Ends:
    """The interval of a share in [0, 1]: as a proportion of as many trials as its standard error is worth, half a unit
    more at either end of the scale; all of it for fewer than two units.
    """
    if jack.n < 2:
        return 0.0, 1.0
    value = min(max(jack.value, 0.0), 1.0)
    cases = [(value, jack.se, jack.df)] if jack.se > 0 else []
    cases.append((*with_unseen(value, jack.se, jack.worth, 0.0, 1.0), max(1.0, jack.worth - 1.0)))
    trials = min(shrunk(effective_trials(share, se, jack.worth), df, level) for share, se, df in cases)
    return envelope(value, trials, level)


def sign_test(outcomes: IntArray, prompts: IntArray) -> float:
    """The two-sided mid-P value of as many prompts being won as lost, by what most judgements of each say; 1 where none
    is decided. It holds its level whatever judgements of one prompt have in common.
    """
    net = np.sign(np.bincount(prompts, outcomes)) if len(outcomes) else np.zeros(0)
    return mcnemar_mid_p(float((net > 0).sum()), float((net < 0).sum()))


@frozen
class FirstPosition:
    """Of the `decided` judgements the share `value` that preferred what was shown first, with its mid-P interval and
    the sign test over prompts. `shown_first` is how often the one side was; where that was not left to chance,
    `balanced` is False: then its being shown first and its being better cannot be told apart.
    """

    first: int
    decided: int
    value: float
    low: float
    high: float
    p: float
    shown_first: int
    balanced: bool


def first_position(outcomes: IntArray, shown_first: IntArray, prompts: IntArray, level: float) -> FirstPosition:
    """`outcomes` (m,) are of the one side, `shown_first` (m,) +1 where it was shown first, -1 where second, 0 where
    nobody knows; `prompts` (m,) are codes from 0. NaN where no judgement is decided.
    """
    told = (outcomes != 0) & (shown_first != 0)
    toward = (outcomes * shown_first)[told]
    first, decided, ours = int((toward > 0).sum()), len(toward), int((shown_first[told] > 0).sum())
    value = first / decided if decided else math.nan
    low, high = mid_p(first, decided, level) if decided else (math.nan, math.nan)
    p = sign_test(toward, prompts[told])
    balanced = bool(decided) and 0 < ours < decided and mcnemar_mid_p(ours, decided - ours) > _ODD
    return FirstPosition(first, decided, value, low, high, p, ours, balanced)


def majority(outcomes: IntArray, groups: IntArray) -> Array:
    """(G,) what most judgements of each group say: +1, 0 or -1; 0 where no outcome has more than any other."""
    tally = np.stack([np.bincount(groups, outcomes == sign) for sign in (-1, 0, 1)], axis=1)
    most = tally.max(axis=1, keepdims=True)
    alone = (tally == most).sum(axis=1) == 1
    return np.asarray(np.where(alone, tally.argmax(axis=1) - 1.0, 0.0))
