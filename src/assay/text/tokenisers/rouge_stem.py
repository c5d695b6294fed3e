"""The tokeniser of rouge-score with its stemmer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assay.text.ngrams import Ids, Tokens
from assay.text.patterns import pattern
from assay.text.stemming import rouge_stem
from assay.text.tokenisers.base import Tokeniser
from assay.text.tokenisers.rouge import lower, words
from assay.text.words import tokens_of_words

_WORD = pattern("[a-z0-9]+")


def stems(texts: Sequence[str]) -> Tokens:
    """As rouge-score 0.1.2's default tokeniser with `use_stemmer=True`. Each distinct word is stemmed once."""
    tokens = words(texts)
    stem_of: Ids = tokens_of_words([[rouge_stem(word) for word in _spelled(texts, tokens)]]).ids
    return Tokens(stem_of[tokens.ids], tokens.offsets)


def _spelled(texts: Sequence[str], tokens: Tokens) -> list[str]:
    """The word of each id, read from the texts in which an id stands for the first time."""
    first = np.empty(int(tokens.ids.max(initial=-1)) + 1, np.int64)
    first[tokens.ids[::-1]] = np.arange(len(tokens.ids))[::-1]
    needed = np.unique(np.searchsorted(tokens.offsets, first, side="right") - 1).tolist()
    spelled: dict[int, str] = {}
    for row, line in zip(needed, lower([texts[row] for row in needed]), strict=True):
        ids = tokens.ids[tokens.offsets[row] : tokens.offsets[row + 1]].tolist()
        spelled.update(zip(ids, _WORD.findall(line), strict=True))
    return [spelled[number] for number in range(len(first))]


TOKENISER = Tokeniser("rouge-stem", stems)
