"""Data sets as OpenAI's messages: role and content."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.names import roles_of
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import BadRow, Record, last_answer, prompt_text, scalars_of, text_of
from assay.readers.tables.table import Table


class Messages:
    """Training or reference data; the last answer of each conversation is what should be said."""

    name: ClassVar[str] = "messages"
    rank: ClassVar[int] = 5
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its messages, where no other field could be the prediction."""
        if not table.is_kind("messages", list) or roles_of(table.names).prediction is not None:
            return None
        return say("readers.why-fields", fields=["messages[].role", "messages[].content"], tool="OpenAI")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a conversation."""
        return part_of(table, lambda record: conversation_row(record, "messages"))


def conversation_row(record: Record, field: str) -> Row:
    """The last answer as the reference, everything before it as the prompt."""
    messages = record[field]
    answer = last_answer(messages)
    if answer is None:
        raise BadRow("readers.row-no-answer")
    return Row(
        references=[answer],
        prompt=prompt_text(messages),
        id=text_of(record.get("id")),
        extra=scalars_of(record, field, "id"),
    )
