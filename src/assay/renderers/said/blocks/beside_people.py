"""Judges and metrics beside people: how far they agree; as sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.by_people import JUDGE
from assay.core.percent import percent
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import NOTHING, count, figure, interval
from assay.renderers.said.safety import Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.core.estimate import Estimate
    from assay.core.people import Correlations, Judge, People
    from assay.renderers.said.view import View


PLACES, MOST_METRICS = 2, 40


def beside_people(view: View, people: People) -> Iterator[Block]:
    """Judges, then metrics, where any were held against people."""
    yield from _judges(view, people)
    yield from _metrics(view, people)


def with_ends(one: Estimate) -> str:
    """A coefficient with its interval in one cell."""
    ends = interval(one.low, one.high, PLACES)
    return f"{figure(one.value, PLACES)} ({ends})" if ends else figure(one.value, PLACES)


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
        sign + with_ends(one.bias),
        percent(one.within_one.value or 0.0),
        with_ends(one.spearman),
        NOTHING if one.together is None else with_ends(one.together),
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
        figure(one.spearman.value, PLACES),
        interval(one.spearman.low, one.spearman.high, PLACES) or NOTHING,
        figure(one.pearson.value, PLACES),
        figure(one.kendall.value, PLACES),
        figure(one.ceiling, PLACES),
    )
