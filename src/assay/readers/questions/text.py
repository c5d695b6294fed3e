"""Plain text: documents without a question."""

from __future__ import annotations

from typing import ClassVar

from assay.core.asking import Message
from assay.core.messages import Text as Sentence
from assay.core.messages import say
from assay.readers.questions.base import Dialogue, Fields
from assay.readers.questions.options import AskOptions
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.lines import LINE
from assay.readers.tables.table import Table


class Text:
    """A line is a prompt, or a document whose likelihood is asked for."""

    name: ClassVar[str] = "text"

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        pass

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Sentence | None:
        """A file that is neither JSON nor cells."""
        return say("predict.why-text") if table.form == "text" else None

    def dialogue(self, record: Record) -> Dialogue:
        """One line, or one piece of several lines; raises BadRow for an empty one."""
        text = record[LINE]
        if not text.strip():
            raise BadRow("predict.row-empty")
        return Dialogue((Message("user", text),), text=text)
