"""Data sets in Alpaca's form: instruction, input, output."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text
from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles, roles_of
from assay.readers.tables.table import Table


class Alpaca(FlatReader):
    """Training or reference data; the output is what should be said."""

    name: ClassVar[str] = "alpaca"
    tool: ClassVar[str] = "Alpaca"
    fields: ClassVar[tuple[str, ...]] = ("instruction", "output")
    roles: ClassVar[Roles] = Roles("id", ("instruction", "input"), None, "output")
    rank: ClassVar[int] = 5

    def recognise(self, table: Table) -> Text | None:
        """By its fields, where nothing else beside them could be the prediction or the reference."""
        roles = roles_of(table.names)
        alone = roles.prediction == "output" and roles.reference is None and not roles.rivals
        return super().recognise(table) if alone else None
