"""A part of a report as every form can show it: sentences, and a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markupsafe import Markup


class Table(NamedTuple):
    """A head and rows of cells, none of them escaped. The columns of `numeric` stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


class Block(NamedTuple):
    """A part of the report: sentences, and a table below them where there is one. `name` is its place on the page;
    `brief` is the table for where there is little room, None where it is the same, and `drawing` draws what pages alone
    can show; `says_all` is whether it has every figure of the table, which a page then leaves out. `points` are the
    places of the sentences that matter most: what those behind them explain.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    table: Table | None = None
    brief: Table | None = None
    drawing: Callable[[], Markup | None] | None = None
    says_all: bool = False
    points: frozenset[int] = frozenset()
