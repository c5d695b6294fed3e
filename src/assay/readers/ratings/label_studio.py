"""Label Studio's full export: a list of tasks with what was shown and every annotation of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.grades import Answer, called, graded
from assay.readers.ratings.shown import mappings, shown_in
from assay.readers.rows.values import Record
from assay.readers.tables.table import Table

TOOL = "Label Studio"
NUMBERS = ("rating", "number")
_NO_OPINION = ("was_cancelled", "ground_truth")
_COMPARED = ("pairwise", "ranker")  # kinds of results that put outputs in an order


class LabelStudio:
    """`data`, and `annotations` with a `result` each: an entry for every question that was answered."""

    name: ClassVar[str] = "label-studio"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By these fields; raises InputError where all that people answered is which output they prefer."""
        if not (
            table.has("annotations", "data") and table.is_kind("data", dict) and table.is_kind("annotations", list)
        ):
            return None
        made = [one for record in table.head for one in mappings(record.get("annotations"))]
        if not all("result" in one for one in made):
            return None
        kinds = {str(one.get("type")) for each in made for one in mappings(each.get("result"))}
        if kinds & {*_COMPARED} and not kinds & {*NUMBERS}:
            raise InputError("readers.only-compares", path=table.path or say("readers.values"))
        return say("readers.why-answers", tool=TOOL)

    def read(self, table: Table) -> Iterator[Said]:
        """Every answer that is a grade. What was skipped, and what is the answer to be found, is no opinion; drafts and
        predictions lie elsewhere.
        """
        left = Counter[str]()
        yield from graded(_answers(table, left), table.notes)
        if n := left.total():
            table.notes.append(say("readers.annotations-left", n=n))


def _answers(table: Table, left: Counter[str]) -> Iterator[Answer]:
    shown = shown_in([record["data"] for record in table.head if isinstance(record.get("data"), dict)])
    for line, record in table.records():
        item = shown.item(_data(record), line, record.get("id"))
        counted = counted_in(record)
        left["annotations"] += len(mappings(record.get("annotations"))) - len(counted)
        for one in counted:
            rater, when = rater_of(one.get("completed_by")), one.get("created_at")
            for result in mappings(one.get("result")):
                kind, value = str(result.get("type")), result.get("value")
                given = value.get(kind) if isinstance(value, Mapping) else None
                grade = True if kind in NUMBERS else None if kind == "choices" else False
                yield Answer(item, rater, str(result.get("from_name")), given, line, when, grade)


def counted_in(record: Record) -> list[Mapping[str, object]]:
    """The annotations of a task that are somebody's opinion, the latest last."""
    made = mappings(record.get("annotations"))
    counted = [one for one in made if not any(one.get(mark) for mark in _NO_OPINION)]
    return sorted(counted, key=lambda one: str(one.get("created_at") or ""))


def _data(record: Record) -> Record:
    data = record.get("data")
    return data if isinstance(data, dict) else {}


def rater_of(who: object) -> str | None:
    """By e-mail where it is given, as the tool's other exports do."""
    return called((who.get("email") or who.get("id")) if isinstance(who, Mapping) else who)
