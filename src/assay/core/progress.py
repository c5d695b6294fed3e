"""How far work is: told to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["reading", "measuring", "comparing", "checking", "drawing"]

Progress: TypeAlias = Callable[[Stage, int, int], None]
"""Called where a stage begins or goes on, with how many of its parts are done, and of how many."""


def untold(stage: Stage, done: int, parts: int) -> None:
    """Where nobody wants to know."""
