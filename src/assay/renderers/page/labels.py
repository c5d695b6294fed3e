"""The classes on the page, and their confusions: with figures, or as a map where there are too many classes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assay.core.arrays import IntArray
from assay.core.report import Confusion
from assay.frozen import frozen
from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import NOTHING, fill, html_section, joined, note, table_html, worded
from assay.renderers.said.block import Table
from assay.renderers.said.figures import count
from assay.renderers.said.labels import SHARES, ClassLine, cells_of, class_lines, confused_table, prediction_names
from assay.renderers.said.safety import one_line
from assay.renderers.said.view import View
from assay.text.width import cut

CLASSES = 25  # in the table of classes, before it is folded
SQUARE = 20  # classes of a matrix with figures
LEVELS = 8  # of the heat map, besides empty
CONFUSIONS = 15
LABEL = 24  # columns; the classes' own table has every label whole


@frozen
class Cell:
    """A count with the style of its heat."""

    shown: str
    style: str


@frozen
class Matrix:
    """`rows` are empty, and `map` is there, where the classes are too many. `errors` are the most frequent ones."""

    n: int
    predictions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    map: Markup | None
    errors: Table


def labels(view: View) -> Markup:
    """The section of the confusion matrix beside that of the classes."""
    matrix = matrix_of(view)
    confusion = NOTHING if matrix is None else _confusion(view, matrix)
    return fill("pair", sections=confusion + _classes(view)) if confusion else _classes(view)


def _confusion(view: View, matrix: Matrix) -> Markup:
    title = view.words("renderers.confusion")
    if matrix.map is not None:
        most = note(view.words("renderers.most-confused", n=matrix.n))
        return html_section("confusion", title, most, matrix.map, table_html(matrix.errors, "confusion"))
    head = fill("corner", text=view.words("renderers.corner")) + joined(
        fill("head", text=name) for name in matrix.predictions
    )
    rows = joined(
        fill(
            "row",
            cells=fill("side", text=label) + joined(fill("heat", style=cell.style, count=cell.shown) for cell in cells),
        )
        for label, cells in matrix.rows
    )
    return html_section("confusion", title, fill("table", id="confusion", style="matrix", head=head, rows=rows))


def _classes(view: View) -> Markup:
    words, whole = view.words, len(view.report.classes or ())
    lines = class_lines(view, CLASSES)
    if not lines:
        return NOTHING
    drawn = _drawn_classes(view, lines)
    if whole == len(lines):
        return html_section("classes", words("renderers.classes"), drawn)
    weakest = note(words("renderers.weakest-here", shown=len(lines), n=whole))
    every = _class_table(view, class_lines(view), "all-classes")
    folded = fill("folded", id="all-classes", title=words("renderers.all-classes"), content=every)
    return html_section("classes", words("renderers.classes"), weakest, drawn, folded)


def _drawn_classes(view: View, lines: Iterable[ClassLine]) -> Markup:
    heads = worded(view, "class", "support", "precision", "recall", "f1")
    return fill("classes", **heads, axis=bars.axis(SHARES), rows=joined(map(_drawn_class, lines)))


def _drawn_class(line: ClassLine) -> Markup:
    numbers = joined(
        fill("drawn", value=value, ends=ends, bar=None if mark.value is None else bars.interval_bar(mark))
        for (value, ends), mark in zip(line.numbers, line.marks, strict=True)
    )
    return fill("class", label=line.label, support=line.support, numbers=numbers)


def _class_table(view: View, lines: Iterable[ClassLine], name: str) -> Markup:
    columns = worded(view, "support", "precision", "recall", "f1").values()
    head = fill("head", text=view.words("renderers.class")) + joined(fill("head-number", text=text) for text in columns)
    return fill("table", id=name, style="", head=head, rows=joined(map(_class_row, lines)))


def _class_row(line: ClassLine) -> Markup:
    numbers = joined(fill("ends", value=value, ends=ends) for value, ends in line.numbers)
    return fill("row", cells=fill("side", text=line.label) + fill("number", text=line.support) + numbers)


def matrix_of(view: View) -> Matrix | None:
    """None where outputs are not labels."""
    confusion = view.report.confusion
    if confusion is None:
        return None
    n = len(confusion.labels)
    return Matrix(
        n=n,
        predictions=tuple(cut(one_line(name), LABEL) for name in prediction_names(view, confusion)),
        rows=_rows(confusion) if n <= SQUARE else (),
        map=None if n <= SQUARE else heat_map(cells_of(confusion)),
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


def heat(count: int, whole: int) -> int:
    """The level 0..LEVELS of a cell: its share of its row; 0 is empty, and every example shows."""
    return 0 if count == 0 else max(1, round(LEVELS * count / whole))


def heat_map(cells: IntArray) -> Markup:
    """The whole matrix (K, M), a square a cell, for more classes than have room for figures."""
    rows, columns = cells.shape
    squares = "".join(
        _square(i, j, heat(count, sum(row)))
        for i, row in enumerate(cells.tolist())
        for j, count in enumerate(row)
        if count
    )
    return Markup(f'<svg class="map" viewBox="0 0 {columns} {rows}" aria-hidden="true">{squares}</svg>')  # noqa: S704 - numbers only


def _square(i: int, j: int, level: int) -> str:
    return f'<rect class="{"right" if i == j else "wrong"} h{level}" x="{j}" y="{i}" width="1" height="1"/>'
