"""A row an output, with its rank among those of one prompt; ties share a rank. As `assay rate` writes rankings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import ClassVar

from assay.core.by_people import OVERALL
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.preferences.base import Judged
from assay.readers.ratings.names import Places, dimension_of, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.ratings.values import rating_of
from assay.readers.rows.names import normalised
from assay.readers.rows.values import BadRow, Record, text_of
from assay.readers.tables.table import Table

Group = tuple[str | None, str | None, str]

_RANK = frozenset({"rank", "ranking", "排名", "名次", "排序"})


class Ranking:
    """A column of ranks beside a system or an output, and an id or a prompt that says which were ranked together."""

    name: ClassVar[str] = "ranking"

    def recognise(self, table: Table) -> Text | None:
        """By such columns."""
        rank, places = _rank(table), places_of(table.scalars())
        if rank is None or (places.system or places.output) is None or (places.id or places.prompt) is None:
            return None
        return say("readers.why-preferences", fields=[rank, places.system or places.output])

    def by_place(self, table: Table) -> bool:
        """Never: a ranking is one rater's."""
        return False

    def read(self, table: Table) -> Iterator[Judged | None]:
        """Every pair of what one rater ranked together, of one dimension."""
        ranked: dict[Group, list[tuple[float, Item, int]]] = defaultdict(list)
        rank, places = _rank(table), places_of(table.scalars())
        for line, record in table.records():
            try:
                value, item = rating_of(record.get(rank or "")), item_of(record, places, line)
                group = _group(record, places, item)
            except BadRow as bad:
                table.set_aside(line, bad)
                continue
            if value is None:
                yield None
            else:
                ranked[group].append((value, item, line))
        for (_, rater, dimension), together in ranked.items():
            for (one, first, line), (two, second, _) in combinations(together, 2):
                outcome = 0 if one == two else int(math.copysign(1, two - one))
                yield Judged(first, second, rater, dimension, outcome, line, ordered=False)


def _group(record: Record, places: Places, item: Item) -> Group:
    """What was ranked together: what was asked, by whom, of which dimension."""
    rater, stated = (None if name is None else text_of(record.get(name)) for name in (places.rater, places.dimension))
    return item.id if item.id is not None else item.prompt, rater, dimension_of(stated) if stated else OVERALL


def _rank(table: Table) -> str | None:
    return next((name for name in table.scalars() if normalised(name) in _RANK), None)
