"""The page's pieces of HTML, filled with values that are escaped on the way in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from assay.core.packaged import packaged
from assay.renderers.said.safety import many_lines

if TYPE_CHECKING:
    from assay.renderers.said.block import Block, Table
    from assay.renderers.said.view import View

# Not Jinja: importing it and compiling a page of this size took 130 ms, a third of a cold `assay eval`.
_MARK = "<!-- fragment "
NOTHING = Markup("")


def fill(fragment: str, **values: object) -> Markup:
    """The piece of templates/report.html called `fragment`. Every value is escaped, and its control codes are shown,
    unless it is Markup, which only this module and the drawings make.
    """
    escaped = {name: safe(value) for name, value in values.items()}
    return Markup(_fragments()[fragment].format(**escaped))  # noqa: S704 - the package's own file, filled with what is escaped


def safe(value: object) -> Markup:
    """A value as text of the page; nothing for None."""
    if isinstance(value, Markup):
        return value
    return Markup("") if value is None else escape(many_lines(str(value)))


def joined(parts: Iterable[Markup]) -> Markup:
    """The pieces one after the other."""
    return Markup("").join(parts)


def html_section(name: str, title: str, *content: Markup) -> Markup:
    """A section of the page; nothing where it is empty."""
    return fill("section", id=name, title=title, content=joined(content)) if any(content) else NOTHING


def block_section(block: Block, place: int) -> Markup:
    """A block as a section."""
    name = f"{block.name}-{place}"
    notes = joined(note(text, point=place in block.points) for place, text in enumerate(block.sentences))
    drawn = None if block.drawing is None else block.drawing()
    told = block.table is None or (drawn is not None and block.says_all)
    table = NOTHING if told or block.table is None else table_html(block.table, name)
    return html_section(name, block.title, notes, drawn or NOTHING, table)


def table_html(table: Table, name: str) -> Markup:
    """A table; `name` is its place on the page."""
    head = joined(fill("head-number" if j in table.numeric else "head", text=text) for j, text in enumerate(table.head))
    rows = joined(
        fill(
            "row",
            cells=joined(fill("number" if j in table.numeric else "cell", text=cell) for j, cell in enumerate(row)),
        )
        for row in table.rows
    )
    return fill("table", id=name, style="", head=head, rows=rows)


def note(text: str, *, point: bool = False) -> Markup:
    """A sentence; nothing where it is empty. A `point` stands out from what explains it."""
    return fill("point" if point else "note", text=text) if text else NOTHING


def worded(view: View, *names: str) -> dict[str, str]:
    """The words of those names."""
    return {name: view.words(f"renderers.{name}") for name in names}


@cache
def _fragments() -> dict[str, str]:
    pieces = packaged("renderers", "page/templates/report.html").split(_MARK)[1:]
    return dict(_named(piece) for piece in pieces)


def _named(piece: str) -> tuple[str, str]:
    name, _, html = piece.partition(" -->\n")
    return name, html.removesuffix("\n")
