"""The examples as a table for a spreadsheet, one row each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import ClassVar

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.report import Report
from assay.renderers.said.rows import Alone, Rows, prediction_of
from assay.renderers.said.safety import many_lines
from assay.text.patterns import pattern

# What a spreadsheet takes for the beginning of a formula, full width included; a plain number is none.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = pattern(r"[+-]?\d+([.,]\d+)*$")


class TableRenderer:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets show Chinese; lines end in CR LF (RFC 4180).

    Columns: id, reference (reference2, ... where there are several), prediction, the label it was read as and whether
    that is correct where outputs are labels, how it changed against each base, then each metric's value of the example
    alone, empty where it has none.
    A text that a spreadsheet would run as a formula is kept from it by an apostrophe.
    """

    name: ClassVar[str] = "table"
    filename: ClassVar[str] = "examples.csv"

    def render(self, report: Report) -> str:
        """The table; its head alone where the report has no examples."""
        written = StringIO()
        written.write("\ufeff")
        csv.writer(written).writerows(_rows(Rows(report)))
        return written.getvalue()


def harmless(text: str | None) -> str:
    """A text that no spreadsheet runs; empty where there is none."""
    shown = many_lines(text or "")
    if shown.lstrip(" ").startswith(_FORMULA) and not _NUMBER.match(shown):
        return f"'{shown}"
    return shown


def _rows(rows: Rows) -> Iterator[list[str]]:
    examples = rows.examples
    alone = _telling(rows)
    columns = [] if examples is None else list(_columns(examples, rows))
    head = [name for name, _ in columns] or ["id"]
    yield [*map(harmless, head), *(harmless(one.measured.name) for one in alone)]
    yield from map(list, zip(*(cells for _, cells in columns), *(_shown(one.values) for one in alone), strict=True))


def _columns(examples: Examples, rows: Rows) -> Iterator[tuple[str, list[str]]]:
    n = range(len(examples))
    yield "id", [str(row + 1) for row in n] if examples.ids is None else [harmless(examples.id_of(row)) for row in n]
    for position, column in enumerate(examples.references, 1):
        yield "reference" if position == 1 else f"reference{position}", _cells(column)
    if examples.predictions is not None:
        yield "prediction", _cells(examples.predictions)
    elif examples.prediction_sets is not None:
        yield "prediction", [harmless(prediction_of(examples, row)) for row in n]
    if rows.labels is not None:
        yield "label", _cells(rows.labels)
    if rows.correct is not None:
        yield "correct", ["true" if right else "false" for right in rows.correct.tolist()]
    for name, changes in rows.changes:
        yield f"against {name}", changes


def _cells(column: Column) -> list[str]:
    """The texts of a column, each distinct one made harmless once."""
    shown = [*map(harmless, column.values), ""]
    return [shown[code] for code in column.codes.tolist()]


def _telling(rows: Rows) -> list[Alone]:
    """The metrics that say more of one example than whether it is correct."""
    if rows.correct is None:
        return rows.alone
    correct = rows.correct.astype(np.float64)
    return [one for one in rows.alone if not np.array_equal(one.values, correct)]


def _shown(values: np.ndarray) -> list[str]:
    return ["" if value != value else f"{value:.6g}" for value in values.tolist()]  # noqa: PLR0124 - NaN is empty
