"""Japanese words by MeCab with the IPA dictionary (extra `ja`)."""

from __future__ import annotations

from collections.abc import Sequence

import ipadic
import MeCab

from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser
from assay.text.words import tokens_of_words

_TAGGER = MeCab.Tagger(f"{ipadic.MECAB_ARGS} -Owakati")


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `ja-mecab`."""
    return tokens_of_words([_TAGGER.parse(text.strip()).split() for text in texts])


TOKENISER = Tokeniser(f"ja-mecab-{_TAGGER.version()}-IPA", words)
