"""The words of chrF++."""

from __future__ import annotations

import string
from collections.abc import Sequence

import numpy as np

from assay.text.characters import Points, on_one_line
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words, kinds_of
from assay.text.distinct import Ints
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser


def words(texts: Sequence[str]) -> Tokens:
    """Words between white space, one mark of ASCII punctuation taken off the end, or else off the beginning.

    As Popović's chrF++.py and sacreBLEU do: `(hi)` is `(hi` and `)`.
    """
    return cut_texts(on_one_line(texts), _kinds, _without_one_mark)


def _kinds(points: Points) -> Kinds:
    # Punctuation is a mark here and no word of its own, so it takes a kind that does not cut: no digit is before it.
    return kinds_of(points, {Kind.DASH: [ord(mark) for mark in string.punctuation]})


def _without_one_mark(kinds: Kinds) -> tuple[Ints, Ints]:
    starts, lengths = cut_words(kinds)
    ends = starts + lengths
    long, mark = lengths > 1, kinds == np.uint8(Kind.DASH)
    at_end = long & mark[ends - 1]
    at_start = long & mark[starts] & ~at_end
    cuts = np.concatenate([ends[at_end] - 1, starts[at_start] + 1])
    starts, ends = np.sort(np.concatenate([starts, cuts])), np.sort(np.concatenate([ends, cuts]))
    return starts, ends - starts


TOKENISER = Tokeniser("chrf-words", words)
