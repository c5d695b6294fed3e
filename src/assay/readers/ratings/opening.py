"""The tables in which a source says what people said."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from assay.frozen import frozen
from assay.readers.files.content import Content
from assay.readers.files.digest import digest_of
from assay.readers.files.locate import locate
from assay.readers.tables import open_table
from assay.readers.tables.memory import table_of
from assay.readers.tables.table import Table

_ZIP = b"PK\x03\x04"


@frozen
class Opened:
    """One table of what people said, and what its source says of itself."""

    path: str
    table: Table
    sha256: str | None = None


def opened_in(source: object) -> Iterator[Opened]:
    """Every table of a source: a path, or rows and tables as values."""
    if not isinstance(source, str | os.PathLike):
        yield Opened("", table_of(source))
        return
    path = os.fspath(source)
    for content in locate(path).contents:
        digest = digest_of([content])
        for table in _tables(content):
            yield Opened(content.name, table, digest())


def _tables(content: Content) -> Sequence[Table]:
    if content.head[:4] == _ZIP:
        from assay.readers.ratings.workbook import sheets_of

        return sheets_of(content)
    return [open_table(content)]
