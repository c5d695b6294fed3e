"""Several models, or rounds of one, side by side on the same examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from assay.core.arrays import Array
from assay.core.difference import Difference
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Source
from assay.core.messages import DEFAULT_LANGUAGE, Text
from assay.core.people_by_system import PeopleBySystem
from assay.core.task import Task
from assay.frozen import frozen


@frozen(eq=False)
class Entry:
    """One model: its name, where it was read from, how many of its examples the others do not hold, its numbers."""

    name: str
    source: Source
    alone: int
    estimates: Mapping[str, Estimate]


@frozen
class PairDifference:
    """Entry `first` less entry `second`, by their places; `difference.p_adjusted` allows for all pairs. It is `real`
    where the interval and the adjusted test say that one is better.
    """

    first: int
    second: int
    difference: Difference
    real: bool


@frozen
class Trend:
    """How much the metric changes from one entry to the next, by the straight line through all of them."""

    slope: float
    low: float
    high: float
    p: float


@frozen(eq=False)
class Leaderboard:
    """What `assay compare` found on the n examples that all entries hold.

    `order` has the places of the entries, the best first by the `primary` metric; `best` those that cannot be told from
    the first of them. `ranks` (m, m) is the chance that an entry has a rank, on other examples of the kind; None where
    the metric has no direction. `people` is what ratings and preferences say of the entries, where they were given.
    """

    version: str
    command: tuple[str, ...]
    confidence: Confidence
    task: Task
    entries: tuple[Entry, ...]
    n: int
    paired_by: Text
    primary: str
    order: tuple[int, ...]
    best: tuple[int, ...]
    pairs: tuple[PairDifference, ...]
    ranks: Array | None = None
    trend: Trend | None = None
    not_measured: Mapping[str, Text] = field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE
    people: PeopleBySystem | None = None

    @property
    def leaders(self) -> tuple[str, ...]:
        """The names of those that cannot be told from the best."""
        return tuple(self.entries[place].name for place in self.best)

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """All places, in groups: the best that is left with those that cannot be told from it, and so on."""
        told = [(one.first, one.second) for one in self.pairs if one.real]
        worse = {*told, *((second, first) for first, second in told)}
        found: list[tuple[int, ...]] = []
        left = list(self.order)
        while left:
            group = tuple(place for place in left if (left[0], place) not in worse)
            found.append(group)
            left = [place for place in left if place not in group]
        return tuple(found)

    def to_dict(self, language: str | None = None) -> dict[str, object]:
        """compare.json as plain values, sentences in `language` or else its own."""
        from assay.core.leaderboard_result import leaderboard_result  # that module writes the nouns of this one

        return leaderboard_result(self, language or self.language)
