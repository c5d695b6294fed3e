"""What people are asked to rate: the form they fill in, what is shown to them, and what they said, mark by mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from assay.core.report import Json
from assay.frozen import frozen

Mode: TypeAlias = Literal["rating", "pairs", "ranking"]
MODES: tuple[Mode, ...] = ("rating", "pairs", "ranking")
Kind: TypeAlias = Literal["main", "practice", "repeat", "check"]

COMMENT, SKIP, REPORT = "comment", "skip", "report"
"""What a mark may be of beside a criterion."""
FIRST, SECOND, TIE = 1, 2, 0
"""What may be said of a pair: which of the two that are shown is better."""


@frozen
class Criterion:
    """One thing that is asked of each card. `title`, `question` and the `anchors` of grades are the user's own words;
    where they are empty, and Assay knows the name, they are Assay's in the rater's language.
    """

    name: str
    low: int = 1
    high: int = 5
    title: str = ""
    question: str = ""
    anchors: Mapping[int, str] = field(default_factory=dict)


@frozen
class Form:
    """What a rater fills in for each card, and how texts are shown: as they are, or with `markdown` drawn."""

    mode: Mode
    criteria: tuple[Criterion, ...]
    guidelines: str = ""
    markdown: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Of the criteria."""
        return tuple(one.name for one in self.criteria)


@frozen
class Plan:
    """How the work is shared out: `per_item` raters an example, None for all of them; `repeats` are the cards that each
    rater sees a second time without being told.
    """

    per_item: int | None = None
    repeats: int = 0
    seed: int = 0


@frozen
class Output:
    """What one model said."""

    system: str
    text: str


@frozen
class Exhibit:
    """What is rated at once: a prompt with one output, two of a pair, or all that are ranked. `expected` are the values
    that a planted check should be given, by criterion.
    """

    example: str
    outputs: tuple[Output, ...]
    prompt: str | None = None
    reference: str | None = None
    part: Literal["main", "practice", "check"] = "main"
    expected: Mapping[str, float] = field(default_factory=dict)


@frozen
class Card:
    """One exhibit as one rater sees it: its outputs in the `order` shown, of which the rater knows no other."""

    exhibit: int
    order: tuple[int, ...]
    kind: Kind = "main"


@frozen
class Mark:
    """One thing that a rater said, by one key or click: of the card at `position`, of `what`. Marks are only added: the
    one with the highest `turn` holds, and `value` None takes back what was said. `key` tells a mark that is sent again.
    """

    key: str
    turn: int
    position: int
    what: str
    value: Json
    seconds: float | None = None
    at: str = ""


@frozen
class Rater:
    """Who rates; `token` is the secret part of their link."""

    id: int
    name: str
    token: str


@frozen
class Project:
    """A form, how the work is shared out, and whoever owns it; `token` is the secret part of the overview's link."""

    id: int
    name: str
    form: Form
    plan: Plan
    token: str
    made_at: str = ""


@frozen
class Answered:
    """A rater's cards, and by position what holds of all that they said."""

    rater: Rater
    cards: Sequence[Card]
    said: Mapping[int, Mapping[str, Mark]]

    def done(self, position: int, form: Form) -> bool:
        """Whether nothing more is to be said of a card: it is skipped, or every criterion is answered."""
        here = self.said.get(position, {})
        return _holds(here, SKIP) or all(
            _holds(here, name) and self._whole(position, here[name].value, form) for name in form.names
        )

    def skipped(self, position: int) -> bool:
        """Whether the rater would rather not say."""
        return _holds(self.said.get(position, {}), SKIP)

    def _whole(self, position: int, value: Json, form: Form) -> bool:
        """Whether a ranking has all of the outputs."""
        if form.mode != "ranking" or not isinstance(value, list):
            return True
        return sum(len(tied) for tied in value if isinstance(tied, list)) == len(self.cards[position].order)


def _holds(here: Mapping[str, Mark], what: str) -> bool:
    return what in here and here[what].value is not None
