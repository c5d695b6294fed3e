"""DeepEval: test_run_*.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record, message_text, scalars_of, text_of, texts_of
from assay.readers.tables.table import RecordTable, Table

_ROLES = ("input", "actualOutput", "expectedOutput", "name")


class DeepEval:
    """One test case a row, wherever in the document the cases lie."""

    name: ClassVar[str] = "deepeval"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its test cases."""
        return say("readers.why-parts", parts=["testCases"], tool="DeepEval") if _cases(table) else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a case."""
        assert isinstance(table, RecordTable)  # noqa: S101 - what was recognised
        return part_of(table.nested(_cases(table)), _row)


def _cases(table: Table) -> object:
    document = table.document
    if not isinstance(table, RecordTable) or not isinstance(document, Mapping):
        return None
    inner = document.get("testRunData")
    return (inner if isinstance(inner, Mapping) else document).get("testCases")


def _row(record: Record) -> Row:
    said = record["actualOutput"]
    return Row(
        "" if said is None else message_text(said),
        texts_of(record.get("expectedOutput")),
        text_of(record.get("input")),
        text_of(record.get("name")),
        scalars_of(record, *_ROLES),
    )
