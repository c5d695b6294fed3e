"""MT-bench: model answers, several turns a question, without references."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record, scalars_of, text_of, texts_of
from assay.readers.tables.table import Table


class Answers:
    """An answer file of FastChat's llm_judge; the turns are read as one text."""

    name: ClassVar[str] = "mt-bench"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields, choices[].turns among them."""
        if not table.has("question_id", "choices") or not table.is_kind("choices", list):
            return None
        turns = any("turns" in choice for row in table.head for choice in row["choices"] if isinstance(choice, dict))
        return say("readers.why-fields", fields=["question_id", "choices[].turns"], tool="MT-bench") if turns else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a question."""
        return part_of(table, _row)


def _row(record: Record) -> Row:
    said = "\n\n".join(texts_of(record["choices"][0]["turns"]))
    return Row(said, id=text_of(record["question_id"]), extra=scalars_of(record, "question_id"))
