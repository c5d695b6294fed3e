"""Argilla's rankings: several outputs of one record put in an order, by each annotator."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import ClassVar

from assay.core.by_people import OVERALL
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.preferences.base import Judged
from assay.readers.preferences.names import answers_of
from assay.readers.ratings.argilla import Response, fields_of, has_records, is_order, questions_in, responses_in
from assay.readers.ratings.grades import called
from assay.readers.ratings.names import dimension_of, is_dimension, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.ratings.shown import mappings
from assay.readers.ratings.values import rating_of
from assay.readers.rows.values import BadRow, Record, text_of
from assay.readers.tables.table import Table


class ArgillaRankings:
    """Answers that are lists of `value` and `rank`. A value that a field is called as is that field's text; any other
    is the name of a model.
    """

    name: ClassVar[str] = "argilla"

    def recognise(self, table: Table) -> Text | None:
        """By such answers, and none of another kind."""
        asked = questions_in(table)
        if not asked and not has_records(table):
            return None
        given = [one for record in table.head for one in responses_in(record, asked) if one.value is not None]
        if not given or not all(is_order(one.value) for one in given):
            return None
        return say("readers.why-preferences", fields=sorted({one.question for one in given}))

    def by_place(self, table: Table) -> bool:
        """Never: every answer says whose it is."""
        return False

    def read(self, table: Table) -> Iterator[Judged | None]:
        """Every pair of what one person put in an order. Drafts and discarded answers are none."""
        asked, left = questions_in(table), 0
        for line, record in table.records():
            for one in responses_in(record, asked):
                if one.status not in (None, "submitted"):
                    left += 1
                    continue
                try:
                    yield from _pairs(one, fields_of(record, asked), line)
                except BadRow as bad:
                    table.set_aside(line, bad)
        if left:
            table.notes.append(say("readers.responses-left", n=left))


def _pairs(one: Response, fields: Record, line: int) -> Iterator[Judged]:
    ranked = [(_rank(entry.get("rank")), _item(fields, str(entry.get("value")), line)) for entry in mappings(one.value)]
    for (above, first), (below, second) in combinations(ranked, 2):
        outcome = 0 if above == below else int(math.copysign(1, below - above))
        yield Judged(first, second, called(one.user), _dimension(one.question), outcome, line, ordered=False)


def _rank(value: object) -> float:
    """Raises BadRow where there is none."""
    rank = rating_of(value)
    if rank is None:
        raise BadRow("readers.row-no-preference", text="rank")
    return rank


def _item(fields: Record, option: str, line: int) -> Item:
    places = places_of([name for name in fields if name != option])
    found = replace(item_of(fields, places, line), output=None, system=None)
    return replace(found, output=text_of(fields[option])) if option in fields else replace(found, system=option)


def _dimension(question: str) -> str:
    named = answers_of([question])
    if named:
        return named[0].dimension
    return dimension_of(question) if is_dimension(question) else OVERALL
