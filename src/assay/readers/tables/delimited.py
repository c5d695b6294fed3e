"""CSV and TSV, with or without a header. A row that does not fit is set aside, and what it swallowed is read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from assay.core.messages import say
from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.cells import Rows, rows_of
from assay.readers.tables.dialect import Dialect
from assay.readers.tables.gather import Columns, Gather
from assay.readers.tables.table import HEAD_ROWS, Table
from assay.text.patterns import pattern

_BLOCK_ROWS = 1 << 11
_UNDECODABLE = pattern("[\udc80-\udcff]")


class Delimited(Table):
    """A file of cells; every one is a text."""

    def __init__(self, content: Content, dialect: Dialect) -> None:
        super().__init__()
        self.content = content
        self.path = content.name
        self.file = content.path
        self.dialect = dialect
        self.form: Literal["csv", "tsv"] = "tsv" if dialect.delimiter == "\t" else "csv"
        self.names = dialect.names
        self.head = [record for _, record in islice(self.records(), HEAD_ROWS)]
        self.skipped.clear()
        if not dialect.header:
            self.notes.append(say("readers.no-header", names=list(self.names)))

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every good row with the line it begins in."""
        for first, rows in self._sound():
            for line, cells in enumerate(rows, first):
                yield line, dict(zip(self.names, cells, strict=True))

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The columns."""
        gather = Gather([*texts, *lazy], values)
        position = {name: self.names.index(name) for name in (*gather.texts, *values)}
        block: list[list[str]] = []
        for first, rows in self._sound():
            gather.lines.add(first, len(rows))
            block.extend(rows)
            if len(block) >= _BLOCK_ROWS:
                gather.add(_turned(block, position))
                block.clear()
                self.check(len(gather.lines))
        if block:
            gather.add(_turned(block, position))
        return gather.done()

    def _sound(self) -> Iterator[tuple[int, Sequence[list[str]]]]:
        """Runs of good rows, each with its first line; the others are set aside."""
        for rows in rows_of(self.content, self.dialect):
            alone = _one_by_one(rows) if rows.undecodable else [rows]
            for run in alone:
                bad = self._fault(run, look_at_text=rows.undecodable)
                if bad is None:
                    yield run.first, run.cells
                else:
                    self.set_aside(run.first, bad)

    def _fault(self, rows: Rows, *, look_at_text: bool) -> BadRow | None:
        """What is wrong with rows, if anything."""
        if rows.unclosed:
            return BadRow("readers.row-quote")
        found = len(rows.cells[0])
        if found != len(self.names):
            return BadRow("readers.row-cells", found=found, expected=len(self.names))
        if look_at_text and any(map(_UNDECODABLE.search, rows.cells[0])):
            return BadRow("readers.row-not-utf8-cell")
        return None


def _one_by_one(rows: Rows) -> list[Rows]:
    return [Rows(line, [cells], rows.unclosed) for line, cells in enumerate(rows.cells, rows.first)]


def _turned(rows: Sequence[list[str]], position: dict[str, int]) -> dict[str, Sequence[object]]:
    columns = list(zip(*rows, strict=True))
    return {name: columns[at] for name, at in position.items()}
