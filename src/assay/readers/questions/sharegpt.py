"""Data in ShareGPT's form: conversations of from and value."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.questions.base import Dialogue, Fields
from assay.readers.questions.options import AskOptions
from assay.readers.questions.turns import dialogue_of, turns_of
from assay.readers.rows.values import BadRow, Record, text_of
from assay.readers.tables.table import Table

# The speakers' names that dataset_info.json may change, and whose part each speaks.
_TAGS = {
    "user_tag": ("human", "user"),
    "assistant_tag": ("gpt", "assistant"),
    "observation_tag": ("observation", "user"),
    "function_tag": ("function_call", "assistant"),
    "system_tag": ("system", "system"),
}


class ShareGPT:
    """A conversation a row; its last answer, where it ends in one, is the reference. The tags of a turn may have other
    names: LLaMA-Factory's dataset_info.json says which.
    """

    name: ClassVar[str] = "sharegpt"

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        self.fields, self.identity, self.reference = fields, options.id or fields["id"], options.reference
        self.role, self.content = fields.tag("role_tag", "from"), fields.tag("content_tag", "value")
        self.roles = {fields.tag(tag, usual): role for tag, (usual, role) in _TAGS.items()}

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Text | None:
        """By its conversations."""
        if options.prompt is not None or not table.is_kind("conversations", list):
            return None
        return say("readers.why-fields", fields=["conversations[].from", "conversations[].value"], tool="ShareGPT")

    def dialogue(self, record: Record) -> Dialogue:
        """One conversation."""
        spoken = record.get(self.fields["conversations"])
        named = [self._named(turn) for turn in spoken] if isinstance(spoken, list) else spoken
        turns = turns_of(named) if not self.fields.tags else turns_of(named, self.roles)
        chat = dialogue_of(turns, text_of(record.get(self.identity)), text_of(record.get(self.fields["system"])))
        return chat.answered(record, self.reference)

    def _named(self, turn: object) -> dict[str, object]:
        if not isinstance(turn, dict):
            raise BadRow("predict.row-no-speaker")
        role = turn.get(self.role, turn.get("role"))
        return {"role": role, "content": turn.get(self.content, turn.get("content"))}
