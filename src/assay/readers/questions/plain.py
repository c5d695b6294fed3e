"""Data whose columns are the prompt and the reference, by whatever names."""

from __future__ import annotations

from typing import ClassVar

from assay.core.asking import Message
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.questions.base import Dialogue, Fields
from assay.readers.questions.options import AskOptions
from assay.readers.questions.turns import dialogue_of, turns_of
from assay.readers.rows.names import Roles, roles_of
from assay.readers.rows.values import BadRow, Record, listed, role_of, text_of, texts_of
from assay.readers.tables.table import Table, shown_names


class Plain:
    """A prompt a row; a prompt may be the messages of a chat."""

    name: ClassVar[str] = "plain"

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        roles = _roles(table, options)
        if not roles.prompt:
            raise InputError("predict.no-prompt", path=table.path, names=shown_names(table))
        self.identity, self.prompt, self.reference = roles.identity, roles.prompt, roles.reference

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Text | None:
        """Whatever else it may be."""
        return say("readers.why-columns")

    def dialogue(self, record: Record) -> Dialogue:
        """One prompt."""
        own = None if self.identity is None else text_of(record.get(self.identity))
        references = tuple(texts_of(record.get(self.reference))) if self.reference else ()
        first = listed(record.get(self.prompt[0]))
        if isinstance(first, list) and first and role_of(first[0]) is not None:
            chat = dialogue_of(turns_of(first), own)
            return Dialogue(chat.turns, references or chat.references, own)
        asked = "\n".join(part for name in self.prompt if (part := text_of(record.get(name))))
        if not asked:
            raise BadRow("predict.row-no-prompt", field=self.prompt[0])
        return Dialogue((Message("user", asked),), references, own)


def _roles(table: Table, options: AskOptions) -> Roles:
    """By the names; those that the user gives come first. What a model said earlier is no part of the question."""
    found = roles_of(table.names)
    prompt = (options.prompt,) if options.prompt else found.prompt
    reference = options.reference or (found.reference if found.reference not in prompt else None)
    if reference is None and found.prediction not in {None, *prompt}:
        reference = found.prediction  # a data set calls its answers so: "output", "response"
    return Roles(options.id or found.identity, tuple(name for name in prompt if name != reference), None, reference)
