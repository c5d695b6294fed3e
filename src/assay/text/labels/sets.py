"""Several labels in one text: `["sport", "money"]`, "sport, money", 体育、财经."""

from __future__ import annotations

import re

from assay.text.patterns import pattern

_BETWEEN = pattern(r"\s*[,;|、，；]\s*")
_WRAPPED = pattern(r"\s*[\[({](.*)[\])}]\s*", re.DOTALL)
_QUOTES = " \t\n\"'“”‘’`"


def split_labels(text: str) -> list[str]:
    """The labels that `text` lists, in order; itself where it lists none, nothing where it is an empty list."""
    wrapped = _WRAPPED.fullmatch(text)
    inside = wrapped.group(1) if wrapped else text
    parts = (part.strip(_QUOTES) for part in _BETWEEN.split(inside))
    return [part for part in parts if part]


def is_list(text: str) -> bool:
    """Whether `text` is written as a list is in JSON or Python."""
    return text.lstrip().startswith("[") and text.rstrip().endswith("]")
