"""The mean of several raters' ratings: item + severity of the rater + noise, fitted to whatever cells there are."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray
from assay.stats.effective import effective_trials, envelope, shrunk, with_unseen
from assay.stats.jackknife import Jackknife, jackknife
from assay.stats.student import critical_value

_RANK = 1e-9  # of the largest eigenvalue, below which one is none: that of all severities rising together always is
_MOST_WORK = 1 << 25  # numbers in the systems of equations, up to which each item is left out of the severities too


@frozen(eq=False)
class Panel:
    """`items` (n,) are the items' means as if every rater had rated each, `severity` (R,) how much higher than the rest
    a rater rates, adding up to 0. `jack` is of the mean over items or their clusters, `severity_se` (R,) of the
    severities; `noise` is the variance of one rating beside both, NaN where nothing tells.
    """

    items: Array
    severity: Array
    severity_se: Array
    jack: Jackknife
    noise: float
    ratings: Array  # (R,) how many each rater gave

    @property
    def mean(self) -> float:
        """Over the items, by this panel."""
        return self.jack.value


def panel(ratings: Array, clusters: IntArray | None = None) -> Panel:
    """The fit to `ratings` (n, R), NaN where a rater did not rate; each row has one rating at least. `clusters` (n,)
    are codes 0..G-1 of the items that belong together, None where each stands alone: what is left out is a cluster.

    Least squares of item + rater, severities adding up to 0: where cells are missing, a rater is compared on items that
    others rated too, so that who rated what does not move the mean.
    """
    rated = np.isfinite(ratings)
    n = len(ratings)
    size = rated.sum(axis=1, keepdims=True).astype(np.float64)
    means = np.where(rated, ratings, 0.0).sum(axis=1, keepdims=True) / size
    share = rated / size
    residue = np.where(rated, ratings - means, 0.0)  # (n, R) each item's part of the right-hand sides
    # Each item's part of the normal equations, the items' own effects solved for.
    squared = np.diag(rated.sum(axis=0).astype(np.float64)) - rated.T.astype(np.float64) @ share
    severity = _solved(squared[None], residue.sum(axis=0)[None])[0]
    items = means[:, 0] - share @ severity
    groups = np.arange(n) if clusters is None else clusters
    count = np.bincount(groups).astype(np.float64)
    without = _each_left_out(rated, share, squared, residue, severity, groups)
    held = without if clusters is None else without[groups]
    own = means[:, 0] - (share * held).sum(axis=1)  # what each item adds to the sum without its cluster
    every = means.sum() - without @ share.sum(axis=0)
    left_out = (every - np.bincount(groups, own)) / np.maximum(n - count, 1.0)
    jack = jackknife(float(items.mean()), left_out, np.ones(len(count)), None if clusters is None else count)
    errors = np.where(rated, ratings - items[:, None] - severity, 0.0)
    freedom = float(rated.sum()) - n - float(rated.any(axis=0).sum()) + 1.0
    noise = float((errors**2).sum()) / freedom if freedom > 0 else math.nan
    return Panel(items, severity, _spread(without, errors, rated), jack, noise, rated.sum(axis=0))


def _spread(without: Array, errors: Array, rated: Array) -> Array:
    """The severities' standard errors; where they were not fitted anew, with the items' means taken as known."""
    moved = without - without.mean(axis=0)
    n = len(without)
    if moved.any() or rated.all():
        return np.asarray(np.sqrt((n - 1.0) / n * (moved**2).sum(axis=0)))
    given = np.maximum(rated.sum(axis=0), 1.0)
    return np.asarray(np.sqrt((errors**2).sum(axis=0) / np.maximum(given - 1.0, 1.0) / given))


def _each_left_out(
    rated: BoolArray, share: Array, squared: Array, residue: Array, severity: Array, groups: IntArray
) -> Array:
    """(G, R) the severities without each group of items in turn; the same for all where that would be too much work, as
    it matters little among so many.
    """
    raters, count = rated.shape[1], np.bincount(groups).astype(np.float64)[:, None]
    parts = np.stack([np.bincount(groups, column) for column in residue.T], axis=1)
    right = residue.sum(axis=0) - parts
    if rated.all():
        return np.asarray(right / np.maximum(len(rated) - count, 1.0))
    if len(rated) * raters * raters > _MOST_WORK or len(count) < 2:
        return np.asarray(np.broadcast_to(severity, right.shape))
    own: Array = -share[:, :, None] * rated[:, None, :]
    own[:, np.arange(raters), np.arange(raters)] += rated
    together = np.zeros((len(count), raters, raters))
    np.add.at(together, groups, own)
    return _solved(squared[None] - together, right)


def _solved(squared: Array, right: Array) -> Array:
    """(b, R) the least severities that solve each system; raters that share no item with others are taken as equal."""
    return np.asarray((np.linalg.pinv(squared, rcond=_RANK, hermitian=True) @ right[..., None])[..., 0])


def panel_ends(fit: Panel, scale: tuple[float, float], level: float) -> tuple[float, float]:
    """The interval of the mean on a bounded scale, for this panel and items like these: as a proportion of as many
    trials as its standard error is worth, half an item more at either end of the scale.
    """
    low, high = scale
    width, jack = high - low, fit.jack
    value = min(max(jack.value, low), high)
    if jack.n < 2:
        return low, high
    cases = [(value, jack.se, jack.df)] if jack.se > 0 else []
    cases.append((*with_unseen(value, jack.se, jack.worth, low, high), max(1.0, jack.worth - 1.0)))
    trials = min(
        shrunk(effective_trials((mean - low) / width, se / width, jack.worth), df, level) for mean, se, df in cases
    )
    ends = envelope((value - low) / width, trials, level)
    return low + width * ends[0], low + width * ends[1]


def ends_for_any_raters(fit: Panel, scale: tuple[float, float], level: float) -> tuple[float, float] | None:
    """The interval for raters like these, they being a sample too; None for one rater, who shows nothing of others.

    The variances of items, raters and noise added, degrees of freedom by Satterthwaite.
    """
    given = fit.ratings[fit.ratings > 0]
    raters, n = len(given), fit.jack.n
    if raters < 2 or n < 2 or not math.isfinite(fit.noise):
        return None
    of_items = fit.jack.se**2
    each = raters / float((1.0 / given).sum())  # the harmonic mean of ratings a rater
    of_raters = float(fit.severity[fit.ratings > 0].var(ddof=1)) / raters
    of_noise = fit.noise / (each * raters)
    whole = max(of_items, of_items + of_raters - of_noise)
    parts = ((of_items, n - 1.0), (of_raters, raters - 1.0), (of_noise, (n - 1.0) * (raters - 1.0)))
    below = sum(part**2 / df for part, df in parts)
    df = max(1.0, whole**2 / below) if below > 0 else n - 1.0
    reach = critical_value(level, df) * math.sqrt(whole)
    # Nobody who knows less of the raters can know more of the mean.
    own = panel_ends(fit, scale, level)
    return min(own[0], max(scale[0], fit.mean - reach)), max(own[1], min(scale[1], fit.mean + reach))
