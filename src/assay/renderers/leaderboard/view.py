"""What every form of a leaderboard shows, in words and figures, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from assay.core.estimate import Estimate
from assay.core.leaderboard import Leaderboard
from assay.core.verdict import Outcome
from assay.renderers.leaderboard.parts import metrics, pairs, ranks, trend
from assay.renderers.said.block import Block
from assay.renderers.said.figures import count
from assay.renderers.said.lines import SIGNS, Line, line_of
from assay.renderers.said.words import Words


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
        return self.words.title(self.primary(self.found.order[0]))

    @property
    def heading(self) -> str:
        """The same at the beginning of a line."""
        return self.words.heading(self.primary(self.found.order[0]))

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
        every = [self.primary(place) for place in self.found.order]
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
        found = [metrics(self), pairs(self)]
        found += [ranks(self)] if self.found.ranks is not None else []
        found += [trend(self)] if self.found.trend is not None else []
        if self.found.people is not None:
            from assay.renderers.leaderboard.people import blocks as people  # few comparisons have any

            found += people(self.found, self.words)
        return found

    def primary(self, place: int) -> Estimate:
        """What the metric that decides is of the model at `place`."""
        return self.found.entries[place].estimates[self.found.primary]


def _is_finite(value: float) -> bool:
    return abs(value) < float("inf")


def rows_of(view: LeaderboardView) -> Iterator[tuple[str, str, str, str]]:
    """Rank, model, value and interval of the metric that decides, the best first."""
    for rank, line in enumerate(view.lines, 1):
        yield str(rank), line.title, line.value, line.interval
