"""MLflow: the evaluation table, as CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import BadRow, Record, listed, message_text, scalars_of, text_of
from assay.readers.tables.strict import parse
from assay.readers.tables.table import Table

_ASKED = ("inputs", "request")
_SAID = ("outputs", "response")
_EXPECTED = ("targets", "target", "expectations", "ground_truth")
_TEXTS = ("expected_response", "response", "answer", "question", "query", "prompt", "text", "output", "input")


class EvaluationTable:
    """What `mlflow.evaluate` logs as eval_results_table; cells may hold JSON."""

    name: ClassVar[str] = "mlflow-table"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields: what was asked, said and expected, each by one of two names."""
        found = [_column(table.names, group) for group in (_ASKED, _SAID, _EXPECTED)]
        if any(name is None for name in found):
            return None
        return say("readers.why-fields", fields=found, tool="MLflow")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row an evaluation row."""
        asked, said, expected = (_column(table.names, group) for group in (_ASKED, _SAID, _EXPECTED))

        def row(record: Record) -> Row:
            reference = _plain(record.get(expected or ""))
            identity = record.get("request_id") or record.get("trace_id")
            return Row(
                _plain(record.get(said or "")),
                [] if reference is None else [reference],
                _plain(record.get(asked or "")),
                text_of(identity),
                scalars_of(record, asked or "", said or "", expected or ""),
            )

        return part_of(table, row)


def _column(names: Sequence[str], group: Sequence[str]) -> str | None:
    """A column by its name, or by its first part: inputs/question."""
    exact = next((name for name in group if name in names), None)
    return exact or next((name for name in names if name.partition("/")[0] in group), None)


def _plain(value: object) -> str | None:
    """The text in a cell: as it is, or within the JSON that it holds."""
    value = listed(value)
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        try:
            value = parse(value.encode("utf-8", "replace"))[0]
        except BadRow:
            return str(value)
    if isinstance(value, dict):
        if len(value) == 1:
            return _plain(next(iter(value.values())))
        named = next((value[name] for name in _TEXTS if name in value), None)
        if named is not None:
            return _plain(named)
        if "messages" in value or "choices" in value:
            return message_text(value.get("messages") or [choice["message"] for choice in value["choices"]])
    return message_text(value) if isinstance(value, dict | list) else text_of(value)
