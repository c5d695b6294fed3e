"""One rating as a number."""

from __future__ import annotations

import re

from assay.readers.rows.values import BadRow
from assay.text.patterns import pattern

_MISSING = frozenset(
    {
        "",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "none",
        "null",
        "-",
        "--",
        "–",
        "—",
        "?",
        ".",
        "skip",
        "skipped",
        "不适用",
        "不適用",
        "无",
        "無",
    }
)
_MOST = 1e9
_NUMBER = pattern(r"([+-]?\d+(?:[.,]\d+)?)\s*(?:/\s*\d+|分|星|颗星|顆星|points?|pts?|stars?)?\.?", re.IGNORECASE)
_LED = pattern(r"([+-]?\d+(?:\.\d+)?)\s*(?:[-–—:：=.、(（]\s*)\D.*", re.DOTALL)  # "5 - excellent", "3 (fair)"


def rating_of(value: object) -> float | None:
    """The number; None where nobody rated: a blank, "N/A". Raises BadRow for what is neither."""
    if value is None:
        return None
    if isinstance(value, int | float):
        return _finite(value) if value == value else None  # noqa: PLR0124 - NaN alone differs from itself
    if not isinstance(value, str):
        item = getattr(value, "item", None)  # a NumPy scalar
        if callable(item):
            return rating_of(item())
        raise BadRow("readers.row-not-number")
    return _of_text(value.strip())


def _of_text(text: str) -> float | None:
    if text.casefold() in _MISSING or text.casefold().startswith(("n/a", "not applicable")):
        return None
    found = _NUMBER.fullmatch(text) or _LED.fullmatch(text)
    if found is None:
        raise BadRow("readers.row-no-rating", text=text[:40])
    return _finite(float(found[1].replace(",", ".")))


def _finite(number: float) -> float:
    """Raises BadRow for what no scale reaches."""
    if not abs(number) <= _MOST:
        raise BadRow("readers.row-not-number")
    return float(number)
