"""Regular expressions that are compiled when they are first used: a start needs few of the many."""

from __future__ import annotations

import re
from typing import cast


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, but compiled at its first use. A wrong expression is found only then."""
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    def __init__(self, expression: str, flags: int) -> None:
        self._expression, self._flags = expression, flags

    def __getattr__(self, name: str) -> object:
        """A method of the compiled expression, kept: the next use finds it at once."""
        found: object = getattr(re.compile(self._expression, self._flags), name)
        self.__dict__[name] = found
        return found
