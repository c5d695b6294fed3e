"""Which examples people should rate next, and why those."""

from __future__ import annotations

from random import Random

from assay.core.examples import Examples
from assay.core.people import Further, People

_MOST = 10


def further(found: People, examples: Examples, seed: int) -> Further:
    """Some of the examples that nobody rated, drawn at random: chosen by how a judge or a metric sees them, they would
    no longer stand for the others, and a mean over them would be of them alone. And those on which raters are furthest
    apart, which one more rating, or a talk, tells more about.
    """
    rated = {row for one in found.dimensions.values() for row in one.rows.tolist()}
    left = [row for row in range(len(examples)) if row not in rated]
    drawn = Random(f"{seed}:further").sample(left, min(_MOST, len(left)))  # noqa: S311 - a draw, no secret
    apart = found.agreement[found.main].apart if found.main in found.agreement else ()
    return Further(
        tuple(examples.id_of(row) for row in sorted(drawn)),
        len(left),
        tuple(examples.id_of(row) for row in apart[:_MOST]),
    )
