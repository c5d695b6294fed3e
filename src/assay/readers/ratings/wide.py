"""A column a dimension: a row an output, or an output and a rater."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.names import Measure, Places, is_dimension, may_be_rated, measure_of, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.ratings.values import rating_of
from assay.readers.rows.values import BadRow, Record, text_of
from assay.readers.tables.table import Table

_FEWEST, _MOST_STEPS = 5, 10
_MOSTLY = 0.5  # of the values that a column of ratings has as numbers


class Wide:
    """Columns that are called as people's dimensions are; beside a rater's name any other column of numbers too, and
    where no name tells, those that hold the steps of a scale.
    """

    name: ClassVar[str] = "wide"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By such columns."""
        found = _measures(table, _places(table))
        return say("readers.why-ratings", fields=[one.column for one in found]) if found else None

    def read(self, table: Table) -> Iterator[Said]:
        """A rating a cell of them."""
        places = _places(table)
        measures = _measures(table, places)
        for line, record in table.records():
            item = item_of(record, places, line)
            rater = None if places.rater is None else text_of(record.get(places.rater))
            when = None if places.time is None else record.get(places.time)
            for one in measures:
                yield Said(item, rater, one.dimension, record.get(one.column), line, one.scale, when)


def _places(table: Table) -> Places:
    """The roles, but a column called as a dimension is one."""
    return places_of([name for name in table.scalars() if not is_dimension(name)])


def _measures(table: Table, places: Places) -> list[Measure]:
    names = [name for name in table.scalars() if name not in places.used or name == places.rating]
    called = [name for name in names if is_dimension(name)]
    chosen = names if places.rater is not None else called or [name for name in names if _steps(name, table.head)]
    return [
        _measure(name, places)
        for name in chosen
        if (name in called or may_be_rated(name)) and _numbers(name, table.head)
    ]


def _measure(name: str, places: Places) -> Measure:
    return Measure(name, "overall") if name == places.rating else measure_of(name)


def _values(name: str, head: Sequence[Record]) -> list[object]:
    return [record[name] for record in head if record.get(name) not in (None, "")]


def _numbers(name: str, head: Sequence[Record]) -> bool:
    """Whether most of what stands in a column are ratings."""
    values = _values(name, head)
    return bool(values) and sum(map(_is_number, values)) > _MOSTLY * len(values)


def _steps(name: str, head: Sequence[Record]) -> bool:
    """Whether a column that nobody knows holds the steps of a scale: a few whole numbers up to 10, again and again."""
    values = _values(name, head)
    if len(values) < _FEWEST or not may_be_rated(name) or not all(map(_is_number, values)):
        return False
    numbers = {rating_of(value) or 0.0 for value in values}
    small = all(number == int(number) and 0 <= number <= _MOST_STEPS for number in numbers)
    return small and 1 < len(numbers) <= min(_MOST_STEPS + 1, len(values) - 1)


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    try:
        return rating_of(value) is not None
    except BadRow:
        return False
