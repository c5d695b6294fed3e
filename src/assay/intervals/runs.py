"""Several runs of one recipe, measured on the same examples: their spread, and their difference from other runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assay.core.arrays import Array
from assay.core.difference import Difference
from assay.core.estimate import Confidence
from assay.core.messages import say
from assay.core.scores import Measured, Units
from assay.core.stability import Scale, Stability
from assay.frozen import frozen
from assay.intervals.bootstrap import resampled_values
from assay.intervals.paired import ROUNDING, few_changed, possible
from assay.intervals.parts import is_log, on_scale, parts_of
from assay.stats.jackknife import degrees_of_freedom
from assay.stats.paired import t_test
from assay.stats.stability import Spread, half_range, sd_per_half_range, spread_of_runs
from assay.stats.student import critical_value

_NEAR_NOTHING = 0.1  # of the metric's range: below, a share of the middle value says little
_QUIET = 0.01  # the noise that a test set should not exceed


def stability(runs: Sequence[Measured], units: Units) -> Stability:
    """The spread of R runs of one metric, with what the test set has to do with it. At least 2 runs, each defined."""
    values = np.array([on_scale(run, run.point) for run in runs])
    scale, unit = _scale_of(runs[0], values)
    fluctuation = half_range(values) / unit
    spread = _spread(runs, values, units)
    return Stability(
        metric=runs[0].name,
        runs=tuple(run.point for run in runs),
        fluctuation=fluctuation,
        low=sd_per_half_range(len(runs), 0.05) * fluctuation,
        high=sd_per_half_range(len(runs), 0.95) * fluctuation,
        scale=scale,
        noise=None if spread is None else spread.noise / unit,
        p=None if spread is None else spread.p,
        examples=None if spread is None else math.ceil(spread.within / (_QUIET * unit) ** 2 * units.n / units.count),
        title=runs[0].title,
    )


def difference_of_runs(
    candidates: Sequence[Measured], bases: Sequence[Measured], units: Units, confidence: Confidence
) -> Difference:
    """The mean of the candidate's runs minus that of the base's, on the same examples. All defined, and of one side at
    least two.

    Its variance is that of the examples' parts in it, and on either side that of a run over how many there are; a side
    with a single run is taken to vary as the other does. Where examples have no parts, it is that of resamples, the
    same for all runs.
    """
    changed = _changed(candidates, bases, units)
    if units.count < 2:
        return _difference(candidates, bases, (0.0, 1.0), changed, confidence)
    parts = [parts_of(side, units) for side in (candidates, bases)]
    known = [one for one in parts if one is not None]
    terms = _by_parts(candidates, bases, known) if len(known) == 2 else _resampled(candidates, bases, units, confidence)
    se = math.sqrt(sum(term.variance for term in terms))
    found = _difference(candidates, bases, (se, _degrees(terms)), changed, confidence)
    return found if len(known) == 2 else replace(found, method="paired keyed bootstrap over examples and runs")


@frozen
class _Term:
    """A part of a variance, estimated as `seen`, on `df` degrees of freedom, less what is counted elsewhere."""

    variance: float
    seen: float
    df: float


def _by_parts(candidates: Sequence[Measured], bases: Sequence[Measured], parts: Sequence[Array]) -> list[_Term]:
    """From each example's part in the value of each run."""
    new, old = parts
    mean = new.mean(axis=0) - old.mean(axis=0)
    n, pull = len(mean), mean - mean.mean()
    of_examples = float(pull @ pull) / n / (n - 1)
    own = [_own_of_parts(runs, rows) for runs, rows in ((candidates, new), (bases, old))]
    return [_Term(of_examples, of_examples, degrees_of_freedom(pull, np.ones(n))), *_of_runs(own)]


def _resampled(
    candidates: Sequence[Measured], bases: Sequence[Measured], units: Units, confidence: Confidence
) -> list[_Term]:
    """From the values of all runs in the same resamples of the examples."""
    new, old = (
        np.stack([np.nan_to_num(resampled_values(run, units, confidence), nan=run.point) for run in side])
        for side in (candidates, bases)
    )
    of_examples = float(np.var(new.mean(axis=0) - old.mean(axis=0), ddof=1))
    own = [_own_of_resamples(runs, drawn) for runs, drawn in ((candidates, new), (bases, old))]
    return [_Term(of_examples, of_examples, units.count - 1.0), *_of_runs(own)]


