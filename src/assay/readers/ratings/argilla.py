"""Argilla's records: with responses within, or as a Hugging Face data set, of version 1 and of version 2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.ratings.base import Said
from assay.readers.ratings.grades import Answer, called, graded
from assay.readers.ratings.shown import mappings, shown_in
from assay.readers.rows.values import BadRow, Record, listed
from assay.readers.tables.strict import parse
from assay.readers.tables.table import Table

_TOOL = "Argilla"
_ENDING = ".responses"
_ONE = frozenset({"user_id", "value", "status"})  # of one response in a column of version 1
_OWN = ("id", "external_id", "status", "_server_id", "vectors", "inserted_at", "updated_at")


class Response(NamedTuple):
    """One answer as it was found: `status` None where the export does not say."""

    question: str
    user: object
    value: object
    status: str | None


class Argilla:
    """`fields` beside `responses`; or columns "<question>.responses", ".users" and ".status"; or a column a question
    with a list of objects of user_id, value and status.
    """

    name: ClassVar[str] = "argilla"
    by_place: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By these fields; raises InputError where all that people answered is an order of outputs."""
        questions = questions_in(table)
        if not questions and not has_records(table):
            return None
        given = [one for record in table.head for one in responses_in(record, questions) if one.value is not None]
        if not given and not questions and not table.has("suggestions"):
            return None
        if given and all(is_order(one.value) for one in given):
            raise InputError("readers.only-compares", path=table.path or say("readers.values"))
        return say("readers.why-answers", tool=_TOOL)

    def read(self, table: Table) -> Iterator[Said]:
        """Every answer that was submitted and is a grade; a suggestion is a model's."""
        count = Counter[str]()
        yield from graded(_answers(table, count), table.notes)
        if count["left"]:
            table.notes.append(say("readers.responses-left", n=count["left"]))
        if count["unknown"]:
            table.notes.append(say("readers.responses-unknown"))


def _answers(table: Table, count: Counter[str]) -> Iterator[Answer]:
    questions = questions_in(table)
    shown = shown_in([fields_of(record, questions) for record in table.head])
    for line, record in table.records():
        item = shown.item(fields_of(record, questions), line)
        for one in responses_in(record, questions):
            count["unknown"] += one.status is None
            if one.status not in (None, "submitted"):
                count["left"] += 1
                continue
            grade = False if is_order(one.value) else None
            yield Answer(item, called(one.user), one.question, one.value, line, grade=grade)


def has_records(table: Table) -> bool:
    """Whether answers lie within each record."""
    return table.has("fields", "responses") and table.is_kind("fields", dict) and table.is_kind("responses", list, dict)


def questions_in(table: Table) -> list[str]:
    """The columns of a question each."""
    flat = [name for name in table.names if name.endswith(_ENDING) and f"{name}.users" in table.names]
    return flat or [name for name in table.names if _is_column(name, table)]


def _is_column(name: str, table: Table) -> bool:
    cells = [_each(record[name]) for record in table.head if record.get(name) is not None]
    return any(cells) and all(set(one) >= _ONE for cell in cells for one in cell)


def _each(cell: object) -> list[Mapping[str, object]]:
    """A list of objects; or what Arrow makes of one, an object of lists."""
    cell = listed(cell)
    if not isinstance(cell, Mapping):
        return mappings(cell)
    columns = [column for column in map(listed, cell.values()) if isinstance(column, list)]
    if len(columns) < len(cell) or len({*map(len, columns)}) > 1:
        return []
    return [dict(zip(cell, row, strict=True)) for row in zip(*columns, strict=True)]


def responses_in(record: Record, questions: list[str]) -> Iterator[Response]:
    """Every answer of a record, in columns called as the `questions` or within."""
    for name in questions:
        if name.endswith(_ENDING):
            yield from _of_columns(record, name)
        else:
            yield from (_response(name, one) for one in _each(record.get(name)))
    within = listed(record.get("responses"))
    if isinstance(within, Mapping):  # version 2
        for question, several in within.items():
            yield from (_response(str(question), one) for one in mappings(several))
    for one in mappings(within):  # version 1
        values = one.get("values")
        for question, said in values.items() if isinstance(values, Mapping) else ():
            value = said.get("value") if isinstance(said, Mapping) else said
            yield Response(str(question), one.get("user_id"), value, _status(one.get("status")))


def _response(question: str, one: Mapping[str, object]) -> Response:
    return Response(question, one.get("user_id"), one.get("value"), _status(one.get("status")))


def _of_columns(record: Record, name: str) -> Iterator[Response]:
    values = listed(record.get(name))
    if not isinstance(values, list | tuple):
        return
    users, statuses = (listed(record.get(f"{name}.{part}")) for part in ("users", "status"))
    for place, value in enumerate(values):
        user, status = (
            side[place] if isinstance(side, list | tuple) and place < len(side) else None for side in (users, statuses)
        )
        yield Response(name.removesuffix(_ENDING), user, value, _status(status))


def _status(value: object) -> str | None:
    return None if value is None else str(value).casefold()


def is_order(value: object) -> bool:
    """Whether it is a ranking: a list of outputs with a place each."""
    return bool(found := mappings(value)) and all({"value", "rank"} <= set(one) for one in found)


def fields_of(record: Record, questions: list[str]) -> Record:
    """The fields and what is known beside them. The id that a user gave is the example's before the tool's own."""
    identity = {"id": record.get("external_id") or record.get("id")}
    known = _object(record.get("metadata"))
    fields = record.get("fields")
    if isinstance(fields, dict) and "responses" in record:
        return {**known, **fields, **identity}
    asked = tuple(f"{name.removesuffix(_ENDING)}{mark}" for name in questions for mark in (".", "-suggestion"))
    own = {*_OWN, *questions}
    flat = {name: value for name, value in record.items() if name not in own and not name.startswith(asked)}
    return {**known, **flat, **identity}


def _object(value: object) -> Record:
    """An object, or the JSON of one."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = parse(value.encode("utf-8", "replace"))[0]
        except BadRow:
            return {}
    return dict(value) if isinstance(value, Mapping) else {}
