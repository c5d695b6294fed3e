"""Texts as arrays of character codes, and what kind of character each code is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
Points: TypeAlias = NDArray[np.uint32]

BREAK = "\n"
"""Stands before, between and after texts that are worked on as one; no text may hold it."""

WHITESPACE = tuple(point for point in range(0x3001) if chr(point).isspace())
"""The code points that `str.split` splits at."""

_PART = 1 << 20  # characters turned into code points at a time
_LAST = 0x110000


@dataclass(frozen=True, eq=False)
class Characters:
    """n texts in one array of `codes`, a BREAK before, between and after them.

    A code of c stands for the code point `points[c]`. Code 0 stands for no character, so that it can fill gaps.
    """

    codes: Codes
    points: Points

    def of_kind(self, kinds: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What `kinds` (a value for each code, in the order of `points`) says of each character."""
        if self.codes.dtype == np.uint8:
            table = kinds.tobytes().ljust(256, b"\0")
            return np.frombuffer(self.codes.tobytes().translate(table), np.uint8)
        return kinds.take(self.codes)


def characters(texts: Sequence[str]) -> Characters:
    """All texts as one array of the smallest codes that tell their characters apart."""
    joined = BREAK.join(["", *texts, ""])
    if "\0" not in joined:
        try:
            return Characters(np.frombuffer(joined.encode("latin-1"), np.uint8), np.arange(256, dtype=np.uint32))
        except UnicodeEncodeError:
            pass
    return _numbered(joined)


def on_one_line(texts: Sequence[str]) -> Sequence[str]:
    """The texts with BREAKs turned into spaces."""
    return [text.replace(BREAK, " ") if BREAK in text else text for text in texts]


def _numbered(text: str) -> Characters:
    """With the characters that occur numbered from 1, in the order of their code points."""
    parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
    seen = np.zeros(_LAST, bool)
    for part in parts:
        seen[_code_points(part)] = True
    points = np.flatnonzero(seen).astype(np.uint32)
    code = np.zeros(_LAST, np.min_scalar_type(len(points)))
    code[points] = np.arange(1, len(points) + 1)
    codes = np.concatenate([code[_code_points(part)] for part in parts])
    return Characters(codes, np.concatenate([np.zeros(1, np.uint32), points]))


def _code_points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
