"""OpenCompass: predictions/{model}/{set}.json."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles
from assay.readers.tables.json_document import KEY
from assay.readers.tables.table import Table

_REFERENCES = ("gold", "refr", "reference", "references", "answer", "target")


class OpenCompass(FlatReader):
    """An object of rows by number; the reference's name differs between its releases."""

    name: ClassVar[str] = "opencompass"
    tool: ClassVar[str] = "OpenCompass"
    fields: ClassVar[tuple[str, ...]] = (KEY, "origin_prompt", "prediction")
    roles: ClassVar[Roles] = Roles(KEY, ("origin_prompt",), "prediction")

    def recognise(self, table: Table) -> Text | None:
        """By its fields: rows by number, each with a prompt and a prediction."""
        if table.form != "json" or not table.has(*self.fields):
            return None
        return say("readers.why-by-number", fields=list(self.fields[1:]), tool=self.tool)

    def present(self, table: Table) -> Roles:
        """The roles, with the reference as this release calls it."""
        reference = next((name for name in _REFERENCES if name in table.names), None)
        return replace(super().present(table), reference=reference)
