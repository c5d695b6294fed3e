"""Plain text: one segment a line, beside another file with as many."""

from __future__ import annotations

from typing import ClassVar

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import NO_SOURCE, Part
from assay.readers.tables.lines import LINE
from assay.readers.tables.table import Table


class ParallelText:
    """Translations or summaries as sacreBLEU and fairseq take them. An empty line is an empty segment."""

    name: ClassVar[str] = "text"
    rank: ClassVar[int] = 4
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """A file that is neither JSON nor cells."""
        return say("readers.why-text") if table.form == "text" else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a line: what was said, or in a file of references what should have been."""
        columns = table.columns([LINE])
        column: Column = columns.texts[LINE]
        if options.role == "references":
            return Part(Examples(NO_SOURCE, references=(column,)), columns.lines)
        return Part(Examples(NO_SOURCE, predictions=column), columns.lines)
