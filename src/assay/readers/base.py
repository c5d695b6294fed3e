"""What a reader is: one tool's file in, examples out."""

from __future__ import annotations

from typing import ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from assay.core.messages import Text
from assay.frozen import frozen
from assay.readers.rows.parts import Part
from assay.readers.tables.table import Table

Role: TypeAlias = Literal["candidate", "base", "references"]


@frozen
class ReadOptions:
    """What the user says about a file; everything left out is found out.

    `format` names a reader. The column names override the aliases. `role` is "references" for a file that is joined to
    another: there, an output is what should have been said; "base" for one that is judged by another's references.
    """

    format: str | None = None
    id: str | None = None
    prompt: str | None = None
    prediction: str | None = None
    reference: str | None = None
    probability: str | None = None
    role: Role = "candidate"

    @property
    def names_columns(self) -> bool:
        """Whether a prediction or a reference column is named: such a file is read as the user says."""
        return self.prediction is not None or self.reference is not None


@runtime_checkable
class Reader(Protocol):
    """One tool's files. Written in a file of its own, with a line in the table of readers.

    `rank` orders those that recognise files of one folder, the lower the better; where `one_run` is true, each file is
    a run of its own and two of them are not put together.
    """

    name: ClassVar[str]
    rank: ClassVar[int]
    one_run: ClassVar[bool]

    def recognise(self, table: Table) -> Text | None:
        """Why this is the tool's file, in one sentence; None where it is not. Looks at the head only."""
        ...

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The examples. Raises InputError where there are none to be had, and says what the file is instead."""
        ...
