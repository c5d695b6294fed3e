"""Readers of ratings: what people said of outputs, in the forms that tools and spreadsheets leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.examples import Examples
    from assay.core.ratings import Rated, Ratings
    from assay.readers.ratings.base import Form

# Asked in this order; the first that recognises a table reads it.
FORMS: Registry[type[Form]] = Registry(
    "form of ratings",
    {
        "label-studio": "assay.readers.ratings.label_studio:LabelStudio",
        "label-studio-rows": "assay.readers.ratings.label_studio_rows:LabelStudioRows",
        "argilla": "assay.readers.ratings.argilla:Argilla",
        "nested": "assay.readers.ratings.nested:Nested",
        "long": "assay.readers.ratings.long:Long",
        "by-rater": "assay.readers.ratings.by_rater:ByRater",
        "wide": "assay.readers.ratings.wide:Wide",
    },
)


def read_ratings(sources: Sequence[object]) -> Ratings:
    """The ratings of all `sources` together: paths, or rows and tables as values. An output that several speak of is
    one item. Raises InputError, with a sentence, for what holds no ratings.
    """
    from assay.readers.ratings.reading import ratings_of

    return ratings_of(sources)


def rated(ratings: Ratings, examples: Examples, *, alone: bool = True, strict: bool = True) -> Rated:
    """The ratings of the examples' outputs. `alone` says that ratings which name no model are of these; without it they
    must show the output, or name the model. `strict` raises InputError where none is, and says why.
    """
    from assay.readers.ratings.joining import joined

    return joined(ratings, examples, alone=alone, strict=strict)
