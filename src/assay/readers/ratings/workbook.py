"""Excel workbooks of ratings: a sheet an example, or a sheet with all of them; the head may stand below other text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from assay.core.errors import InputError
from assay.readers.files.content import Content
from assay.readers.ratings.names import are_preferences
from assay.readers.tables.table import RecordTable, Table

_LONGEST_NAME = 40  # characters of a column's name
_LONG_TEXT = 30  # characters on average, from which a column without a name holds outputs


def sheets_of(content: Content) -> Sequence[Table]:
    """The sheets that hold rows below a head, as one table; the sheet's name is the example's id where there are
    several and no column is one.

    Raises InputError where the library that reads workbooks is not there, or the file is none.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise InputError("readers.workbook-extra", path=content.name) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.whole()))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("readers.damaged-archive", path=content.name) from error
    rows = {name: _records(cells) for name, cells in sheets.items()}
    filled = {name: found for name, found in rows.items() if found}
    several = len(filled) > 1
    records = [{**({"id": name} if several else {}), **row} for name, found in filled.items() for row in found]
    table = RecordTable(content.name, "zip", records)
    table.file = content.path
    return [table]


def _records(cells: list[list[Any]]) -> list[dict[str, Any]]:
    """The rows below the head: the last row of short texts above the first run of rows with numbers in its columns; of
    a sheet without numbers, the row that names two outputs.
    """
    rows = range(len(cells) - 1)
    numbered = (at for at in rows if _is_head(cells[at], cells[at + 1]))
    head = next(numbered, next((at for at in rows if are_preferences(list(map(str, cells[at])))), None))
    if head is None:
        return []
    body = [row for row in cells[head + 1 :] if any(cell not in ("", None) for cell in row)]
    names = _names(cells[head], body)
    return [{name: cell for name, cell in zip(names, row, strict=False) if name} for row in body]


def _is_head(row: Sequence[object], below: Sequence[object]) -> bool:
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    short = len(texts) > 1 and all(len(cell) <= _LONGEST_NAME for cell in texts)
    return short and any(
        isinstance(name, str) and name.strip() and isinstance(cell, int | float) and not isinstance(cell, bool)
        for name, cell in zip(row, below, strict=False)
    )


def _names(head: Sequence[object], body: Sequence[Sequence[object]]) -> list[str]:
    """The head's; a column without a name that holds long texts is the outputs, one of short ones the models."""
    names: list[str] = []
    for at, cell in enumerate(head):
        texts = [str(row[at]) for row in body if at < len(row) and isinstance(row[at], str) and str(row[at]).strip()]
        if str(cell).strip():
            names.append(str(cell).strip())
        elif not texts:
            names.append("")
        else:
            long = sum(map(len, texts)) > _LONG_TEXT * len(texts)
            name = "output" if long else "system"
            names.append("" if name in names else name)
    return names
