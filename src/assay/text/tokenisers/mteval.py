"""The tokeniser of mteval-v13a, which WMT used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from assay.text.characters import Points
from assay.text.cutting import Kind, Kinds, cut_texts, cut_words, kinds_of
from assay.text.distinct import Ints
from assay.text.ngrams import Tokens
from assay.text.tokenisers.base import Tokeniser

# The ranges of mteval-v13a.pl, which miss "'", "," "-" and "."; white space is none of them here.
PUNCTUATION = tuple(ord(character) for character in '!"#$%&()*+:;<=>?@[\\]^_`{|}~/')
MEMBERS: dict[Kind, Ints | Sequence[int]] = {
    Kind.ALONE: PUNCTUATION,
    Kind.STOP: (ord("."), ord(",")),
    Kind.DASH: (ord("-"),),
    Kind.DIGIT: range(ord("0"), ord("9") + 1),
}
_ESCAPES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))


def words(texts: Sequence[str]) -> Tokens:
    """As sacreBLEU's `13a`: ASCII punctuation stands alone, but for apostrophes, hyphens, and stops in numbers."""
    # Few texts hold what `_plain` is about, and calling it for all would cost as much as cutting them.
    plain = [_plain(text) if "&" in text or "\n" in text or "<" in text else text for text in texts]
    return cut_texts(plain, _kinds, partial(cut_words, holding=(Kind.DIGIT,)))


def _kinds(points: Points) -> Kinds:
    return kinds_of(points, MEMBERS)


def _plain(text: str) -> str:
    if "\n" in text or "<skipped>" in text:
        text = text.rstrip().replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    if "&" in text:
        for escape, character in _ESCAPES:
            text = text.replace(escape, character)
    return text


TOKENISER = Tokeniser("13a", words)
