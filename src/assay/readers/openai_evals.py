"""OpenAI Evals: the record that `oaieval` writes, one event a line."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from assay.core.examples import Reported
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.figures import figures
from assay.readers.rows.parts import Part, Row, assembled, collect
from assay.readers.rows.values import Record, prompt_text, text_of, texts_of
from assay.readers.tables.table import Table

_FIELDS = ("sample_id", "type", "data")


class EvalsRecord:
    """Each match is an example; the prompt is that of the sample's sampling event."""

    name: ClassVar[str] = "openai-evals"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        if not table.has(*_FIELDS):
            return None
        return say("readers.why-fields", fields=list(_FIELDS), tool="OpenAI Evals")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a match; the other events are counted."""
        prompts: dict[str | None, str | None] = {}
        reported: list[Reported] = []

        def row(record: Record) -> Row | None:
            reported.extend(figures(record.get("final_report"), table.path, lambda _: True))
            data = record.get("data")
            if record.get("type") == "sampling" and isinstance(data, dict):
                prompts[text_of(record["sample_id"])] = prompt_text(data.get("prompt"))
            return _match(record) if record.get("type") == "match" else None

        records = list(table.records())
        lines, rows = collect(table, row, records)
        part = assembled(table, lines, [replace(one, prompt=prompts.get(one.id)) for one in rows])
        note = say("readers.other-events", n=len(records) - len(rows))
        return replace(part, notes=(note,), reported=tuple(reported))


def _match(record: Record) -> Row:
    data = record["data"]
    said = data.get("picked")
    if said is None:
        said = data.get("sampled")
    said = said[0] if isinstance(said, list) and said else said
    extra = {"correct": text_of(data.get("correct"))}
    return Row(text_of(said or "") or "", texts_of(data["expected"]), id=text_of(record["sample_id"]), extra=extra)
