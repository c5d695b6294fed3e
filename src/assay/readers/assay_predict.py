"""What `assay predict` writes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from assay.readers.base import ReadOptions
from assay.readers.files.made import note_of, settings_beside
from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles
from assay.readers.rows.parts import Part
from assay.readers.tables.table import Table


class Predictions(FlatReader):
    """A row a question, with what the model said and how that ended. Its likelihoods have a reader of their own."""

    name: ClassVar[str] = "assay-predictions"
    tool: ClassVar[str] = "assay predict"
    fields: ClassVar[tuple[str, ...]] = ("id", "prompt", "prediction", "finish")
    roles: ClassVar[Roles] = Roles("id", ("prompt",), "prediction", "reference")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The rows, with how they were made."""
        part, settings = super().read(table, options), settings_beside(table.file)
        return replace(part, settings=settings, notes=(*part.notes, *note_of(settings)))
