"""Texts as arrays of character codes, and what kind of character each code is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.frozen import frozen

Codes: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
Points: TypeAlias = NDArray[np.uint32]

BREAK = "\n"
"""Stands before, between and after texts that are worked on as one; no text may hold it."""

WHITESPACE = tuple(point for point in range(0x3001) if chr(point).isspace())
"""The code points that `str.split` splits at."""

PADDING = 32
"""How many codes of 0 follow the texts, so that some may be read past the end."""

_PART = 1 << 20  # characters turned into code points at a time


@frozen(eq=False)
class Characters:
    """n texts in one array of `codes`, a BREAK before, between and after them, then PADDING codes of 0.

    A code of c stands for the code point `points[c]`; 0 stands for no character of the texts. The `breaks` (n + 1,)
    are where texts end and others begin.
    """

    codes: Codes
    points: Points
    breaks: NDArray[np.int64]

    def of_kind(self, kinds: NDArray[np.uint8], start: int, stop: int) -> NDArray[np.uint8]:
        """What `kinds` (a value for each code, in the order of `points`) says of the characters in a range."""
        codes = self.codes[start:stop]
        if codes.dtype != np.uint8:
            return kinds.take(codes)
        return np.frombuffer(codes.tobytes().translate(kinds.tobytes().ljust(256, b"\0")), np.uint8)


def characters(texts: Sequence[str]) -> Characters:
    """All texts as one array of the smallest codes that tell their characters apart."""
    joined = BREAK.join(["", *texts, "\0" * PADDING])
    breaks = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=breaks[1:])
    if joined.find("\0") == len(joined) - PADDING:
        try:
            encoded = joined.encode("latin-1")
        except UnicodeEncodeError:
            pass
        else:
            return Characters(np.frombuffer(encoded, np.uint8), np.arange(256, dtype=np.uint32), breaks)
    return Characters(*_numbered(joined[:-PADDING]), breaks)


def on_one_line(texts: Sequence[str]) -> Sequence[str]:
    """The texts with BREAKs turned into spaces."""
    return [text.replace(BREAK, " ") if BREAK in text else text for text in texts]


def _numbered(text: str) -> tuple[Codes, Points]:
    """Codes and points, the characters that occur numbered from 1 in the order of their code points."""
    parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
    seen = np.zeros(max(int(_code_points(part).max()) for part in parts) + 1, np.bool_)
    for part in parts:
        seen[_code_points(part)] = True
    points = np.flatnonzero(seen).astype(np.uint32)
    code = np.zeros(len(seen), np.min_scalar_type(len(points)))
    code[points] = np.arange(1, len(points) + 1)
    codes = np.concatenate([*(code[_code_points(part)] for part in parts), np.zeros(PADDING, code.dtype)])
    return codes, np.concatenate([np.zeros(1, np.uint32), points])


def _code_points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
