"""What a policy file says, value by value, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from assay.frozen import frozen


@frozen
class Word:
    """A single value, as it is written: "0.95", "disease", "true". `missing` where it is null or empty."""

    line: int
    written: str
    missing: bool = False


@frozen
class Series:
    """A list."""

    line: int
    items: tuple[Node, ...]


@frozen
class Table:
    """Keys with their values, and the line of each key."""

    line: int
    entries: Mapping[str, Node]
    lines: Mapping[str, int]


Node: TypeAlias = Word | Series | Table
