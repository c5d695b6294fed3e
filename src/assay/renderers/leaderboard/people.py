"""What people think of several models: means, strengths, and metrics in the order of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from assay.core.estimate import Estimate
from assay.core.leaderboard import Leaderboard
from assay.core.people_by_system import OrderOfSystems, PeopleBySystem, Standings, standing_of
from assay.core.percent import percent
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import NOTHING, count, figure, interval, probability
from assay.renderers.said.safety import Quoted
from assay.renderers.said.words import Words

_PLACES = 2
_MOST_CHANCES = 12  # models whose chances against each other fit on a page
_BRIEF_CHANCES = 6
_MOST_ORDERS = 40


def blocks(found: Leaderboard, words: Words) -> Iterator[Block]:
    """All of them, in the order they are read."""
    people = found.people
    if people is None:
        return
    notes = tuple(map(words.of, people.notes))
    if people.dimensions:
        yield _means(found, people, words, notes)
    for place, one in enumerate(people.standings.values()):
        yield from _strengths(found, one, words, () if people.dimensions or place else notes)
    if people.orders:
        yield _orders(found, people, words)


def _means(found: Leaderboard, people: PeopleBySystem, words: Words, notes: Sequence[str]) -> Block:
    dimensions = list(people.dimensions.values())
    heads = [f"{words.of(one.title)} ({one.scale.low:g}–{one.scale.high:g})" for one in dimensions]
    rows = [
        (Quoted(found.entries[place].name), *(_mean(one.means[place]) for one in dimensions)) for place in found.order
    ]
    counted = words("leaderboard.people-rated", items=people.items, raters=people.raters)
    head = (words("leaderboard.model"), *heads)
    whole = Table(head, tuple(rows), frozenset(range(1, len(head))))
    turned = tuple((f"{name} · {row[0]}", row[column]) for column, name in enumerate(heads, 1) for row in rows)
    brief = Table((words("leaderboard.people-of"), words("leaderboard.people-mean")), turned, frozenset({1}))
    sentences = (counted, words("leaderboard.people-means-note"), *notes)
    return Block("people", words("leaderboard.people"), sentences, whole, whole if len(head) < 4 else brief)


def _mean(one: Estimate | None) -> str:
    if one is None:
        return NOTHING
    ends = interval(one.low, one.high, _PLACES)
    return f"{figure(one.value, _PLACES)} ({ends})" if ends else figure(one.value, _PLACES)


def _strengths(found: Leaderboard, one: Standings, words: Words, notes: Sequence[str]) -> Iterator[Block]:
    names = [entry.name for entry in found.entries]
    order = np.argsort(-np.nan_to_num(one.strength, nan=-np.inf, posinf=1e300, neginf=-1e300), kind="stable").tolist()
    head = ("model", "wins", "ties", "losses", "strength", "strength-interval")
    heads = tuple(words("leaderboard.model" if name == "model" else f"leaderboard.people-{name}") for name in head)
    rows = tuple(
        (
            Quoted(names[place]),
            *(count(int(column[place])) for column in (one.wins, one.ties, one.losses)),
            _strength(float(one.strength[place]), words),
            interval(_known(one.low[place]), _known(one.high[place]), _PLACES) or NOTHING,
        )
        for place in order
    )
    title = words("leaderboard.people-strengths", dimension=words.of(one.title))
    sentences = (*_said(one, names, words), *notes)
    yield Block(f"strengths-{one.name}", title, sentences, Table(heads, rows, frozenset({1, 2, 3, 4, 5})))
    fitted = [place for place in order if one.fitted[place]]
    if 1 < len(fitted) <= _MOST_CHANCES:
        yield _chances(one, fitted, names, words)


def _strength(value: float, words: Words) -> str:
    if isfinite(value):
        return f"{'+' if value > 0 else ''}{figure(value, _PLACES)}"
    return words(f"leaderboard.people-{standing_of(value)}")


def _known(end: float) -> float | None:
    return float(end) if isfinite(end) else None


def _said(one: Standings, names: Sequence[str], words: Words) -> Iterator[str]:
    judged = int(one.wins.sum() + one.ties.sum() / 2)
    yield words("leaderboard.people-judged", n=judged, prompts=one.prompts, raters=one.raters)
    if not one.fitted.any():
        yield words("leaderboard.people-not-fitted")
        return
    yield words("leaderboard.people-strengths-note")
    for standing in ("above", "below", "unconnected"):
        mine = [
            name for name, value in zip(names, one.strength.tolist(), strict=True) if standing_of(value) == standing
        ]
        if mine:
            yield words(f"leaderboard.people-say-{standing}", models=mine)
    if one.alone:
        yield words("leaderboard.people-alone")


def _chances(one: Standings, fitted: Sequence[int], names: Sequence[str], words: Words) -> Block:
    """How often each would win against each, the strongest first."""
    rows = tuple(
        (
            f"{rank}: {names[i]}",
            *(NOTHING if i == j else percent(float(one.chances[i, j])) for j in fitted),
        )
        for rank, i in enumerate(fitted, 1)
    )
    head = (words("leaderboard.model"), *(str(rank) for rank in range(1, len(fitted) + 1)))
    whole = Table(head, rows, frozenset(range(1, len(head))))
    few = 1 + min(len(fitted), _BRIEF_CHANCES)
    brief = Table(head[:few], tuple(row[:few] for row in rows), frozenset(range(1, few)))
    title = words("leaderboard.people-chances", dimension=words.of(one.title))
    return Block(f"chances-{one.name}", title, (words("leaderboard.people-chances-note"),), whole, brief)


def _orders(found: Leaderboard, people: PeopleBySystem, words: Words) -> Block:
    shown = people.orders[:_MOST_ORDERS]
    head = ("metric", "dimension", "systems", "spearman", "interval", "kendall", "p")
    heads = tuple(words(f"leaderboard.orders-{name}") for name in head)
    rows = tuple(_order(found, people, one, words) for one in shown)
    brief = tuple((row[0], row[1], row[3], row[6]) for row in (heads, *rows))
    kind = "few" if any(one.spearman.low is None for one in shown) else "many"
    return Block(
        *(
            "orders",
            words("leaderboard.orders"),
            (words("leaderboard.orders-note"), words(f"leaderboard.orders-{kind}")),
        ),
        Table(heads, rows, frozenset({2, 3, 4, 5, 6})),
        Table(brief[0], brief[1:], frozenset({2, 3})),
    )


def _order(found: Leaderboard, people: PeopleBySystem, one: OrderOfSystems, words: Words) -> tuple[str, ...]:
    return (
        words.heading(found.entries[0].estimates[one.metric]),
        words.of(people.dimensions[one.dimension].title),
        count(one.systems),
        figure(one.spearman.value, _PLACES),
        interval(one.spearman.low, one.spearman.high, _PLACES) or NOTHING,
        figure(one.kendall.value, _PLACES),
        probability(one.p).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0") if isfinite(one.p) else NOTHING,
    )
