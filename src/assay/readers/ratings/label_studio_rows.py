"""Label Studio's exports of a row an annotation: JSON_MIN, CSV and TSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.grades import Answer, called, graded, is_grade, single
from assay.readers.ratings.label_studio import NUMBERS, TOOL
from assay.readers.ratings.names import is_dimension, may_be_rated, places_of
from assay.readers.ratings.shown import Shown, shown_in
from assay.readers.rows.values import BadRow, listed
from assay.readers.tables.strict import parse
from assay.readers.tables.table import Table

OWN = ("annotator", "annotation_id", "lead_time")
BESIDE = frozenset({*OWN, "created_at", "updated_at", "agreement"})
_PREFERRED = frozenset({"selected", "ranker"})


class LabelStudioRows:
    """`annotator`, `annotation_id` and `lead_time` beside a column for each field and for each question."""

    name: ClassVar[str] = "label-studio-rows"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By these columns, and one of grades; raises InputError where people say which output they prefer."""
        if not table.has(*OWN):
            return None
        if questions_of(table):
            return say("readers.why-answers", tool=TOOL)
        if any(_PREFERRED & set(told_in(value)) for record in table.head for value in record.values()):
            raise InputError("readers.only-compares", path=table.path or say("readers.values"))
        return None

    def read(self, table: Table) -> Iterator[Said]:
        """A rating a cell of the questions; of several by one person the last counts."""
        questions = questions_of(table)
        fields = [name for name in table.names if name not in BESIDE and name not in questions]
        shown = _shown(table, fields)
        rows = [(line, record) for line, record in table.records() if record.get("annotation_id") not in (None, "")]
        rows.sort(key=lambda row: str(row[1].get("created_at") or ""))  # the tool writes the newest first
        yield from graded(
            (
                Answer(item, called(record.get("annotator")), name, given, line, record.get("created_at"), grade=True)
                for line, record in rows
                for item in [shown.item(record, line, record.get("id"))]
                for name in questions
                for given in [_given(record.get(name))]
            ),
            table.notes,
        )


def questions_of(table: Table) -> list[str]:
    """The columns that hold grades: as the tool writes numbers; or called as a dimension is; or such as "4 - good"."""
    names = [name for name in table.names if name not in BESIDE and name != "id"]
    used = places_of([name for name in names if not is_dimension(name)]).used
    return [name for name in names if name not in used and _holds_grades(name, table)]


def _holds_grades(name: str, table: Table) -> bool:
    values = [record[name] for record in table.head if record.get(name) not in (None, "")]
    if any({*NUMBERS} & set(told_in(value)) for value in values):
        return True
    if not values or not may_be_rated(name) or not all(is_grade(_given(value)) for value in values):
        return False
    return is_dimension(name) or not any(_is_number(single(_given(value))) for value in values)


def _shown(table: Table, fields: list[str]) -> Shown:
    """What was shown. A whole number as `id` is the task's, which JSON_MIN writes over the example's own: it tells
    nothing where something else does.
    """
    head = [{name: record.get(name) for name in fields} for record in table.head]
    without = [{name: value for name, value in record.items() if name != "id"} for record in head]
    places = places_of([name for record in without for name in record])
    numbers = all(str(record.get("id")).isdecimal() for record in head)
    return shown_in(without if numbers and (places.id or places.output or places.prompt) else head)


def _given(cell: object) -> object:
    """What stands in a cell: a number as the tool writes it, the choices, or the cell as it is."""
    told = told_in(cell)
    return next((told[kind] for kind in (*NUMBERS, "choices") if kind in told), cell)


def told_in(cell: object) -> Mapping[str, object]:
    """The one object of a cell such as [{"rating": 4}], which CSV holds as JSON; empty for anything else."""
    value = cell
    if isinstance(cell, str) and cell.startswith(("[{", "{")):
        try:
            value = parse(cell.encode("utf-8", "replace"))[0]
        except BadRow:
            return {}
    one = single(listed(value))
    return one if isinstance(one, Mapping) else {}


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True
