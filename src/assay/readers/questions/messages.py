"""Data as OpenAI's messages: role and content."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.questions.base import Dialogue, Fields
from assay.readers.questions.options import AskOptions
from assay.readers.questions.turns import dialogue_of, turns_of
from assay.readers.rows.values import Record, text_of
from assay.readers.tables.table import Table


class Messages:
    """A conversation a row; its last answer, where it ends in one, is the reference."""

    name: ClassVar[str] = "messages"

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        self.fields, self.identity, self.reference = fields, options.id or fields["id"], options.reference

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Text | None:
        """By its messages."""
        if options.prompt is not None or not table.is_kind("messages", list):
            return None
        return say("readers.why-fields", fields=["messages[].role", "messages[].content"], tool="OpenAI")

    def dialogue(self, record: Record) -> Dialogue:
        """One conversation."""
        turns = turns_of(record.get(self.fields["messages"]))
        chat = dialogue_of(turns, text_of(record.get(self.identity)), text_of(record.get(self.fields["system"])))
        return chat.answered(record, self.reference)
