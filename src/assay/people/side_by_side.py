"""What people think of several models, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.core.arrays import IntArray
from assay.core.estimate import Confidence, Estimate
from assay.core.people_by_system import PeopleBySystem
from assay.core.preferences import Contests
from assay.core.ratings import Rated
from assay.people.by_system import orders_of, rated_systems
from assay.people.standings import standings_of


def side_by_side(
    rated: Sequence[Rated],
    contests: Contests | None,
    metrics: Sequence[Mapping[str, Estimate]],
    confidence: Confidence,
    clusters: IntArray | None,
) -> PeopleBySystem:
    """Ratings and preferences of the models in the order of their `metrics`."""
    dimensions = list(rated_systems(rated, clusters, confidence.level)) if rated else []
    standings = [] if contests is None else list(standings_of(contests, len(metrics), clusters, confidence.level))
    raters = {name for one in rated for name in one.ratings.raters}
    return PeopleBySystem(
        raters=max(len(raters), max((one.raters for one in standings), default=0)),
        items=sum(len(one.row) for one in rated),
        judgements=0 if contests is None else len(contests),
        dimensions={one.name: one for one in dimensions},
        standings={one.name: one for one in standings},
        orders=tuple(orders_of(dimensions, metrics, confidence)),
    )
