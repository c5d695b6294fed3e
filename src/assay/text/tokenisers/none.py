"""Words as they stand between white space."""

from __future__ import annotations

from collections.abc import Sequence

from assay.text.characters import Points, on_one_line
from assay.text.cutting import Kinds, cut_texts, cut_words, kinds_of
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `none`: `str.split`."""
    return cut_texts(on_one_line(texts), _kinds, cut_words)


def _kinds(points: Points) -> Kinds:
    return kinds_of(points, {})


TOKENISER = Tokeniser("none", words)
