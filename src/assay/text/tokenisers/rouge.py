"""The tokeniser of rouge-score: lower-case runs of ASCII letters and digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.text.characters import BREAK, Points, on_one_line
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser


def words(texts: Sequence[str]) -> Tokens:
    """As rouge-score 0.1.2's default tokeniser without its stemmer. All else is a gap: of "größer" gr and er are left,
    of Chinese nothing.
    """
    return cut_texts(lower(texts), _kinds, cut_words)


def lower(texts: Sequence[str]) -> list[str]:
    """The texts in lower case, each on one line."""
    return BREAK.join(on_one_line(texts)).lower().split(BREAK) if texts else []


def _kinds(points: Points) -> Kinds:
    letters = (points >= ord("a")) & (points <= ord("z"))
    digits = (points >= ord("0")) & (points <= ord("9"))
    kinds = np.where(letters | digits, Kind.LETTER, Kind.SPACE).astype(np.uint8)
    kinds[points == ord(BREAK)] = Kind.EDGE
    return kinds


TOKENISER = Tokeniser("rouge", words)
