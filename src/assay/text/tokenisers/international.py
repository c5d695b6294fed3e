"""The tokeniser of mteval-v14 with --international-tokenization."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

import numpy as np

from assay.text.characters import Points, on_one_line
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words, kinds_of
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser

_KIND_OF_CATEGORY = {"P": Kind.STOP, "S": Kind.ALONE, "N": Kind.DIGIT}


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `intl`: symbols stand alone, and punctuation but between numbers; by Unicode's categories."""
    stripped = [text.rstrip() for text in texts]
    return cut_texts(on_one_line(stripped), _kinds, partial(cut_words, holding=(Kind.DIGIT, Kind.EDGE)))


def _kinds(points: Points) -> Kinds:
    plain = kinds_of(points, {})
    categories = [unicodedata.category(chr(point))[0] for point in points.tolist()]
    kinds = np.array([_KIND_OF_CATEGORY.get(category, Kind.LETTER) for category in categories], np.uint8)
    return np.where(plain == Kind.LETTER, kinds, plain)


TOKENISER = Tokeniser("intl", words)
