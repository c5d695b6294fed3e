"""Words in lower case as they stand between white space."""

from __future__ import annotations

from collections.abc import Sequence

from assay.text.ngrams import Tokens
from assay.text.tokenisers import none
from assay.text.tokenisers.base import Tokeniser


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `tercom` with its default options: lower case, punctuation kept where it is."""
    return none.words([text.lower() for text in texts])


TOKENISER = Tokeniser("tercom", words)
