"""Perplexity, or bits per byte, document by document: how it is distributed, and which documents lie far out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from markupsafe import Markup

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.estimate import Estimate
from assay.core.examples import Likelihoods
from assay.core.scores import Measured
from assay.frozen import frozen
from assay.renderers.page.drawings.histogram import Histogram
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import count, decimals, figure
from assay.renderers.said.rows import Alone
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View

FEWEST = 4  # documents that have a distribution
LISTED, MOST_LISTED, NAMED = 5, 12, 5
_FENCE = 1.5  # Tukey (1977): of the middle half's width, beyond its ends
_SIDE = 1000.0


def documents(view: View) -> list[Block]:
    """One; none where there are not enough documents that have a value."""
    found = _found(view)
    if found is None:
        return []
    title = view.words("renderers.documents", metric=found.name(view))
    table = _table(view, found)
    return [Block("documents", title, tuple(_sentences(view, found)), table, drawing=lambda: _drawing(view, found))]


@frozen
class _Far:
    """(n,) each: what lies far above and far below the middle half."""

    above: BoolArray
    below: BoolArray


@frozen(eq=False)
class _Documents:
    """(n,) the values of the documents, and those of the base on the same ones, NaN where it has none."""

    measured: Measured
    values: Array
    before: Array | None
    whole: Estimate | None

    def name(self, view: View) -> str:
        """What they are called, for people."""
        return view.words.of(self.measured.title) or self.measured.name

    @cached_property
    def finite(self) -> BoolArray:
        found: BoolArray = np.isfinite(self.values)
        return found

    @property
    def in_proportion(self) -> bool:
        """Whether values are drawn on a logarithmic scale, as those are that cannot be 0."""
        return self.measured.low > 0

    def placed(self, values: Array) -> Array:
        """The values as they lie on the scale that is drawn."""
        return np.log(values) if self.in_proportion else values

    @cached_property
    def quartiles(self) -> tuple[float, float, float]:
        low, middle, high = np.quantile(self.values[self.finite], (0.25, 0.5, 0.75)).tolist()
        return low, middle, high

    @cached_property
    def far(self) -> _Far:
        low, _, high = self.placed(np.array(self.quartiles)).tolist()
        reach = _FENCE * (high - low)
        placed = self.placed(np.where(self.finite, self.values, self.quartiles[1]))
        return _Far(placed > high + reach, placed < low - reach)

    @cached_property
    def highest(self) -> IntArray:
        """Those to list: all that lie far above, and a few at least."""
        order = np.argsort(np.where(np.isnan(self.values), -np.inf, -self.values), kind="stable")
        kept = order[~np.isnan(self.values[order])]
        return kept[: max(LISTED, min(MOST_LISTED, int(self.far.above.sum() + np.isinf(self.values).sum())))]


def _found(view: View) -> _Documents | None:
    judge = view.rows.judge
    if judge is None or int(np.isfinite(judge.values).sum()) < FEWEST:
        return None
    return _Documents(
        judge.measured, judge.values, _before(view, judge), view.report.estimates.get(judge.measured.name)
    )


def _before(view: View, judge: Alone) -> Array | None:
    """What the first base has; it is known from how far each document gained."""
    comparison = next(iter(view.report.comparisons), None)
    changes = None if comparison is None else comparison.changes
    if comparison is None or changes is None or changes.gain is None or changes.metric != judge.measured.name:
        return None
    before = np.full(len(judge.values), np.nan)
    ours = judge.values[comparison.pairing.candidate]
    before[comparison.pairing.candidate] = (
        ours + changes.gain if judge.measured.higher_is_better is False else ours - changes.gain
    )
    return before if np.isfinite(before).any() else None


def _sentences(view: View, found: _Documents) -> Iterator[str]:
    words, places = view.words, _places(found)
    low, middle, high = (figure(value, places) for value in found.quartiles)
    whole = None if found.whole is None else found.whole.value
    yield words("renderers.documents-half", n=int(found.finite.sum()), low=low, middle=middle, high=high)
    if whole is not None:
        yield words("renderers.documents-whole", whole=figure(whole, places))
    above, below = int(found.far.above.sum()), np.flatnonzero(found.far.below).tolist()
    yield words("renderers.documents-above", n=above) if above else words("renderers.documents-none")
    if below:
        yield words("renderers.documents-below", n=len(below), ids=[_id(view, row) for row in below[:NAMED]])
    if not found.finite.all():
        yield words("renderers.documents-undrawn", n=int((~found.finite).sum()))


def _table(view: View, found: _Documents) -> Table:
    words, places, sizes = view.words, _places(found), _sizes(view)
    before = found.before
    heads = [
        words("renderers.document"),
        *([words(f"renderers.documents-{sizes[0]}")] if sizes else []),
        found.name(view),
    ]
    heads += [] if before is None else [words("renderers.base")]
    rows = []
    for row in found.highest.tolist():
        cells = [
            _id(view, row),
            *([count(float(sizes[1][row]))] if sizes else []),
            figure(float(found.values[row]), places),
        ]
        rows.append((*cells, *([] if before is None else [figure(float(before[row]), places)])))
    return Table(tuple(heads), tuple(rows), frozenset(range(1, len(heads))))


def _sizes(view: View) -> tuple[str, Array] | None:
    """By what the nats are divided, where the file says it of all."""
    known: Likelihoods | None = None if view.rows.examples is None else view.rows.examples.likelihoods
    found = [] if known is None else [("tokens", known.tokens), ("bytes", known.bytes)]
    return next(((name, sizes) for name, sizes in found if np.isfinite(sizes).all()), None)


def _id(view: View, row: int) -> str:
    assert view.rows.examples is not None  # noqa: S101 - there are rows
    return Quoted(view.rows.examples.id_of(row))


def _places(found: _Documents) -> int:
    one = found.measured
    return decimals(Estimate(one.name, found.quartiles[1], None, None, 1, "", range=(one.low, one.high)))


def _drawing(view: View, found: _Documents) -> Markup:
    words, places = view.words, _places(found)
    whole = None if found.whole is None else found.whole.value
    known = whole is not None and np.isfinite(whole)
    before = None if found.before is None else found.before[np.isfinite(found.before)]
    histogram = Histogram(
        found.placed(found.values[found.finite]),
        None if before is None else found.placed(before),
        float(found.placed(np.array(whole))) if known else None,
    )
    keys = {
        "held": words("renderers.chart-value"),
        "before": "" if before is None else words("renderers.chart-base"),
        "lowest": words("renderers.documents-all") if known else "",
    }
    ticks = [figure(float(np.exp(at)) if found.in_proportion else at, places) for at in histogram.ticks]
    axis = words(f"renderers.documents-axis{'-log' if found.in_proportion else ''}", metric=found.name(view))
    return histogram.drawn(ticks, axis, keys)
