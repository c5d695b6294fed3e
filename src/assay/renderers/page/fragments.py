"""The page's pieces of HTML, filled with values that are escaped on the way in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from assay.core.packaged import packaged
from assay.renderers.safety import many_lines

# Not Jinja: importing it and compiling a page of this size took 130 ms, a third of a cold `assay eval`.
_MARK = "<!-- fragment "


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


@cache
def _fragments() -> dict[str, str]:
    pieces = packaged("renderers", "templates/report.html").split(_MARK)[1:]
    return dict(_named(piece) for piece in pieces)


def _named(piece: str) -> tuple[str, str]:
    name, _, html = piece.partition(" -->\n")
    return name, html.removesuffix("\n")
