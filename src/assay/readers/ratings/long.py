"""A row a rating: item, rater, dimension, rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from assay.core.by_people import OVERALL
from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.names import by_raters, dimension_of, is_dimension, places_of, scale_said
from assay.readers.ratings.rows import item_of
from assay.readers.rows.values import text_of
from assay.readers.tables.table import Table


class Long:
    """A column for the rating, and one for the dimension unless all are overall."""

    name: ClassVar[str] = "long"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By a column of ratings, and no column of any dimension beside it."""
        places = places_of(table.scalars())
        if places.rating is None or by_raters(table.scalars()):
            return None
        others = [name for name in table.scalars() if name not in places.used and is_dimension(name)]
        if others and places.dimension is None:
            return None
        return say("readers.why-ratings", fields=[name for name in (places.dimension, places.rating) if name])

    def read(self, table: Table) -> Iterator[Said]:
        """A rating a row."""
        places = places_of(table.scalars())
        for line, record in table.records():
            rater = None if places.rater is None else text_of(record.get(places.rater))
            dimension = None if places.dimension is None else text_of(record.get(places.dimension))
            when = None if places.time is None else record.get(places.time)
            scale = None if places.scale is None else scale_said(record.get(places.scale))
            named = OVERALL if not dimension else dimension_of(dimension)
            assert places.rating is not None  # noqa: S101 - what it was recognised by
            yield Said(item_of(record, places, line), rater, named, record.get(places.rating), line, scale, when)
