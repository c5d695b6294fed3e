"""The tokens that the small models read and write: words and marks, and each Chinese character by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile(r"[a-z']+|\d+|[^\sa-z\d]", re.IGNORECASE)
_NO_SPACE_BEFORE = set(",.;:?!%-") | {"'"}


def pieces(text: str) -> list[str]:
    """The tokens of `text`."""
    return _PIECE.findall(text)


def written_out(tokens: Sequence[str]) -> str:
    """The text of tokens: spaces between words of the Latin alphabet, none beside Chinese characters."""
    text = ""
    for token in tokens:
        joined = not text or token in _NO_SPACE_BEFORE or text[-1] == "-" or _is_wide(token) or _is_wide(text[-1])
        text += token if joined else f" {token}"
    return text


def _is_wide(token: str) -> bool:
    return ord(token[0]) > 0x2E80
