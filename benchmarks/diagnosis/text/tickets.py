"""Tickets and their answers, as words, for models that answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.diagnosis.text.material import Draw, Material, Words, said


@dataclass(frozen=True)
class Ticket:
    """What was asked and what was answered, in words; `facts` are the words that the answer has to get right, by gap,
    and `source` is the way by which it came, its first word.
    """

    asked: tuple[str, ...]
    answered: tuple[str, ...]
    facts: Mapping[str, str]
    source: str


def tickets(material: Material, n: int, draw: Draw, sources: Sequence[str] = ()) -> list[Ticket]:
    """So many, no two with the same words, from these sources, each as often as it is named; from all by default."""
    found: dict[tuple[str, ...], Ticket] = {}
    while len(found) < n:
        one = ticket(material, draw, _one_of(sources or material.sources, draw))
        found.setdefault(one.asked, one)
    return list(found.values())


def ticket(material: Material, draw: Draw, source: str) -> Ticket:
    """One problem or two, answered in their order."""
    facts = {gap: _one_of(material.gaps[gap], draw) for gap in ("name", "city", "product", "month", "day")}
    kinds = list(material.problems)
    chosen = [kinds[int(kind)] for kind in draw.permutation(len(kinds))[: int(draw.integers(1, 3))]]
    asked = [source, *said(_one_of(material.opening, draw), material.gaps, draw, facts)]
    answered = said(material.salute, material.gaps, draw, facts)
    for kind in chosen:
        asked += said(_one_of(material.problems[kind], draw), material.gaps, draw, facts)
        answered += said(material.answers[kind], material.gaps, draw, facts)
    answered += said(material.farewell, material.gaps, draw, facts)
    there = {gap: word for gap, word in facts.items() if word in asked}
    return Ticket(tuple(asked), tuple(answered), there, source)


def vocabulary(material: Material) -> Words:
    """Every word that tickets, answers and small talk can have, in one order."""
    phrases = [*material.opening, material.salute, *material.answers.values(), material.farewell, *material.small_talk]
    phrases += [one for many in material.problems.values() for one in many]
    words = [
        word for phrase in phrases for word in phrase.replace("(", " ").replace(")", " ").replace("|", " ").split()
    ]
    words += [word for gap in ("name", "city", "product", "month", "day") for word in material.gaps[gap]]
    return sorted({*material.sources, *(word for word in words if not word.startswith("{"))})


def _one_of(options: Sequence[str], draw: Draw) -> str:
    return options[int(draw.integers(len(options)))]
