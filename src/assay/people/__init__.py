"""What people say, as evidence: means with intervals, agreement, raters' conduct, and metrics beside people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.arrays import IntArray
    from assay.core.estimate import Confidence
    from assay.core.people import People
    from assay.core.ratings import Rated
    from assay.core.scores import Measured


def people_of(
    rated: Rated,
    measured: Sequence[Measured],
    primary: str | None,
    confidence: Confidence,
    pairs: Sequence[tuple[Rated, Rated, IntArray | None]] = (),
    clusters: IntArray | None = None,
) -> People:
    """All that the ratings of a model's outputs say. `measured` are its metrics, `primary` the one that decides.
    `clusters` (n,) say which examples belong together. `pairs` are, for each base, the ratings of the candidate's and
    of the base's outputs on their common examples, and the clusters of these.
    """
    from assay.people.panel import people

    return people(rated, measured, primary, confidence, pairs, clusters)
