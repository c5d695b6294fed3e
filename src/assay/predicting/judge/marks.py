"""The marks between which judged text stands: the same for the same case, and known to nobody who wrote it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import count

_LENGTH = 16  # hexadecimal digits


def mark_of(seed: int, row: int, texts: Sequence[str]) -> str:
    """A mark for the row that occurs in none of its texts. It is a hash of them too: a text that held its own mark
    would have to be searched for among 2**64.
    """
    for attempt in count():
        case = json.dumps([seed, row, attempt, *texts])
        mark = hashlib.blake2b(case.encode()).hexdigest()[:_LENGTH]
        if not any(mark in text.casefold() for text in texts):
            return mark
    raise AssertionError  # a text has an end
