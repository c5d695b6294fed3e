"""The tables of a leaderboard, each with its sentences: all metrics, pairs, ranks, the trend over rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import NOTHING, decimals, figure, interval, probability
from assay.renderers.said.lines import LOWER_IS_BETTER
from assay.renderers.said.safety import Quoted
from assay.renderers.said.words import Words

if TYPE_CHECKING:
    from assay.renderers.leaderboard.view import LeaderboardView

PAIRS = 40
RANKED = 10  # models whose chances of each rank are shown


def metrics(view: LeaderboardView) -> Block:
    """All metrics of all models."""
    words, entries = view.words, view.found.entries
    names = [name for name in entries[0].estimates if all(name in entry.estimates for entry in entries)]
    head = (words("leaderboard.model"), *(_heading(view.words, entries[0].estimates[name]) for name in names))
    rows = tuple(
        (Quoted(entries[place].name), *(_value(entries[place].estimates[name]) for name in names))
        for place in view.found.order
    )
    whole = Table(head, rows, frozenset(range(1, len(head))))
    turned = tuple(
        (
            _heading(view.words, entries[0].estimates[name]),
            *(_value(entries[place].estimates[name]) for place in view.found.order),
        )
        for name in names
    )
    brief = Table(
        (words("renderers.metric"), *(str(k + 1) for k in range(len(rows)))),
        turned,
        frozenset(range(1, len(rows) + 1)),
    )
    keys = [f"{rank}: {entries[place].name}" for rank, place in enumerate(view.found.order, 1)]
    return Block(
        "metrics",
        words("leaderboard.all-metrics"),
        (", ".join(keys),),
        whole,
        brief if len(rows) <= 9 else _first(whole, 5),
    )


def pairs(view: LeaderboardView) -> Block:
    """Which differences between two models are real."""
    words, entries = view.words, view.found.entries
    place_of = {place: rank for rank, place in enumerate(view.found.order)}
    ordered = sorted(
        view.found.pairs,
        key=lambda pair: (
            min(place_of[pair.first], place_of[pair.second]),
            max(place_of[pair.first], place_of[pair.second]),
        ),
    )
    rows = []
    for pair in ordered[:PAIRS]:
        ahead = place_of[pair.first] < place_of[pair.second]
        first, second = (pair.first, pair.second) if ahead else (pair.second, pair.first)
        one = pair.difference if ahead else _turned(pair.difference)
        places = decimals(Estimate(one.metric, one.candidate, None, None, 0, "", range=one.range))
        rows.append(
            (
                f"{place_of[first] + 1} − {place_of[second] + 1}",
                Quoted(entries[first].name),
                Quoted(entries[second].name),
                figure(one.value, places),
                interval(one.low, one.high, places),
                probability(one.p_adjusted).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0"),
                words("leaderboard.real" if pair.real else "renderers.is-open"),
            )
        )
    head = (
        "leaderboard.pair",
        "leaderboard.model",
        "leaderboard.less",
        "renderers.difference",
        "renderers.interval",
        "leaderboard.p",
        "renderers.outcome",
    )
    real = sum(pair.real for pair in view.found.pairs)
    sentences = [words("leaderboard.pairs-real", n=real, pairs=len(view.found.pairs), metric=view.metric)]
    if len(ordered) > PAIRS:
        sentences.append(words("leaderboard.more-pairs", shown=PAIRS, n=len(ordered)))
    table = Table(tuple(words(key) for key in head), tuple(rows), frozenset({3, 4, 5}))
    brief = Table(
        (table.head[0], *table.head[3:]), tuple((row[0], *row[3:]) for row in table.rows), frozenset({1, 2, 3})
    )
    return Block("pairs", words("leaderboard.pairs"), tuple(sentences), table, brief)


def ranks(view: LeaderboardView) -> Block:
    """How likely each model is at each rank."""
    words, found = view.words, view.found
    assert found.ranks is not None  # noqa: S101 - asked by the caller
    shown = min(len(found.order), RANKED)
    rows = tuple(
        (Quoted(found.entries[place].name), *(_percent(chance) for chance in found.ranks[place][:shown].tolist()))
        for place in found.order[:shown]
    )
    head = (words("leaderboard.model"), *(str(rank + 1) for rank in range(shown)))
    return Block(
        "ranks",
        words("leaderboard.ranks"),
        (words("leaderboard.ranks-say"),),
        Table(head, rows, frozenset(range(1, shown + 1))),
    )


def trend(view: LeaderboardView) -> Block:
    """Whether it rises over the rounds."""
    words, found = view.words, view.found.trend
    assert found is not None  # noqa: S101 - asked by the caller
    places = decimals(view.primary(view.found.order[0]))
    kind = "open" if found.low <= 0 <= found.high else "up" if found.slope > 0 else "down"
    values = {
        "slope": figure(abs(found.slope), places),
        "interval": interval(found.low, found.high, places),
        "metric": view.metric,
    }
    return Block(
        "trend", words("leaderboard.trend"), (words(f"leaderboard.trend-{kind}", p=probability(found.p), **values),)
    )


def _heading(words: Words, estimate: Estimate) -> str:
    arrow = f" {LOWER_IS_BETTER}" if estimate.higher_is_better is False else ""
    return words.heading(estimate) + arrow


def _first(table: Table, columns: int) -> Table:
    """The first columns of a table."""
    return Table(table.head[:columns], tuple(row[:columns] for row in table.rows), table.numeric & set(range(columns)))


def _value(estimate: Estimate) -> str:
    return figure(estimate.value, decimals(estimate))


def _turned(one: Difference) -> Difference:
    """The same difference from the other side."""
    low, high = (None if one.high is None else -one.high), (None if one.low is None else -one.low)
    return replace(
        one, candidate=one.base, base=one.candidate, value=None if one.value is None else -one.value, low=low, high=high
    )


def _percent(chance: float) -> str:
    if chance == 0:
        return NOTHING
    return "< 1 %" if chance < 0.01 else f"{100 * chance:.0f} %"
