"""What the tiny models are asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from assay.core.asking import Message, Passage, Question
from tests.models.corpus import story, tickets

Row = TypeVar("Row")

KINDS = ("gpt2", "llama", "qwen2")


def questions(n: int, seed: int = 7) -> list[Question]:
    """Chats of one turn, of many lengths."""
    return [chat(ticket.asked, str(place)) for place, ticket in enumerate(tickets(n, seed))]


def chat(content: str, name: str = "0") -> Question:
    return Question(name, (Message("user", content),))


def passages(n: int) -> list[Passage]:
    """Texts from one sentence to some windows long, and an empty one."""
    return [Passage(str(place), story(place * 3 % 11, seed=place)) for place in range(n)]


def in_order(found: Iterable[tuple[int, Row]], n: int) -> list[Row]:
    """All rows, each of which must have come once."""
    rows = list(found)
    assert sorted(place for place, _ in rows) == list(range(n))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def in_two_goes(ask: Callable[[Collection[int]], Iterable[tuple[int, Row]]], n: int) -> list[Row]:
    """As if work had been broken off after every third row, and gone on with."""
    first = [place for place in range(n) if place % 3 == 0]
    rest = [place for place in range(n) if place % 3]
    return in_order([*ask(first), *ask(rest)], n)
