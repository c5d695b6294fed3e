"""Readers of preferences: which of two outputs people find better, or in what order they put several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.examples import Examples
    from assay.core.preferences import Contests, Preferences, Preferred
    from assay.core.ratings import Ratings
    from assay.readers.preferences.base import Form

# Asked in this order; the first that recognises a table reads it.
FORMS: Registry[type[Form]] = Registry(
    "form of preferences",
    {
        "label-studio": "assay.readers.preferences.label_studio:LabelStudioPairs",
        "argilla": "assay.readers.preferences.argilla:ArgillaRankings",
        "pairs": "assay.readers.preferences.pairs:Pairs",
        "ranking": "assay.readers.preferences.ranking:Ranking",
    },
)


def read_said(sources: Sequence[object]) -> tuple[Ratings | None, Preferences | None]:
    """What people said in all `sources`, ratings and preferences, each kind together. Raises InputError."""
    from assay.readers.preferences.reading import said_in

    return said_in(sources)


def preferred(preferences: Preferences, first: Examples, second: Examples) -> Preferred:
    """The judgements of the outputs of two models on the same examples, row by row."""
    from assay.readers.preferences.joining import joined

    return joined(preferences, first, second)


def contests_in(preferences: Preferences, sides: Sequence[Examples]) -> Contests:
    """The judgements of two outputs of one example among several models, whose examples line up row by row."""
    from assay.readers.preferences.joining import contests

    return contests(preferences, sides)
