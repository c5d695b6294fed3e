"""What people say: means, agreement, each rater, and metrics beside people; as sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.by_people import JUDGE
from assay.core.percent import percent
from assay.renderers.beside import base_name
from assay.renderers.figures import NOTHING, count, figure, interval, probability
from assay.renderers.preferences import blocks as preferences
from assay.renderers.safety import Quoted, one_line
from assay.renderers.tables import Block, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.core.estimate import Estimate
    from assay.core.people import Conduct, Correlations, Dimension, Further, Judge, People
    from assay.renderers.view import View

_PLACES = 2
MOST_RATERS, MOST_METRICS, MOST_NEXT = 40, 40, 5


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
        *_judges(view, people),
        *_metrics(view, people),
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
    )


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
        figure(one.estimate.value, _PLACES),
        interval(one.estimate.low, one.estimate.high, _PLACES),
        f"{one.scale.low:g}–{one.scale.high:g}",
        interval(one.low, one.high, _PLACES) or NOTHING,
        NOTHING if agreement is None else _with_ends(agreement.alpha),
        NOTHING if agreement is None or agreement.within_one is None else percent(agreement.within_one.value or 0.0),
        percent(one.good),
    )


def _with_ends(one: Estimate) -> str:
    """A coefficient with its interval in one cell."""
    ends = interval(one.low, one.high, _PLACES)
    return f"{figure(one.value, _PLACES)} ({ends})" if ends else figure(one.value, _PLACES)


def _differences(view: View, people: People) -> Iterator[Block]:
    words = view.words
    head = ("people-dimension", "base", "candidate", "difference", "interval", "p")
    for place, by_dimension in people.differences.items():
        base = base_name(view, view.report.comparisons[place])
        rows = tuple(
            (
                words.of(people.dimensions[name].title),
                figure(one.base, _PLACES),
                figure(one.candidate, _PLACES),
                figure(one.value, _PLACES),
                interval(one.low, one.high, _PLACES) or NOTHING,
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
        f"{'+' if one.severity > 0 else ''}{figure(one.severity, _PLACES)}",
        figure(one.rest, _PLACES),
        figure(one.mean_without, _PLACES),
    )


def _judges(view: View, people: People) -> Iterator[Block]:
    if not people.judges:
        return
    words = view.words
    head = (
        "judge",
        "people-dimension",
        "people-both",
        "people-bias",
        "people-near",
        "people-spearman",
        "people-together",
    )
    heads = tuple(words(f"renderers.{name}") for name in head)
    rows = tuple(_judge(view, people, one) for one in people.judges)
    refused = dict.fromkeys(words.of(one.why) for one in people.judges if one.why is not None)
    brief = tuple((row[0], row[1], row[3], row[6]) for row in (heads, *rows))
    yield Block(
        *("judges", words("renderers.people-judges"), (words("renderers.people-judges-note"), *refused)),
        Table(heads, rows, frozenset({2, 3, 4, 5, 6})),
        Table(brief[0], brief[1:], frozenset({2, 3})),
    )


def _judge(view: View, people: People, one: Judge) -> tuple[str, ...]:
    sign = "+" if (one.bias.value or 0.0) > 0 else ""
    return (
        Quoted(one.judge.removeprefix(JUDGE)),
        view.words.of(people.dimensions[one.dimension].title),
        count(one.examples),
        sign + _with_ends(one.bias),
        percent(one.within_one.value or 0.0),
        _with_ends(one.spearman),
        NOTHING if one.together is None else _with_ends(one.together),
    )


def _metrics(view: View, people: People) -> Iterator[Block]:
    found = [one for one in people.correlations if one.spearman.value is not None][:MOST_METRICS]
    if not found:
        return
    words = view.words
    head = (
        "metric",
        "people-dimension",
        "people-spearman",
        "interval",
        "people-pearson",
        "people-kendall",
        "people-limit",
    )
    heads = tuple(words(f"renderers.{name}") for name in head)
    rows = tuple(_metric(view, people, one) for one in found)
    brief = tuple(row[:4] for row in (heads, *rows))
    yield Block(
        *("metrics-and-people", words("renderers.people-metrics"), (words("renderers.people-metrics-note"),)),
        Table(heads, rows, frozenset({2, 3, 4, 5, 6})),
        Table(brief[0], brief[1:], frozenset({2, 3})),
    )


def _metric(view: View, people: People, one: Correlations) -> tuple[str, ...]:
    estimate = view.report.estimates.get(one.metric)
    return (
        one.metric if estimate is None else view.words.heading(estimate),
        view.words.of(people.dimensions[one.dimension].title),
        figure(one.spearman.value, _PLACES),
        interval(one.spearman.low, one.spearman.high, _PLACES) or NOTHING,
        figure(one.pearson.value, _PLACES),
        figure(one.kendall.value, _PLACES),
        figure(one.ceiling, _PLACES),
    )
