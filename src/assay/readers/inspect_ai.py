"""inspect_ai: logs as .eval and as .json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from assay.core.errors import InputError
from assay.core.examples import Reported
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.figures import figures
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record, message_text, prompt_text, scalars_of, text_of, texts_of
from assay.readers.tables.table import RecordTable, Table


class InspectLog:
    """One evaluation: its samples, a row an epoch, and the metrics that inspect_ai printed."""

    name: ClassVar[str] = "inspect-log"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By the parts of its document."""
        document = table.document
        if not isinstance(document, Mapping) or not {"eval", "plan"} <= document.keys():
            return None
        return say("readers.why-parts", parts=["eval", "plan", "samples"], tool="inspect_ai")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The samples; one that failed said nothing, and that counts."""
        document: Any = table.document
        samples = table if table.form == "zip" else _samples(table, document)
        part = part_of(samples, _row)
        failed = sum(not said for said in part.examples.predictions.texts) if part.examples.predictions else 0
        notes = (say("readers.samples-without-output", n=failed),) if failed else ()
        return replace(part, notes=notes, reported=_reported(document, table.path))


def _samples(table: Table, document: Mapping[str, object]) -> Table:
    if not isinstance(table, RecordTable) or not document.get("samples"):
        raise InputError("readers.log-without-samples", path=table.path)
    return table.nested(document["samples"])


def _row(record: Record) -> Row:
    output = record.get("output") or {}
    extra = {"epoch": text_of(record.get("epoch")), **scalars_of(record.get("metadata") or {}), **_ended(output)}
    return Row(
        _said(output),
        texts_of(record["target"]),
        prompt_text(record["input"]),
        text_of(record["id"]),
        extra,
    )


def _ended(output: Mapping[str, Any]) -> Mapping[str, str | None]:
    """Why the text ended there, as a column where it is told: "stop", "max_tokens"."""
    reason = (output.get("choices") or [{}])[0].get("stop_reason")
    return {} if reason is None else {"finish": text_of(reason)}


def _said(output: Mapping[str, Any]) -> str:
    choices = output.get("choices")
    return message_text(choices[0]["message"]) if choices else str(output.get("completion") or "")


def _reported(document: Mapping[str, Any], path: str) -> tuple[Reported, ...]:
    scores = (document.get("results") or {}).get("scores") if isinstance(document.get("results"), Mapping) else None
    found: list[Reported] = []
    for score in scores if isinstance(scores, list) else ():
        metrics = score.get("metrics") if isinstance(score, Mapping) else None
        if isinstance(metrics, Mapping):
            values = {name: metric.get("value") for name, metric in metrics.items() if isinstance(metric, Mapping)}
            named = {f"{score.get('name', '')}/{name}": value for name, value in values.items()}
            found.extend(figures(named, path, lambda name: not name.endswith("stderr")))
    return tuple(found)