@frozen
class _Own:
    """The `variance` between so many `runs` beyond the `noise`, the variance that the few examples give it. A single
    run has none to show.
    """

    runs: int
    variance: float = 0.0
    noise: float = 0.0


def _own_of_parts(runs: Sequence[Measured], parts: Array) -> _Own:
    if len(runs) < 2:
        return _Own(len(runs))
    spread = spread_of_runs(np.array([on_scale(run, run.point) for run in runs]), parts)
    return _Own(len(runs), spread.own_variance, spread.noise**2)


def _own_of_resamples(runs: Sequence[Measured], drawn: Array) -> _Own:
    if len(runs) < 2:
        return _Own(len(runs))
    noise = float((drawn - drawn.mean(axis=0)).var(axis=1, ddof=1).sum()) / (len(runs) - 1)
    seen = float(np.var([run.point for run in runs], ddof=1))
    return _Own(len(runs), max(0.0, seen - noise), noise)


def _of_runs(sides: Sequence[_Own]) -> list[_Term]:
    """What the runs add to the variance. One side that stands for both is one estimate, not two."""
    several = [side for side in sides if side.runs > 1]
    shares = [1.0 / side.runs for side in several]
    if len(several) == 1:
        shares = [sum(1.0 / side.runs for side in sides)]
    # The noise is taken off, but its doubt is not: runs that happen to lie close show little of how far others lie.
    return [
        _Term(side.variance * share, (side.variance + side.noise) * share, side.runs - 1.0)
        for side, share in zip(several, shares, strict=True)
    ]


def _degrees(terms: Sequence[_Term]) -> float:
    """Satterthwaite's degrees of freedom of a sum of variances."""
    total = sum(term.variance for term in terms)
    doubt = sum(term.seen**2 / term.df for term in terms if term.seen > 0)
    return max(1.0, total**2 / doubt) if doubt > 0 else math.inf


def _difference(
    candidates: Sequence[Measured],
    bases: Sequence[Measured],
    spread: tuple[float, float],
    changed: int,
    confidence: Confidence,
) -> Difference:
    """From the standard error and its degrees of freedom; what few examples changed is nothing to judge by."""
    one, (se, df) = candidates[0], spread
    means = [float(np.mean([on_scale(run, run.point) for run in side])) for side in (candidates, bases)]
    new, old = map(math.exp, means) if is_log(one) else means
    blank = Difference(
        *(one.name, new, old, new - old, None, None, 1.0, "paired jackknife over examples and runs"),
        title=one.title,
        higher_is_better=one.higher_is_better,
        range=(one.low, one.high),
    )
    few = few_changed(changed)
    if not se > ROUNDING * max(abs(new), abs(old)):
        return replace(blank, why=few or say("intervals.same-change", n=changed))
    value, reach = means[0] - means[1], critical_value(confidence.level, df) * se
    low, high = (_shown(one, end, old) for end in (value - reach, value + reach))
    found = replace(blank, low=low, high=high, p=t_test(value, se, df), why=few)
    better = few is None and found.gain is not None and found.gain[0] > 0 and (found.p or 0.0) <= confidence.alpha
    return replace(found, better=better)


def _changed(candidates: Sequence[Measured], bases: Sequence[Measured], units: Units) -> int:
    """How many units differ between the sides, each side's runs taken together."""
    new, old = (np.mean([run.scores.expanded() for run in side], axis=0) for side in (candidates, bases))
    rows = ~np.isclose(new, old, rtol=ROUNDING, atol=ROUNDING).all(axis=1)
    return int(rows.sum() if units.clusters is None else len(np.unique(units.clusters[rows])))


def _spread(runs: Sequence[Measured], values: Array, units: Units) -> Spread | None:
    rows = parts_of(runs, units)
    return None if rows is None or rows.shape[1] < 2 else spread_of_runs(values, rows)


def _scale_of(run: Measured, values: Array) -> tuple[Scale, float]:
    """On which scale the runs' spread is told, and how much of it is one."""
    if is_log(run):
        return "log", 1.0
    middle = abs(float(values.max() + values.min())) / 2.0
    if not math.isfinite(run.high):
        return ("relative", middle) if middle > 0 else ("points", 1.0)
    return ("relative", middle) if middle >= _NEAR_NOTHING * run.high else ("points", run.high)


def _shown(run: Measured, end: float, base: float) -> float:
    """An end on the tested scale as a difference of values."""
    return possible(base * math.expm1(end) if is_log(run) else end, run)
