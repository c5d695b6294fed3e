"""What a policy file says, value by value, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Word:
    """A single value, as it is written: "0.95", "disease", "true". `missing` where it is null or empty."""

    line: int
    written: str
    missing: bool = False


@dataclass(frozen=True)
class Series:
    """A list."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Table:
    """Keys with their values, and the line of each key."""

    line: int
    entries: Mapping[str, Node]
    lines: Mapping[str, int]


Node: TypeAlias = Word | Series | Table
