"""Data sets in ShareGPT's form: conversations of from and value."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.messages import conversation_row
from assay.readers.rows.parts import Part, part_of
from assay.readers.tables.table import Table


class ShareGPT:
    """Training or reference data; the last answer of each conversation is what should be said."""

    name: ClassVar[str] = "sharegpt"
    rank: ClassVar[int] = 5
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its conversations."""
        if not table.is_kind("conversations", list):
            return None
        return say("readers.why-fields", fields=["conversations[].from", "conversations[].value"], tool="ShareGPT")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a conversation."""
        return part_of(table, lambda record: conversation_row(record, "conversations"))
