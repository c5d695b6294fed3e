"""Any table: columns are taken by their names."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.flat import with_notes
from assay.readers.rows.flat_reader import FlatReader, named
from assay.readers.rows.names import Roles, roles_of
from assay.readers.rows.parts import Part
from assay.readers.rows.values import text_of
from assay.readers.tables.delimited import Delimited
from assay.readers.tables.table import Table


class Generic(FlatReader):
    """CSV, TSV, JSON, JSONL, Parquet and Arrow of nobody in particular."""

    name: ClassVar[str] = "generic"
    tool: ClassVar[str] = ""
    fields: ClassVar[tuple[str, ...]] = ()
    roles: ClassVar[Roles] = Roles()
    rank: ClassVar[int] = 3

    def recognise(self, table: Table) -> Text | None:
        """Every table, with the columns that were taken."""
        return _why(_roles(table, ReadOptions()))

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The columns by the user's names, then by the aliases; raises InputError where none has a role."""
        roles = named(_roles(table, options), table, options)
        return with_notes(self.read_roles(table, roles, options), *_notes(roles, options))


def _roles(table: Table, options: ReadOptions) -> Roles:
    if isinstance(table, Delimited) and not table.dialect.header:
        return _without_header(table)
    return roles_of(table.names, of_references=options.role == "references")


def _without_header(table: Table) -> Roles:
    """Of a file without names: the column whose few values come back is the label, else the last is the reference; the
    longest of the others is the prompt. A column that never changes is neither.
    """
    distinct = {name: {text_of(record[name]) for record in table.head} for name in table.names}
    varied = [name for name in table.names if len(distinct[name]) > 1] or list(table.names)
    repeated = [name for name in varied if len(distinct[name]) * 4 <= len(table.head)]
    reference = min(repeated, key=lambda name: len(distinct[name]), default=varied[-1])
    others = [name for name in varied if name != reference]
    length = {name: sum(len(text or "") for text in distinct[name]) for name in others}
    return Roles(prompt=(max(others, key=length.__getitem__),) if others else (), reference=reference)


def _why(roles: Roles) -> Text:
    if roles.prediction is not None and roles.reference is not None:
        return say("readers.why-both", prediction=roles.prediction, reference=roles.reference)
    if roles.reference is not None:
        return say("readers.why-reference", reference=roles.reference)
    if roles.prediction is not None:
        return say("readers.why-prediction", prediction=roles.prediction)
    return say("readers.why-columns")


def _notes(roles: Roles, options: ReadOptions) -> list[Text]:
    """What was chosen where more than one column could have been meant."""
    rivals = [name for name in roles.rivals if name not in roles.used]
    notes = []
    if rivals and options.prediction is None and roles.prediction is not None:
        notes.append(say("readers.rivals", prediction=roles.prediction, rivals=rivals[:6]))
    return notes
