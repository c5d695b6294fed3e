"""A plan as titles, sentences and tables, for every form alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path

from assay.core.percent import brief_percent, percent
from assay.core.plan import Detectable, GainPlan, GatePlan, LeastGain, LeastMargin, Plan, RunsPlan, Span
from assay.frozen import frozen
from assay.renderers.said.block import Table
from assay.renderers.said.figures import NOTHING, count, figure, shortest
from assay.renderers.said.words import Words


@frozen
class Part:
    """A title, sentences, a table; any of them may be missing. One that `leads` begins the answer to a question."""

    title: str = ""
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    leads: bool = False


def parts_of(plan: Plan, words: Words) -> Iterator[Part]:
    """The whole plan."""
    if plan.gate is not None:
        yield from _gate(plan.gate, words)
    if plan.gain is not None:
        yield _gain(plan.gain, words)
    if plan.detectable is not None:
        yield from _detectable(plan.detectable, words)
    if plan.runs is not None:
        yield from _runs(plan.runs, words)
    yield Part(sentences=tuple(_foot(plan, words)))


def _gate(gate: GatePlan, words: Words) -> Iterator[Part]:
    title = words.of(gate.requirement)
    yield Part(title[:1].upper() + title[1:], tuple(map(words.of, gate.why)), leads=True)
    if gate.fewest:
        in_all = any(few.in_all is not None for few in gate.fewest)
        rows = [(str(few.errors), count(few.units), *([_count(few.in_all)] if in_all else [])) for few in gate.fewest]
        head = ["errors", "units", *(["in-all"] if in_all else [])]
        yield Part(words("plan.fewest-title"), (), _table(words, head, rows))


def _gain(gain: GainPlan, words: Words) -> Part:
    in_all = any(one.need.in_all is not None for one in gain.needs)
    exact = any(one.need.chance is not None for one in gain.needs)
    by_share = gain.needs[0].changed is not None
    rows = [
        (
            _percent(one.changed) if by_share else figure(one.correlation, 1),
            count(one.need.about),
            *([_count(one.need.in_all)] if in_all else []),
            *([_chance(one.need.chance)] if exact else []),
        )
        for one in gain.needs
    ]
    head = ["changed" if by_share else "correlation", "units"]
    head += (["in-all"] if in_all else []) + (["chance"] if exact else [])
    title = words("plan.gain-title", gain=f"{gain.gain:g}")
    return Part(title, tuple(map(words.of, gain.why)), _table(words, head, rows), leads=True)


def _detectable(found: Detectable, words: Words) -> Iterator[Part]:
    title, why = words("plan.detectable-title", n=found.n), tuple(map(words.of, found.why))
    if all(margin.threshold is None for margin in found.margins):
        rows = [_of_pilot(margin, gain, words) for margin, gain in zip(found.margins, found.gains, strict=True)]
        yield Part(title, why, _table(words, ["metric", "value", "margin", "gain"], rows, words_in=1), leads=True)
        return
    yield Part(title, why, leads=True)
    margins = [
        (shortest(margin.threshold or 0.0), _value(margin.value, margin.span), _value(margin.margin, margin.span))
        for margin in found.margins
    ]
    yield Part(words("plan.margins-title"), (), _table(words, ["limit", "true", "margin"], margins))
    if not found.gains:
        return
    gains = [(_percent(gain.changed), _value(gain.gain, gain.span)) for gain in found.gains]
    yield Part(words("plan.gains-title"), (), _table(words, ["changed", "gain"], gains))


def _of_pilot(margin: LeastMargin, gain: LeastGain, words: Words) -> tuple[str, ...]:
    values = (margin.value, margin.margin, gain.gain)
    return (words.of(margin.title), *(_value(value, margin.span) for value in values))


def _runs(runs: RunsPlan, words: Words) -> Iterator[Part]:
    yield Part(words("plan.runs-title"), tuple(map(words.of, runs.why)), leads=True)
    first = runs.lines[0]
    good = [(str(one.runs), _percent(one.good_up_to), *map(_chance, one.good.values())) for one in runs.lines]
    head = [words("plan.column-runs"), words("plan.column-up-to"), *map(_percent, first.good)]
    yield Part(words("plan.good-title"), (), Table(tuple(head), tuple(good), frozenset(range(len(head)))))
    bad = [(str(one.runs), *map(_chance, one.bad.values())) for one in runs.lines]
    head = [words("plan.column-runs"), *map(_percent, first.bad)]
    yield Part(words("plan.bad-title"), (), Table(tuple(head), tuple(bad), frozenset(range(len(head)))))


def _foot(plan: Plan, words: Words) -> Iterator[str]:
    if plan.pilot is not None:
        yield words("plan.from-pilot", path=Path(plan.pilot.path).name, n=plan.pilot.n) + (
            "." if words.language == "en" else "。"
        )
    if plan.gate is not None or plan.gain is not None:
        yield words("plan.promise", power=_percent(plan.power), level=_percent(plan.level))


def _table(words: Words, head: list[str], rows: Sequence[tuple[str, ...]], words_in: int = 0) -> Table:
    """Columns named by the catalogue; all but the first `words_in` are numbers."""
    names = tuple(words(f"plan.column-{name}") for name in head)
    return Table(names, tuple(rows), frozenset(range(words_in, len(head))))


def _value(value: float | None, span: Span) -> str:
    if value is None:
        return NOTHING
    width = span[1] - span[0]
    return figure(value, (3 if width <= 2 else 2) if isfinite(width) else 3)


def _count(n: int | None) -> str:
    return NOTHING if n is None else count(n)


def _percent(share: float | None) -> str:
    return NOTHING if share is None else brief_percent(share)


def _chance(chance: float | None) -> str:
    """In whole per cent, and never as a certainty that there is not."""
    if chance is None:
        return NOTHING
    if 0.995 <= chance < 1:
        return ">\u00a099\u00a0%"
    return "<\u00a01\u00a0%" if 0 < chance < 0.005 else percent(chance, 0)
