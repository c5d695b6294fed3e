"""What people said of the candidate's outputs, and of each base's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.core.arrays import IntArray
from assay.core.messages import say
from assay.core.ratings import Rated, Ratings
from assay.people import judges, people_of
from assay.readers.ratings import rated, read_ratings

if TYPE_CHECKING:
    from assay.core.people import People
    from assay.core.scores import Measured
    from assay.pipeline.against_base import LinedUp
    from assay.pipeline.subject import Subject


def ratings_in(sources: Sequence[object]) -> Ratings | None:
    """The ratings of all sources together; None where there is no source. Raises InputError."""
    return read_ratings(sources) if sources else None


def people_in(
    ratings: Ratings, subject: Subject, measured: Sequence[Measured], primary: str, beside: Sequence[LinedUp]
) -> People:
    """What they say of the subject's outputs, beside its metrics and beside each base that was rated too.

    Raises InputError where none of them is of these examples.
    """
    by_people, clusters = ratings.by_people, subject.units.clusters
    of_candidate = rated(by_people, subject.examples)
    pairs = list(_pairs(by_people, of_candidate, subject, beside))
    found = people_of(of_candidate, measured, primary, subject.confidence, pairs, clusters)
    if not ratings.judges:
        return found
    if len(ratings.judges) == len(ratings.raters):
        return replace(found, notes=(*found.notes, say("people.judges-alone")))
    judged = rated(ratings.of_raters(ratings.judges), subject.examples, strict=False)
    return replace(found, judges=tuple(judges(found, judged, clusters, subject.confidence)))


def _pairs(
    ratings: Ratings, of_candidate: Rated, subject: Subject, beside: Sequence[LinedUp]
) -> Iterator[tuple[Rated, Rated, IntArray | None]]:
    """For each base, the ratings of both sides on the examples of both, which are lined up row by row."""
    shown = any(item.output is not None for item in ratings.items)
    for one in beside:
        ours, theirs = one.ours[0], one.theirs[0]
        first = of_candidate if one.pairing.whole else rated(ratings, ours, strict=False)
        # Of two columns of one file, nothing says which a rating is of that does not show the output.
        known = shown or ours.source.path != theirs.source.path
        second = rated(ratings, theirs, alone=False, strict=False) if known else first.nothing
        yield first, second, subject.units.take(one.pairing.candidate).clusters
