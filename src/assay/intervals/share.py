"""The interval of a share, successes of trials, on the scale of the metric that rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assay.core.arrays import Array
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured, Scores, Units
from assay.frozen import frozen
from assay.intervals.clusters import few_clusters
from assay.intervals.estimates import found, undefined, unsure
from assay.stats.effective import effective_trials, envelope, shrunk
from assay.stats.jackknife import jackknife
from assay.stats.proportions import clopper_pearson, mid_p


@frozen
class Share:
    """The share that a metric rests on: how many successes and trials are in sums of its statistics (..., k), and from
    the share to the metric a rising function, from 0 at 0 to 1 at 1, with its slope.
    """

    counts: Callable[[Array], tuple[Array, Array]]
    scale: Callable[[float], float]
    slope: Callable[[float], float]


def share_interval(measured: Measured, share: Share, units: Units, confidence: Confidence) -> Estimate:
    """The mid-P interval of a share, Clopper-Pearson's where it is to be exact.

    With clusters: the jackknife over clusters, read as so many independent trials. Undefined without trials.
    """
    successes, trials = map(float, share.counts(measured.scores.total))
    if measured.undefined is not None or not trials > 0:
        return undefined(measured, confidence)
    if units.clusters is not None:
        return _clustered(measured, share, measured.scores.by_cluster(units.clusters), confidence)
    procedure = clopper_pearson if confidence.exact else mid_p
    low, high = procedure(successes, trials, confidence.level)
    method = "Clopper-Pearson" if confidence.exact else "mid-P"
    return found(measured, confidence, trials, method, (share.scale(low), share.scale(high)))


def _clustered(measured: Measured, share: Share, clusters: Scores, confidence: Confidence) -> Estimate:
    """The interval from clusters, a row of sums each: never wider than if each were one example copied.

    The variance of a share is at most p(1 - p) over Kish's number of clusters, whatever the correlation inside them.
    """
    successes, sizes = share.counts(clusters.rows)
    trials, counting = float(sizes.sum()), int((sizes > 0).sum())
    if counting < 2:
        return unsure(measured, confidence, trials, say("intervals.one-cluster"))
    value = float(successes.sum()) / trials
    left = sizes.sum() - sizes
    without_each = (successes.sum() - successes) / left
    jack = jackknife(value, without_each, clusters.counts, sizes)
    worth = effective_trials(value, jack.se, jack.worth, trials)
    # Examples of a cluster can at most be copies of each other; then Kish's number of clusters is what they are worth.
    sure = max(shrunk(worth, jack.df, confidence.level), jack.worth)
    low, high = envelope(value, sure, confidence.level)
    estimate = found(measured, confidence, trials, "cluster jackknife", (share.scale(low), share.scale(high)))
    return replace(estimate, se=jack.se * share.slope(value), df=jack.df, n_effective=worth, why=few_clusters(counting))
