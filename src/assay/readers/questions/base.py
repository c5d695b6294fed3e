"""What a form of data is: a row in, a chat out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import ClassVar, Protocol, runtime_checkable

from assay.core.asking import Message
from assay.core.messages import Text
from assay.frozen import frozen
from assay.readers.questions.options import AskOptions
from assay.readers.rows.values import Record, texts_of
from assay.readers.tables.table import Table


@frozen
class Dialogue:
    """One row: the turns before the answer, and what that should be, in as many wordings as there are. `text` is a row
    that is no chat but a document.
    """

    turns: tuple[Message, ...] = ()
    references: tuple[str, ...] = ()
    id: str | None = None
    text: str | None = None

    def answered(self, record: Record, column: str | None) -> Dialogue:
        """The same with the references of a column that somebody names; as it is where nobody does."""
        return self if column is None else replace(self, references=tuple(texts_of(record.get(column))))


@frozen
class Fields:
    """What a file's fields are called, where somebody says: our names to the file's. `tags` are those within a turn."""

    names: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.names.get(name, name)

    def tag(self, name: str, usual: str) -> str:
        """What a turn calls one of its parts or its speakers."""
        return self.tags.get(name, usual)


@runtime_checkable
class Form(Protocol):
    """One form of data. Written in a file of its own, with a line in the table of forms."""

    name: ClassVar[str]

    def __init__(self, table: Table, options: AskOptions, fields: Fields) -> None:
        """For one file. Raises InputError where that has no such field."""
        ...

    @classmethod
    def recognise(cls, table: Table, options: AskOptions) -> Text | None:
        """Why the file has this form, in one sentence; None where it has not. Looks at the head only."""
        ...

    def dialogue(self, record: Record) -> Dialogue:
        """One row; raises BadRow where it cannot be asked."""
        ...
