"""The tokeniser of sacreBLEU for Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from assay.text.characters import Points, on_one_line
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words, kinds_of
from assay.text.distinct import Ints
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser
from assay.text.tokenisers.mteval import MEMBERS, PUNCTUATION

# sacreBLEU writes its ranges beyond the first plane as "\u20000" to "\u2a6d6" and "\u2f800" to "\u2fa1d", which Python
# reads as two characters each. Compared with one character they are what stands here, and include “ ” and ….
_RANGES = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FBB),
    (0xF900, 0xFA2D),
    (0xFA30, 0xFA6A),
    (0xFA70, 0xFAD9),
    (0x2001, 0x2A6D),
    (0x2F81, 0x2FA1),
    (0xFF00, 0xFFEF),
    (0x2E80, 0x2EFF),
    (0x3000, 0x303F),
    (0x31C0, 0x31EF),
    (0x2F00, 0x2FDF),
    (0x2FF0, 0x2FFF),
    (0x3100, 0x312F),
    (0x31A0, 0x31BF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0x3200, 0x33FF),
)
_MEMBERS: dict[Kind, Ints | Sequence[int]] = {
    **MEMBERS,
    Kind.ALONE: np.concatenate([PUNCTUATION, *(np.arange(first, last + 1) for first, last in _RANGES)]),
}


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `zh`: each Chinese character stands alone, the rest is divided as by `13a`."""
    stripped = [text.strip() for text in texts]
    # Unlike 13a no white space is put around a text, so its edges hold a stop.
    return cut_texts(on_one_line(stripped), _kinds, partial(cut_words, holding=(Kind.DIGIT, Kind.EDGE)))


def _kinds(points: Points) -> Kinds:
    return kinds_of(points, _MEMBERS)


TOKENISER = Tokeniser("zh", words)
