"""Data in Alpaca's form: instruction, input, output."""

from __future__ import annotations

from typing import ClassVar

from assay.core.asking import Message
from assay.core.messages import Text, say
from assay.readers.questions.base import Dialogue, Fields
from assay.readers.questions.options import AskOptions
from assay.readers.rows.values import BadRow, Record, listed, text_of, texts_of
from assay.readers.tables.table import Table


class Alpaca:
    """An instruction a row, with its input behind it on a line of its own, as LLaMA-Factory puts them; `history` holds
    the turns before it, as pairs.
    """

    name: ClassVar[str] = "alpaca"

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        self.fields, self.identity = fields, options.id or fields["id"]
        self.reference = options.reference or fields["output"]

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Text | None:
        """By its fields."""
        if options.prompt is not None or not table.has("instruction", "output"):
            return None
        return say("readers.why-fields", fields=["instruction", "output"], tool="Alpaca")

    def dialogue(self, record: Record) -> Dialogue:
        """One instruction."""
        parts = [text_of(record.get(self.fields[name])) for name in ("instruction", "input")]
        asked = "\n".join(part for part in parts if part)
        if not asked:
            raise BadRow("predict.row-no-prompt", field=self.fields["instruction"])
        system = text_of(record.get(self.fields["system"]))
        turns = [Message("system", system)] if system else []
        turns += _history(record.get(self.fields["history"]))
        references = tuple(texts_of(record.get(self.reference)))
        return Dialogue((*turns, Message("user", asked)), references, text_of(record.get(self.identity)))


def _history(value: object) -> list[Message]:
    turns: list[Message] = []
    for pair in listed(value) or ():  # type: ignore[attr-defined]  # what is no list is refused below
        asked = listed(pair)
        if not isinstance(asked, list | tuple) or len(asked) != 2:
            raise BadRow("predict.row-history")
        turns += [Message("user", text_of(asked[0]) or ""), Message("assistant", text_of(asked[1]) or "")]
    return turns
