"""Short answers made comparable: SQuAD's normalisation, and one for texts with Chinese characters."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assay.text.cutting import cut_texts, cut_words, kinds_of
from assay.text.ngrams import Tokens, offsets_of
from assay.text.patterns import pattern

_ARTICLES = "a an the"
_ARTICLE = pattern(r"\b(?:an?|the)\b")
_PUNCTUATION = string.punctuation.encode()
# ASCII that ends a word for a regular expression, but not where texts are split at white space.
_CONTROL = bytes([*range(9), *range(0x0E, 0x1C), 0x7F])
_IDEOGRAPH = pattern("([\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def answer_words(texts: Sequence[str]) -> Tokens:
    """The words of each text that are compared: those of SQuAD 1.1's `normalize_answer`, split at white space.

    That is lower case, without ASCII punctuation and without a, an, the. A text with an ideograph or kana is brought
    to half width too, loses all punctuation, and each such character is a word.
    """
    joined = "\n".join([_ARTICLES, *texts])
    if joined.count("\n") > len(texts):
        joined = "\n".join([_ARTICLES, *(text.replace("\n", " ") for text in texts)])
    bare = joined.lower().encode("utf-8", "surrogatepass").translate(None, _PUNCTUATION)
    lines = bare.decode("utf-8", "surrogatepass").split("\n")
    odd = [row for row, line in enumerate(lines) if not line.isascii()] if _is_plain(bare) else range(1, len(lines))
    for row in odd:
        lines[row] = _plain(lines[row])
    tokens = cut_texts(lines, lambda points: kinds_of(points, {}), cut_words)
    articles = np.isin(tokens.ids, tokens.ids[: tokens.offsets[1]])
    done = np.zeros(len(lines), np.bool_)
    done[odd] = True
    return _kept(tokens, ~articles | done.repeat(tokens.lengths)).between(1, len(lines))


def _is_plain(text: bytes) -> bool:
    """Whether white space alone ends the words of ASCII lines."""
    return len(text.translate(None, _CONTROL)) == len(text)


def _plain(text: str) -> str:
    """A text beyond ASCII without its articles; with white space around each ideograph."""
    if not _IDEOGRAPH.search(text):
        return _ARTICLE.sub(" ", text)
    text = unicodedata.normalize("NFKC", text).lower().translate(_NO_MARKS)
    return _IDEOGRAPH.sub(r" \1 ", _ARTICLE.sub(" ", text))


def _kept(tokens: Tokens, kept: NDArray[np.bool_]) -> Tokens:
    return Tokens(tokens.ids[kept], offsets_of(kept)[tokens.offsets])


class _WithoutMarks(dict[int, int | None]):
    """A table for `str.translate` that drops every mark; filled as characters come."""

    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        mark = unicodedata.category(character).startswith("P") or character in string.punctuation
        self[point] = None if mark else point
        return self[point]


_NO_MARKS = _WithoutMarks()
