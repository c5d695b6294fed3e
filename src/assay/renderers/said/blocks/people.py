"""What people say: means, agreement, each rater, and metrics beside people; as sentences and tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assay.core.percent import percent
from assay.renderers.said.block import Block, Table
from assay.renderers.said.blocks.bases import base_name
from assay.renderers.said.blocks.beside_people import PLACES, beside_people, with_ends
from assay.renderers.said.blocks.preferences import blocks as preferences
from assay.renderers.said.figures import NOTHING, count, figure, interval, probability
from assay.renderers.said.safety import Quoted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from assay.core.people import Conduct, Dimension, Further, People
    from assay.renderers.said.view import View
MOST_RATERS, MOST_NEXT = 40, 5


def blocks(view: View) -> list[Block]:
    """All of them, in the order they are read."""
    people = view.report.people
    if people is None:
        return []
    return [
        *([_means(view, people)] if people.dimensions else []),
        *preferences(view, people),
        *_differences(view, people),
        *_raters(view, people),
        *beside_people(view, people),
    ]


def _means(view: View, people: People) -> Block:
    words = view.words
    counts = {"items": people.items, "raters": len(people.raters), "ratings": people.ratings}
    sentences = [
        words(f"renderers.people-rated{'-once' if len(people.raters) == 1 else ''}", **counts),
        words.of(people.how),
        *map(words.of, people.notes),
    ]
    if len(people.raters) > 1:
        sentences.append(words("renderers.people-intervals"))
    sentences += _further(view, people.further)
    head = ("dimension", "mean", "interval", "scale", "other-raters", "agreement", "within-one", "good")
    heads = tuple(words(f"renderers.people-{name}") for name in head)
    rows = tuple(_mean(view, people, one) for one in people.dimensions.values())
    brief = tuple((*row[:3], *row[4:6]) for row in (heads, *rows))
    table = Table(heads, rows, frozenset(range(1, len(heads))))
    return Block(
        *("people", words("renderers.people"), tuple(sentences)),
        table,
        Table(brief[0], brief[1:], frozenset({1, 2, 3, 4})),
        drawing=partial(_drawing, view, people),
    )


def _drawing(view: View, people: People) -> Markup:
    from assay.renderers.page.drawings.ratings import drawn_ratings  # only pages draw

    return drawn_ratings(view, people)


def _further(view: View, further: Further | None) -> Iterator[str]:
    """What to rate next."""
    if further is not None and further.apart:
        yield view.words("renderers.people-discuss", ids=[one_line(one) for one in further.apart[:MOST_NEXT]])
    if further is not None and further.drawn:
        drawn = [one_line(one) for one in further.drawn[:MOST_NEXT]]
        yield view.words("renderers.people-draw", ids=drawn, left=further.left)


def _mean(view: View, people: People, one: Dimension) -> tuple[str, ...]:
    agreement = people.agreement.get(one.name)
    return (
        view.words.of(one.title),
        figure(one.estimate.value, PLACES),
        interval(one.estimate.low, one.estimate.high, PLACES),
        f"{one.scale.low:g}–{one.scale.high:g}",
        interval(one.low, one.high, PLACES) or NOTHING,
        NOTHING if agreement is None else with_ends(agreement.alpha),
        NOTHING if agreement is None or agreement.within_one is None else percent(agreement.within_one.value or 0.0),
        percent(one.good),
    )


def _differences(view: View, people: People) -> Iterator[Block]:
    words = view.words
    head = ("people-dimension", "base", "candidate", "difference", "interval", "p")
    for place, by_dimension in people.differences.items():
        base = base_name(view, view.report.comparisons[place])
        rows = tuple(
            (
                words.of(people.dimensions[name].title),
                figure(one.base, PLACES),
                figure(one.candidate, PLACES),
                figure(one.value, PLACES),
                interval(one.low, one.high, PLACES) or NOTHING,
                probability(one.p).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0"),
            )
            for name, one in by_dimension.items()
            if name in people.dimensions
        )
        table = Table(tuple(words(f"renderers.{name}") for name in head), rows, frozenset({1, 2, 3, 4, 5}))
        yield Block("people-difference", words("renderers.people-against", base=base), (), table)


def _raters(view: View, people: People) -> Iterator[Block]:
    mine = [one for one in people.conduct if one.dimension == people.main]
    if people.by_place or not 1 < len(mine) <= MOST_RATERS:
        return
    words = view.words
    head = ("rater", "ratings", "severity", "rest", "without")
    rows = tuple(_rater(one) for one in mine)
    table = Table(tuple(words(f"renderers.people-{name}") for name in head), rows, frozenset({1, 2, 3, 4}))
    title = words("renderers.people-raters", dimension=words.of(people.dimensions[people.main].title))
    yield Block("raters", title, (words("renderers.people-raters-note"),), table)


def _rater(one: Conduct) -> tuple[str, ...]:
    return (
        Quoted(one.rater),
        count(one.ratings),
        f"{'+' if one.severity > 0 else ''}{figure(one.severity, PLACES)}",
        figure(one.rest, PLACES),
        figure(one.mean_without, PLACES),
    )
