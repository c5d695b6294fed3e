"""What a judge is to fill in: as a JSON schema for its server, and as it is read from its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from assay.frozen import frozen
from assay.predicting.judge.fault import Fault

DIMENSIONS = ("fluency", "logic", "relevance", "accuracy")
LOWEST, HIGHEST = 1, 5
WINNERS = ("first", "second", "tie")

Schema: TypeAlias = dict[str, object]


@frozen
class Filled:
    """A sheet that was filled in: what was decided by name, and the reason."""

    decided: Mapping[str, int | str]
    reason: str


class Sheet(Protocol):
    """One kind of answer. Equal sheets have the same schema."""

    @property
    def schema(self) -> Schema:
        """The JSON schema; the reason stands first, so that what is decided follows from it."""
        ...

    def filled(self, said: Mapping[str, object]) -> Filled | Fault:
        """What a JSON object decides."""
        ...


@frozen
class Grades:
    """A whole number from 1 to 5 for each dimension."""

    dimensions: tuple[str, ...]

    @property
    def schema(self) -> Schema:
        """As `Sheet` says."""
        scale: Schema = {"type": "integer", "enum": list(range(LOWEST, HIGHEST + 1))}
        return _schema(dict.fromkeys(self.dimensions, scale))

    def filled(self, said: Mapping[str, object]) -> Filled | Fault:
        """The grades; a number written as text or with a point counts as the number."""
        missing = tuple(name for name in self.dimensions if said.get(name) is None)
        if missing:
            return Fault("missing", missing)
        grades = {name: _grade(said[name]) for name in self.dimensions}
        wrong = tuple(name for name, grade in grades.items() if grade is None)
        if wrong:
            return Fault("scale", wrong)
        return Filled({name: grade for name, grade in grades.items() if grade is not None}, _reason(said))


@frozen
class Preference:
    """Which of two answers is better."""

    @property
    def schema(self) -> Schema:
        """As `Sheet` says."""
        return _schema({"winner": {"type": "string", "enum": list(WINNERS)}})

    def filled(self, said: Mapping[str, object]) -> Filled | Fault:
        """The winner: "first", "second" or "tie"."""
        if said.get("winner") is None:
            return Fault("missing", ("winner",))
        winner = str(said["winner"]).strip().lower()
        return Filled({"winner": winner}, _reason(said)) if winner in WINNERS else Fault("scale", ("winner",))


def _schema(decided: Mapping[str, Schema]) -> Schema:
    properties = {"reason": {"type": "string"}, **decided}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _grade(said: object) -> int | None:
    if isinstance(said, str) and said.strip().isascii() and said.strip().isdigit():
        said = int(said.strip()[:3])
    if isinstance(said, bool) or not isinstance(said, int | float) or said not in range(LOWEST, HIGHEST + 1):
        return None
    return int(said)


def _reason(said: Mapping[str, object]) -> str:
    reason = said.get("reason")
    return reason.strip() if isinstance(reason, str) else ""
