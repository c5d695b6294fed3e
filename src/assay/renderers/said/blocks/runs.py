"""The other runs of the recipe: how far they vary; as sentences and a table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from assay.core.percent import percent
from assay.core.stability import Stability
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import NOTHING, decimals, figure, probability
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View

if TYPE_CHECKING:
    from markupsafe import Markup


def blocks(view: View) -> list[Block]:
    """One; none without other runs."""
    found = view.report.stability
    return [] if found is None else [_over_runs(view, found)]


def _over_runs(view: View, found: Stability) -> Block:
    words, report = view.words, view.report
    rows = []
    for name, values in found.values.items():
        estimate = report.estimates.get(name)
        if estimate is None:
            continue
        places = decimals(estimate)
        known = [value for value in values if value is not None]
        spread = figure(max(known) - min(known), places) if len(known) > 1 else NOTHING
        rows.append((words.heading(estimate), *(figure(value, places) for value in values), spread))
    runs = tuple(str(place + 1) for place in range(len(found.sources)))
    head = (words("renderers.metric"), *runs, words("renderers.spread"))
    table = Table(head, tuple(rows), frozenset(range(1, len(head)))) if rows else None
    return Block(
        "stability",
        words("renderers.stability", n=len(found.sources)),
        tuple(_stable(view, found)),
        table,
        drawing=partial(_drawing, view, found),
    )


def _drawing(view: View, found: Stability) -> Markup | None:
    from assay.renderers.page.drawings.runs import drawn_runs  # only pages draw

    return drawn_runs(view, found)


def _stable(view: View, found: Stability) -> Iterator[str]:
    words = view.words
    if found.fluctuation is not None:
        middle, estimate = (max(found.runs) + min(found.runs)) / 2.0, view.report.estimates.get(found.metric)
        values = {
            "middle": figure(middle, 4 if estimate is None else decimals(estimate)),
            "fluctuation": percent(found.fluctuation),
            "low": percent(found.low or 0),
            "high": percent(found.high or 0),
        }
        yield words(f"renderers.fluctuation-{found.scale}", metric=words.of(found.title) or found.metric, **values)
    if found.noise is not None:
        yield words("renderers.noise-floor", noise=percent(found.noise), p=probability(found.p))
    for place, source in enumerate(found.sources, 1):
        yield f"{place}: {Quoted(source)}" if source else f"{place}"
