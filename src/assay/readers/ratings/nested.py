"""Rows with a list of annotations each, as SummEval, DialSummEval and FED are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from assay.core.by_people import OVERALL
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.ratings.base import Said
from assay.readers.ratings.names import Places, dimension_of, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.rows.names import normalised
from assay.readers.rows.values import listed, text_of
from assay.readers.tables.table import Table

_PLAIN = ("annotations", "ratings", "human_ratings", "human_annotations", "human_scores", "scores", "评分", "評分")
_ENDINGS = ("_annotations", "_ratings")
_BY_TOOLS = ("predict_", "pred_", "metric_", "auto_")


class Nested:
    """A field that holds all ratings of one output: a list with a mapping a rater, a mapping of dimensions to one
    number or to a list with one a rater, or a list of numbers.
    """

    name: ClassVar[str] = "nested"
    by_place: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By such a field."""
        found = _fields(table)
        return say("readers.why-ratings", fields=found) if found else None

    def read(self, table: Table) -> Iterator[Said]:
        """Every rating of every field."""
        fields, places = _fields(table), places_of(table.scalars())
        for line, record in table.records():
            item = item_of(record, places, line)
            for field in fields:
                yield from _said(item, _group(field), listed(record.get(field)), line)


def _fields(table: Table) -> list[str]:
    kinds = (list, dict, tuple)
    return [
        name
        for name in table.names
        if (normalised(name) in _PLAIN or normalised(name).endswith(_ENDINGS))
        and not normalised(name).startswith(_BY_TOOLS)
        and table.is_kind(name, *kinds)
    ]


def _group(field: str) -> str:
    """What raters of this field are called: "expert_annotations" are of experts."""
    key = normalised(field)
    ending = next((ending for ending in _ENDINGS if key.endswith(ending)), "")
    group = key.removesuffix(ending) if ending else ""
    return group if group and group != "human" else "rater"


def _said(item: Item, group: str, value: object, line: int) -> Iterator[Said]:
    if isinstance(value, Mapping):
        for dimension, given in value.items():
            several = listed(given)
            for place, one in enumerate(several if isinstance(several, list | tuple) else [several], 1):
                yield Said(item, f"{group} {place}", dimension_of(str(dimension)), one, line)
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value, 1):
            yield from _of_rater(item, f"{group} {place}", one, line)


def _of_rater(item: Item, rater: str, said: object, line: int) -> Iterator[Said]:
    """One entry of the list: what one rater said of all dimensions, or of one."""
    if not isinstance(said, Mapping):
        yield Said(item, rater, OVERALL, said, line)
        return
    places = places_of([str(name) for name in said])
    named = None if places.rater is None else text_of(said[places.rater])
    rater, when = named or rater, None if places.time is None else said[places.time]
    if places.rating is not None and places.dimension is not None:
        dimension = dimension_of(str(said[places.dimension]))
        yield Said(item, rater, dimension, said[places.rating], line, when=when)
        return
    for name, one in said.items():
        if name not in _beside(places):
            dimension = OVERALL if name == places.rating else dimension_of(str(name))
            yield Said(item, rater, dimension, one, line, when=when)


def _beside(places: Places) -> frozenset[str | None]:
    """The fields of an entry that are no ratings."""
    return frozenset({places.rater, places.time, places.id, places.system})
