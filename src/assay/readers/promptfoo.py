"""promptfoo: results.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.groups import one_group
from assay.readers.rows.names import REFERENCE, normalised
from assay.readers.rows.parts import Part, Row, assembled, collect
from assay.readers.rows.values import Record, message_text, scalars_of, text_of, texts_of
from assay.readers.tables.table import RecordTable, Table

# Assertions whose value is what should have been said.
_STATED = ("equals", "is-equal", "similar", "levenshtein", "rouge-n", "bleu", "icontains", "contains")


class Promptfoo:
    """One result a prompt, provider and test. Of several providers or prompts the first is taken."""

    name: ClassVar[str] = "promptfoo"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By the results within its results."""
        return (
            None if _results(table) is None else say("readers.why-parts", parts=["results.results"], tool="promptfoo")
        )

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a test; what should have been said is an assertion's value, or a variable called so."""
        assert isinstance(table, RecordTable)  # noqa: S101 - what was recognised
        results = table.nested(_results(table))
        lines, rows = collect(results, _row)
        lines, rows, notes = one_group(lines, rows, "readers.provider-chosen")
        return replace(assembled(results, lines, rows), notes=tuple(notes))


def _results(table: Table) -> list[Any] | None:
    document = table.document
    if not isinstance(table, RecordTable) or not isinstance(document, Mapping):
        return None
    outer = document.get("results")
    inner = outer.get("results") if isinstance(outer, Mapping) else None
    sound = isinstance(inner, list) and inner and isinstance(inner[0], Mapping) and "success" in inner[0]
    return inner if sound else None


def _row(record: Record) -> Row:
    variables = record.get("vars") or (record.get("testCase") or {}).get("vars") or {}
    response = record.get("response") or {}
    prompt = record.get("prompt") or {}
    stated = _stated(record.get("testCase") or {}) or _variable(variables)
    return Row(
        message_text(response.get("output", "") if isinstance(response, Mapping) else response),
        stated,
        text_of(prompt.get("raw")) if isinstance(prompt, Mapping) else text_of(prompt),
        extra=scalars_of(variables) | scalars_of({"success": record["success"], "score": record.get("score")}),
        group=f"{_label(record.get('provider'))} {_label(prompt)}".strip(),
    )


def _stated(test: Mapping[str, Any]) -> list[str]:
    assertions = test.get("assert") or []
    return next((texts_of(one.get("value")) for kind in _STATED for one in assertions if one.get("type") == kind), [])


def _variable(variables: Mapping[str, object]) -> list[str]:
    names = {normalised(name): name for name in variables}
    return next((texts_of(variables[names[name]]) for name in REFERENCE if name in names), [])


def _label(part: object) -> str:
    if isinstance(part, Mapping):
        return str(part.get("id") or part.get("label") or "")
    return part if isinstance(part, str) else ""
