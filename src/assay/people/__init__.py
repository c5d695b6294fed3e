"""What people say, as evidence: means with intervals, agreement, raters' conduct, and metrics beside people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assay.core.arrays import IntArray
    from assay.core.estimate import Confidence, Estimate
    from assay.core.examples import Examples, Source
    from assay.core.messages import Text
    from assay.core.people import Further, Judge, People
    from assay.core.people_by_system import PeopleBySystem
    from assay.core.preferences import Contests, Preference, Preferred
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


def further(found: People, examples: Examples, seed: int) -> Further:
    """Which examples people should rate next."""
    from assay.people.next_to_rate import further as next_ones

    return next_ones(found, examples, seed)


def judges(found: People, judged: Rated, clusters: IntArray | None, confidence: Confidence) -> Iterator[Judge]:
    """What the models' grades `judged` are worth beside what people said of the same outputs, by dimension."""
    from assay.people.beside_judges import judges_of

    for one in found.dimensions.values():
        yield from judges_of(one, judged, clusters, confidence.level)


def preferences_of(
    base: int, found: Preferred, clusters: IntArray | None, confidence: Confidence
) -> Iterator[Preference]:
    """What people prefer, the candidate's outputs or those of the base at the place `base`, by dimension. `clusters`
    (n,) say which of the examples of both belong together.
    """
    from assay.people.preferences import preferences_of as by_dimension

    return by_dimension(base, found, clusters, confidence.level)


def source_notes(sources: Sequence[Source]) -> Iterator[Text]:
    """What to know of how files of ratings or preferences were read."""
    from assay.people.panel import source_notes as notes

    return notes(sources)


def people_by_system(
    rated: Sequence[Rated],
    contests: Contests | None,
    metrics: Sequence[Mapping[str, Estimate]],
    confidence: Confidence,
    clusters: IntArray | None = None,
) -> PeopleBySystem:
    """Several models side by side: what people `rated`, empty where nobody did, and preferred in `contests`, beside the
    models' own `metrics`. `clusters` (n,) say which of the examples of all belong together.
    """
    from assay.people.side_by_side import side_by_side

    return side_by_side(rated, contests, metrics, confidence, clusters)
