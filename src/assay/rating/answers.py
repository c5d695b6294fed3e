"""What raters answered, as numbers in a table, whatever the order in which they saw outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.rating_project import FIRST, TIE, Answered, Card, Criterion, Exhibit, Form, Mark
from assay.frozen import frozen

BETTER, TIED, WORSE = 1.0, 1.5, 2.0
"""The places of the two outputs of a pair."""


@frozen(eq=False)
class Table:
    """By one criterion `values` (units, raters), NaN where nothing was said. A unit is an exhibit and one output of it:
    its rating, or its place in a ranking; of a pair there is the first output alone.
    """

    criterion: Criterion
    units: tuple[tuple[int, int], ...]
    values: Array

    @property
    def shared(self) -> Array:
        """(units,) whether two raters or more said something."""
        return np.asarray(np.isfinite(self.values).sum(axis=1) > 1)


def table_of(criterion: Criterion, answers: Sequence[Answered], exhibits: Mapping[int, Exhibit], form: Form) -> Table:
    """The answers of every rater, of the practice too; without hidden repeats and planted checks."""
    cells: dict[tuple[int, int], dict[int, float]] = {}
    for rater, one in enumerate(answers):
        for place, card in enumerate(one.cards):
            mark = one.said.get(place, {}).get(criterion.name)
            if card.kind in ("main", "practice") and mark is not None:
                for output, value in places_in(mark, card, form):
                    if form.mode != "pairs" or output == 0:
                        cells.setdefault((card.exhibit, output), {})[rater] = value
    units = tuple(sorted(unit for unit in cells if unit[0] in exhibits))
    values = np.full((len(units), len(answers)), np.nan)
    for row, unit in enumerate(units):
        for rater, value in cells[unit].items():
            values[row, rater] = value
    return Table(criterion, units, values)


def places_in(mark: Mark, card: Card, form: Form) -> Iterator[tuple[int, float]]:
    """Each output, by its place in the exhibit, and its rating, or its place from the best, ties sharing theirs."""
    value = mark.value
    if form.mode == "rating" and isinstance(value, int):
        yield card.order[0], float(value)
    elif form.mode == "pairs" and isinstance(value, int):
        first, second = card.order
        yield first, TIED if value == TIE else BETTER if value == FIRST else WORSE
        yield second, TIED if value == TIE else WORSE if value == FIRST else BETTER
    elif isinstance(value, list):
        best = 1
        for tied in value:
            if isinstance(tied, list):
                for shown in tied:
                    yield card.order[int(str(shown)) - 1], best + (len(tied) - 1) / 2.0
                best += len(tied)
