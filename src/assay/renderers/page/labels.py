"""The confusion matrix as the page shows it: with figures, or as a map where there are too many classes."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from assay.core.report import Confusion
from assay.renderers.drawing import heat, heat_map
from assay.renderers.figures import count
from assay.renderers.safety import one_line
from assay.renderers.tables import Table, cells_of, confused_table, prediction_names
from assay.renderers.view import View
from assay.text.width import cut

CLASSES = 20
CONFUSIONS = 15
LABEL = 24  # columns; the classes' own table has every label whole


class Cell(NamedTuple):
    """A count with the style of its heat."""

    shown: str
    style: str


class Matrix(NamedTuple):
    """`rows` are empty, and `map` is there, where the classes are too many. `errors` are the most frequent ones."""

    n: int
    predictions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    map: Markup | None
    errors: Table


def matrix_of(view: View) -> Matrix | None:
    """None where outputs are not labels."""
    confusion = view.report.confusion
    if confusion is None:
        return None
    n = len(confusion.labels)
    return Matrix(
        n=n,
        predictions=tuple(cut(one_line(name), LABEL) for name in prediction_names(view, confusion)),
        rows=_rows(confusion) if n <= CLASSES else (),
        map=None if n <= CLASSES else heat_map(cells_of(confusion)),
        errors=confused_table(view, confusion, CONFUSIONS),
    )


def _rows(confusion: Confusion) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    counts = cells_of(confusion).tolist()
    return tuple(
        (
            cut(one_line(label), LABEL),
            tuple(Cell(count(cell), _style(i == j, cell, sum(row))) for j, cell in enumerate(row)),
        )
        for i, (label, row) in enumerate(zip(confusion.labels, counts, strict=True))
    )


def _style(right: bool, cell: int, whole: int) -> str:  # noqa: FBT001 - the diagonal or not
    return f"{'right' if right else 'wrong'} h{heat(cell, whole)}"
