"""Chinese words as jieba cuts them."""

from __future__ import annotations

from collections.abc import Sequence

from assay.text.ngrams import Tokens
from assay.text.segmentation import words as cut
from assay.text.tokenisers.base import Tokeniser
from assay.text.words import tokens_of_words


def words(texts: Sequence[str]) -> Tokens:
    """The words of `jieba.lcut`, white space left out, marks kept."""
    return tokens_of_words([word for word in cut(text) if not word.isspace()] for text in texts)


TOKENISER = Tokeniser("jieba", words)
