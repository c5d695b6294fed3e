"""A column a rater: annotator1, annotator2, ... or fluency_1, fluency_2, ..."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.names import by_raters, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.tables.table import Table


class ByRater:
    """Two or more columns whose names are of a rater each, with or without a dimension."""

    name: ClassVar[str] = "by-rater"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By such columns."""
        found = by_raters(table.scalars())
        return say("readers.why-ratings", fields=[one.column for one in found]) if found else None

    def read(self, table: Table) -> Iterator[Said]:
        """A rating a cell of them."""
        measures = by_raters(table.scalars())
        places = places_of([name for name in table.scalars() if name not in {one.column for one in measures}])
        for line, record in table.records():
            item = item_of(record, places, line)
            for one in measures:
                yield Said(item, one.rater, one.dimension, record.get(one.column), line, one.scale)
