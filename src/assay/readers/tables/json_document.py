"""JSON: one document that holds the rows, in one of the layouts that tools write."""

from __future__ import annotations

from collections.abc import Mapping

from assay.core.errors import InputError
from assay.core.messages import say
from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow
from assay.readers.tables.strict import parse
from assay.readers.tables.table import RecordTable

_PARTS_OF_A_ROW = frozenset({"messages", "conversations", "choices", "turns", "annotations", "log_history"})
KEY = "key"  # the field that takes a row's key where rows lie in an object by key


def json_table(content: Content) -> RecordTable:
    """The rows of a document; raises InputError where it is not JSON."""
    data = content.text().encode("utf-8")
    try:
        document, strict = parse(data)
    except BadRow as bad:
        line = bad.text.values.get("line", 1)
        raise InputError("readers.not-json", path=content.name, line=line, why=bad.text) from bad
    table = RecordTable(content.name, "json", rows_of(document), document)
    table.file = content.path
    if not strict:
        table.notes.append(say("readers.loose-json", n=1))
    return table


def rows_of(document: object) -> list[object]:
    """The rows in a document: a list; an object of rows by key; a table of columns; the longest list of objects in it;
    else the document is the one row.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    return _by_key(document) or _split(document) or _by_column(document) or _inside(document) or [document]


def _by_key(document: Mapping[str, object]) -> list[object] | None:
    """As in {"0": {...}, "1": {...}}."""
    if not all(isinstance(row, dict) for row in document.values()):
        return None
    if len(document) < 2 and not all(key.isdigit() for key in document):
        return None
    return [{KEY: key, **row} for key, row in document.items() if isinstance(row, dict)]


def _split(document: Mapping[str, object]) -> list[object] | None:
    """As in {"columns": [...], "data": [[...], ...]}."""
    names, data = document.get("columns"), document.get("data")
    if not isinstance(names, list) or not isinstance(data, list):
        return None
    sound = (isinstance(row, list) and len(row) == len(names) for row in data)
    return [dict(zip(map(str, names), row, strict=True)) if ok else row for row, ok in zip(data, sound, strict=True)]


def _by_column(document: Mapping[str, object]) -> list[object] | None:
    """As in {"a": [...], "b": [...]}, all of one length."""
    columns = [column for column in document.values() if isinstance(column, list)]
    if len(columns) < 2 or len(columns) < len(document) or len({len(column) for column in columns}) != 1:
        return None
    return [dict(zip(document, row, strict=True)) for row in zip(*columns, strict=True)]


def _inside(document: Mapping[str, object]) -> list[object] | None:
    """As in {"anything": 1, "rows": [{...}, ...]}."""
    lists = [
        part
        for name, part in document.items()
        if name not in _PARTS_OF_A_ROW and isinstance(part, list) and part and isinstance(part[0], dict)
    ]
    return max(lists, key=len) if lists else None
