"""How far raters are, how fast, and how steady: their hidden repeats and planted checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from assay.core.rating_project import REPORT, Answered, Exhibit, Form, Project
from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.stores.rating import RatingStore

_LONGEST = 600.0  # seconds on one card, beyond which the rater was elsewhere
_NEAR = 1.0  # of a planted check's right value


@frozen
class Repeated:
    """Answers that were asked for twice: how many, and how many the same and within one step."""

    n: int
    same: int
    within: int


@frozen
class Checked:
    """Answers to planted checks: how many, and how many within one step of the right one."""

    n: int
    passed: int


class Progress:
    """One rater's."""

    def __init__(self, answered: Answered, exhibits: Mapping[int, Exhibit], form: Form) -> None:
        self.answered, self._exhibits, self._form = answered, exhibits, form
        self.cards = len(answered.cards)

    @cached_property
    def finished(self) -> list[int]:
        """The positions that nothing more is to be said of."""
        return [place for place in range(self.cards) if self.answered.done(place, self._form)]

    @property
    def done(self) -> int:
        """How many these are."""
        return len(self.finished)

    @property
    def skipped(self) -> int:
        """How many the rater would rather not say."""
        return sum(map(self.answered.skipped, range(self.cards)))

    @property
    def reported(self) -> int:
        """How many they reported."""
        return sum(1 for here in self.answered.said.values() if REPORT in here and here[REPORT].value is not None)

    @cached_property
    def pace(self) -> float | None:
        """Seconds a card, the median of those that are finished; None before the first."""
        spent = [seconds for place in self.finished if (seconds := self._seconds(place)) > 0]
        return median(spent) if spent else None

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at that pace."""
        return None if self.pace is None else self.pace * (self.cards - self.done)

    @property
    def last(self) -> str | None:
        """When the rater last said anything."""
        return max((mark.at for here in self.answered.said.values() for mark in here.values()), default=None)

    @property
    def repeats(self) -> Repeated | None:
        """How alike the answers are to what was asked twice; None where nothing was yet."""
        first = {card.exhibit: place for place, card in enumerate(self.answered.cards) if card.kind == "main"}
        gaps = [
            gap
            for place, card in enumerate(self.answered.cards)
            if card.kind == "repeat"
            for gap in self._gaps(first[card.exhibit], place)
        ]
        return Repeated(len(gaps), sum(gap == 0 for gap in gaps), sum(gap <= 1 for gap in gaps)) if gaps else None

    @property
    def checks(self) -> Checked | None:
        """How many planted checks were answered rightly; None where none was yet."""
        gaps = [
            abs(given - right)
            for place, card in enumerate(self.answered.cards)
            if card.kind == "check"
            for name, right in self._exhibits[card.exhibit].expected.items()
            if (given := self._number(place, name)) is not None
        ]
        return Checked(len(gaps), sum(gap <= _NEAR for gap in gaps)) if gaps else None

    def _seconds(self, place: int) -> float:
        spent = sum(mark.seconds or 0.0 for mark in self.answered.said.get(place, {}).values())
        return min(spent, _LONGEST)

    def _gaps(self, first: int, again: int) -> list[float]:
        """How far apart two answers of each criterion lie, in steps; of pairs and rankings 0 or 2: the same or not."""
        if self._form.mode == "rating":
            numbers = [(self._number(first, name), self._number(again, name)) for name in self._form.names]
            return [abs(one - other) for one, other in numbers if one is not None and other is not None]
        said = [(self._choice(first, name), self._choice(again, name)) for name in self._form.names]
        return [0.0 if one == other else 2.0 for one, other in said if one is not None and other is not None]

    def _number(self, place: int, name: str) -> float | None:
        mark = self.answered.said.get(place, {}).get(name)
        value = None if mark is None else mark.value
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def _choice(self, place: int, name: str) -> object:
        """What was chosen, by output rather than by place."""
        mark = self.answered.said.get(place, {}).get(name)
        if mark is None or mark.value is None:
            return None
        order = self.answered.cards[place].order
        if isinstance(mark.value, list):
            return [sorted(order[int(shown) - 1] for shown in tied) for tied in mark.value if isinstance(tied, list)]  # type: ignore[arg-type]  # numbers, as they were checked
        return "tie" if mark.value == 0 else order[int(mark.value) - 1]  # type: ignore[arg-type]  # as above


def progress_of(store: RatingStore, project: Project) -> list[Progress]:
    """Of every rater."""
    exhibits = store.exhibits(project)
    return [Progress(store.answered(rater), exhibits, project.form) for rater in store.raters(project)]


def finished_by_example(store: RatingStore, project: Project, exhibits: Sequence[Exhibit]) -> Counter[str]:
    """How many cards of each example were finished."""
    found: Counter[str] = Counter()
    for one in progress_of(store, project):
        found.update(exhibits[one.answered.cards[place].exhibit].example for place in one.finished)
    return found
