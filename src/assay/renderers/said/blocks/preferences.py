"""What people prefer, the candidate or a base; as sentences and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.percent import percent
from assay.renderers.said.block import Block, Table
from assay.renderers.said.blocks.bases import base_name
from assay.renderers.said.figures import NOTHING, count, figure, interval, probability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.core.people import People
    from assay.core.preferences import Preference
    from assay.renderers.said.view import View

_PLACES = 2
_HEAD = ("base", "dimension", "win-rate", "interval", "p", "wins", "ties", "losses", "prompts", "raters", "agreement")
_BRIEF = (0, 1, 2, 3, 5, 6, 7)


def blocks(view: View, people: People) -> Iterator[Block]:
    """One, where people preferred anything."""
    if not people.preferences:
        return
    words = view.words
    rows = tuple(_row(view, one) for one in people.preferences)
    heads = tuple(words(f"renderers.preferences-{name}") for name in _HEAD)
    brief = tuple(tuple(row[place] for place in _BRIEF) for row in (heads, *rows))
    yield Block(
        *("preferences", words("renderers.preferences"), tuple(dict.fromkeys(_sentences(view, people)))),
        Table(heads, rows, frozenset(range(2, len(heads)))),
        Table(brief[0], brief[1:], frozenset(range(2, len(_BRIEF)))),
    )


def _sentences(view: View, people: People) -> Iterator[str]:
    words = view.words
    yield words("renderers.preferences-note")
    for one in people.preferences:
        yield words.of(one.how)
        yield from map(words.of, one.notes)
    if not people.dimensions:
        yield from map(words.of, people.notes)
    for one in people.preferences:
        yield from _first_position(view, one)


def _first_position(view: View, one: Preference) -> Iterator[str]:
    """What being shown first does, or why nobody can say."""
    if one.first is None:
        return
    share, words = one.first.share, view.words
    values = {"n": int(share.n), "dimension": words.of(one.title)}
    if not one.first.balanced:
        yield words("renderers.preferences-order", first=one.first.candidate_first, **values)
    elif share.value is not None:
        ends = {"low": percent(share.low or 0.0), "high": percent(share.high or 0.0)}
        p = probability(one.first.p)
        yield words("renderers.preferences-first", share=percent(share.value), p=p, **ends, **values)


def _row(view: View, one: Preference) -> tuple[str, ...]:
    alpha = one.alpha
    return (
        base_name(view, view.report.comparisons[one.base]),
        view.words.of(one.title),
        figure(one.rate.value, _PLACES),
        interval(one.rate.low, one.rate.high, _PLACES) or NOTHING,
        probability(one.p).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0"),
        count(one.wins),
        count(one.ties),
        count(one.losses),
        count(one.prompts),
        count(one.raters),
        NOTHING if alpha is None else figure(alpha.value, _PLACES),
    )
