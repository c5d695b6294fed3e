"""What every form of a leaderboard shows, in words and figures, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.leaderboard import Leaderboard
from assay.core.verdict import Outcome
from assay.renderers.figures import NOTHING, count, decimals, figure, interval, probability
from assay.renderers.safety import Quoted
from assay.renderers.tables import Block, Table
from assay.renderers.view import LOWER_IS_BETTER, SIGNS, Line, line_of
from assay.renderers.words import Words

PAIRS = 40
RANKED = 10  # models whose chances of each rank are shown


class LeaderboardView:
    """A leaderboard, ready to be drawn. Its strings are plain: each form escapes them."""

    def __init__(self, found: Leaderboard) -> None:
        self.found = found
        self.words = Words(found.language)

    @property
    def outcome(self) -> Outcome:
        """Whether there is one best, as the sign says it."""
        return Outcome.PASS if len(self.found.best) == 1 else Outcome.INCONCLUSIVE

    @property
    def sign(self) -> str:
        """The same as one character."""
        return SIGNS[self.outcome]

    @property
    def head(self) -> str:
        """The answer in a few words."""
        if self.outcome is Outcome.PASS:
            return self.words("leaderboard.one-best", name=self.found.leaders[0])
        return self.words("leaderboard.no-best", n=len(self.found.best))

    @property
    def why(self) -> str:
        """The answer in a sentence."""
        values = {"metric": self.metric, "n": self.found.n, "models": len(self.found.entries)}
        if self.outcome is Outcome.PASS:
            return self.words("leaderboard.why-one", name=self.found.leaders[0], **values)
        if len(self.found.best) == len(self.found.entries):
            return self.words("leaderboard.why-all", **values)
        return self.words("leaderboard.why-several", names=list(self.found.leaders), **values)

    @property
    def metric(self) -> str:
        """The metric that decides, by its name for people."""
        return self.words.title(self._primary(self.found.order[0]))

    @property
    def heading(self) -> str:
        """The same at the beginning of a line."""
        return self.words.heading(self._primary(self.found.order[0]))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was compared, in a few words each."""
        words = self.words
        return [
            (words("leaderboard.models"), str(len(self.found.entries))),
            (words("renderers.fact-examples"), count(self.found.n)),
            (words("renderers.fact-task"), words(f"renderers.task-{self.found.task.family}")),
            (words("leaderboard.decides"), self.metric),
        ]

    @property
    def remarks(self) -> list[str]:
        """What to know before the numbers."""
        found = [self.words.of(self.found.task.why), self.words.of(self.found.paired_by)]
        alone = [(entry.name, entry.alone) for entry in self.found.entries if entry.alone]
        return [*found, *(self.words("leaderboard.alone", name=name, n=n) for name, n in alone)]

    @cached_property
    def lines(self) -> list[Line]:
        """The metric that decides, of each model, the best first, all on one scale."""
        every = [self._primary(place) for place in self.found.order]
        ends = [end for one in every for end in (one.low, one.high, one.value) if end is not None]
        low, high = every[0].range
        if not all(map(_is_finite, (low, high))):
            every = [replace(one, range=(min(ends), max(ends))) for one in every]
        return [
            line_of(self.words, one, self.found.entries[place].name)
            for one, place in zip(every, self.found.order, strict=True)
        ]

    @cached_property
    def blocks(self) -> list[Block]:
        """The tables, each with its sentences."""
        found = [self._numbers(), self._pairs()]
        found += [self._ranks()] if self.found.ranks is not None else []
        found += [self._trend()] if self.found.trend is not None else []
        if self.found.people is not None:
            from assay.renderers.people_by_system import blocks as people  # few comparisons have any

            found += people(self.found, self.words)
        return found

    def _primary(self, place: int) -> Estimate:
        return self.found.entries[place].estimates[self.found.primary]

    def _numbers(self) -> Block:
        words, entries = self.words, self.found.entries
        names = [name for name in entries[0].estimates if all(name in entry.estimates for entry in entries)]
        head = (words("leaderboard.model"), *(self._heading(entries[0].estimates[name]) for name in names))
        rows = tuple(
            (Quoted(entries[place].name), *(_value(entries[place].estimates[name]) for name in names))
            for place in self.found.order
        )
        whole = Table(head, rows, frozenset(range(1, len(head))))
        turned = tuple(
            (
                self._heading(entries[0].estimates[name]),
                *(_value(entries[place].estimates[name]) for place in self.found.order),
            )
            for name in names
        )
        brief = Table(
            (words("renderers.metric"), *(str(k + 1) for k in range(len(rows)))),
            turned,
            frozenset(range(1, len(rows) + 1)),
        )
        keys = [f"{rank}: {entries[place].name}" for rank, place in enumerate(self.found.order, 1)]
        return Block(
            "metrics",
            words("leaderboard.all-metrics"),
            (", ".join(keys),),
            whole,
            brief if len(rows) <= 9 else _first(whole, 5),
        )

    def _heading(self, estimate: Estimate) -> str:
        arrow = f" {LOWER_IS_BETTER}" if estimate.higher_is_better is False else ""
        return self.words.heading(estimate) + arrow

    def _pairs(self) -> Block:
        words, entries = self.words, self.found.entries
        place_of = {place: rank for rank, place in enumerate(self.found.order)}
        ordered = sorted(
            self.found.pairs,
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
        real = sum(pair.real for pair in self.found.pairs)
        sentences = [words("leaderboard.pairs-real", n=real, pairs=len(self.found.pairs), metric=self.metric)]
        if len(ordered) > PAIRS:
            sentences.append(words("leaderboard.more-pairs", shown=PAIRS, n=len(ordered)))
        table = Table(tuple(words(key) for key in head), tuple(rows), frozenset({3, 4, 5}))
        brief = Table(
            (table.head[0], *table.head[3:]), tuple((row[0], *row[3:]) for row in table.rows), frozenset({1, 2, 3})
        )
        return Block("pairs", words("leaderboard.pairs"), tuple(sentences), table, brief)

    def _ranks(self) -> Block:
        words, found = self.words, self.found
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

    def _trend(self) -> Block:
        words, found = self.words, self.found.trend
        assert found is not None  # noqa: S101 - asked by the caller
        places = decimals(self._primary(self.found.order[0]))
        kind = "open" if found.low <= 0 <= found.high else "up" if found.slope > 0 else "down"
        values = {
            "slope": figure(abs(found.slope), places),
            "interval": interval(found.low, found.high, places),
            "metric": self.metric,
        }
        return Block(
            "trend", words("leaderboard.trend"), (words(f"leaderboard.trend-{kind}", p=probability(found.p), **values),)
        )


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


def _is_finite(value: float) -> bool:
    return abs(value) < float("inf")


def rows_of(view: LeaderboardView) -> Iterator[tuple[str, str, str, str]]:
    """Rank, model, value and interval of the metric that decides, the best first."""
    for rank, line in enumerate(view.lines, 1):
        yield str(rank), line.title, line.value, line.interval
