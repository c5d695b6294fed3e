"""A row an output, with its rank among those of one prompt; ties share a rank. As `assay rate` writes rankings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import ClassVar

from assay.core.messages import Text, say
from assay.core.ratings import OVERALL, Item
from assay.readers.preferences.base import Judged
from assay.readers.ratings.names import dimension_of, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.ratings.values import rating_of
from assay.readers.rows.names import normalised
from assay.readers.rows.values import BadRow, text_of
from assay.readers.tables.table import Table

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
        ranked: dict[tuple[str | None, ...], list[tuple[float, Item, int]]] = defaultdict(list)
        rank, places = _rank(table), places_of(table.scalars())
        for line, record in table.records():
            try:
                value = rating_of(record.get(rank or ""))
            except BadRow as bad:
                table.set_aside(line, bad)
                continue
            if value is None:
                yield None
                continue
            item = item_of(record, places, line)
            rater, stated = (
                None if name is None else text_of(record.get(name)) for name in (places.rater, places.dimension)
            )
            asked = item.id if item.id is not None else item.prompt
            ranked[asked, rater, dimension_of(stated) if stated else OVERALL].append((value, item, line))
        for (_, rater, dimension), group in ranked.items():
            for (one, first, line), (two, second, _) in combinations(group, 2):
                outcome = 0 if one == two else int(math.copysign(1, two - one))
                yield Judged(first, second, rater, dimension or OVERALL, outcome, line, ordered=False)


def _rank(table: Table) -> str | None:
    return next((name for name in table.scalars() if normalised(name) in _RANK), None)
