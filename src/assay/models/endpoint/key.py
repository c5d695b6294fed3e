"""The key to a server: read from the environment, sent, and never shown."""

from __future__ import annotations

import os
from urllib.parse import quote

from assay.text.patterns import pattern

MOST_WORDS = 300  # characters of what a server says that are shown
# Control characters, and those that turn the direction of a line: a server's words end up on a terminal.
_HARMFUL = pattern(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_BEARER = pattern(r"(?i)\b(bearer\s+)\S+")


class Key:
    """What the environment variable `variable` holds; there may be none."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self._value = os.environ.get(variable, "").strip()

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return f"Key({self.variable!r})"

    def headers(self) -> dict[str, str]:
        """What is sent with a request."""
        return {"Authorization": f"Bearer {self._value}"} if self else {}

    def harmless(self, words: str) -> str:
        """What a server said, without the key, control characters and length."""
        hidden = words
        for written in (self._value, quote(self._value, safe="")) if self else ():
            hidden = hidden.replace(written, "…")
        line = _HARMFUL.sub(" ", _BEARER.sub(r"\1…", hidden)).strip()
        return line if len(line) <= MOST_WORDS else line[: MOST_WORDS - 1] + "…"
