"""Groups of examples beside a base: where the candidate got worse; as a sentence, a table and a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from assay.core.comparison import Comparison, SliceDifference
from assay.renderers.said.block import Block, Table
from assay.renderers.said.blocks.bases import base_name, places_of
from assay.renderers.said.figures import NOTHING, count, interval, signed
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View

if TYPE_CHECKING:
    from markupsafe import Markup

SLICES = 30


def slices(view: View, comparison: Comparison) -> Block:
    """The groups, those first that are most surely worse."""
    words = view.words
    ordered = sorted(comparison.slices, key=lambda one: 2.0 if one.p_worse is None else one.p_worse)[:SLICES]
    head = ("slice", "support", "difference", "interval", "p-worse", "outcome")
    rows = tuple(_row(view, one) for one in ordered)
    table = Table(tuple(words(f"renderers.{name}") for name in head), rows, frozenset({1, 2, 3, 4}))
    worse = words("renderers.slices-worse", n=sum(one.worse for one in comparison.slices))
    return Block(
        *("slices", words("renderers.slices", base=base_name(view, comparison)), (worse,), table),
        drawing=partial(_drawing, view, ordered, table),
        says_all=True,
    )


def _drawing(view: View, ordered: Sequence[SliceDifference], table: Table) -> Markup:
    from assay.renderers.page.drawings.slices import drawn_slices  # only pages draw

    return drawn_slices(view, ordered, table.rows)


def _row(view: View, one: SliceDifference) -> tuple[str, ...]:
    """Group, examples, difference, interval, p, outcome."""
    found, places = one.difference, places_of(one.difference)
    tested = "is-open" if one.p_worse is not None else "too-few"
    return (
        Quoted(f"{one.column} = {one.value}"),
        count(one.n),
        signed(found.value, places),
        interval(found.low, found.high, places),
        NOTHING if one.p_worse is None else f"{one.p_worse:.4f}",
        view.words(f"renderers.{'is-worse' if one.worse else tested}"),
    )
