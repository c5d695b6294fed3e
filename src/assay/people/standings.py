"""Several models' strengths from what people prefer, two outputs at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assay.core.arrays import BoolArray, IntArray
from assay.core.people_by_system import Standings
from assay.core.preferences import Contests
from assay.people.titles import named
from assay.stats.davidson import Judged
from assay.stats.strengths import strengths


def standings_of(found: Contests, systems: int, clusters: IntArray | None, level: float) -> Iterator[Standings]:
    """One for each dimension. `clusters` (n,) say which examples belong together; else each stands alone, with all that
    was said of it.
    """
    together = found.row if clusters is None else clusters[found.row]
    for place, name in enumerate(found.dimensions):
        mine = found.dimension == place
        if mine.any():
            yield _standings(name, found, (mine, together[mine]), systems, level)


def _standings(name: str, found: Contests, which: tuple[BoolArray, IntArray], systems: int, level: float) -> Standings:
    mine, together = which
    codes = np.unique(together, return_inverse=True)[1].reshape(-1)
    judged = Judged(found.first[mine], found.second[mine], found.outcome[mine], codes, systems)
    fit, (wins, ties) = strengths(judged, level), judged.tally()
    return Standings(
        *(name, named(name), wins.sum(axis=1), ties.sum(axis=1), wins.sum(axis=0)),
        prompts=int(codes.max()) + 1,
        raters=len(np.unique(found.rater[mine])),
        fitted=fit.fitted,
        strength=fit.value,
        low=fit.low,
        high=fit.high,
        chances=fit.wins,
        chances_low=fit.wins_low,
        chances_high=fit.wins_high,
        tie=fit.tie,
        alone=fit.alone,
    )
