"""What ROUGE counts: n-grams, longest common subsequences and their union over sentences. Lin (2004), "ROUGE: A package
for automatic evaluation of summaries", as rouge-score 0.1.2 implements it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.frozen import frozen
from assay.text.lcs import in_union_of_lcs, lcs_lengths
from assay.text.ngrams import Ints, Tokens, matches, offsets_of
from assay.text.patterns import pattern
from assay.text.tokenisers import divided_into_words, tokeniser

Floats: TypeAlias = NDArray[np.float64]

_UNSEPARATED = ("zh", "ja", "th", "lo", "km", "my")  # languages that write no spaces between words
_OF_UNSEPARATED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTER = pattern(r"[^\W\d_]")
_ASCII_LETTER = pattern(r"[A-Za-z]")
_SAMPLE = 500  # texts looked at


@frozen(eq=False)
class Summaries:
    """n texts as the tokens of their lines; text i has the lines `starts[i]` to before `starts[i + 1]`."""

    lines: Tokens
    starts: Ints

    @cached_property
    def whole(self) -> Tokens:
        """The tokens of each text, lines joined."""
        return Tokens(self.lines.ids, self.lines.offsets[self.starts])


def summaries(divisions: Sequence[str], sides: Sequence[Sequence[str]]) -> list[Summaries]:
    """Each side's texts; the i-th text of every side is divided by the tokeniser called `divisions[i]`. A token has the
    same number on every side.
    """
    texts = [text for side in sides for text in side]
    starts = offsets_of([text.count("\n") + 1 for text in texts])
    lines = "\n".join(texts).split("\n") if texts else []
    names = sorted(set(divisions))
    if len(names) > 1:
        which = np.array([names.index(name) for name in divisions] * len(sides))
        tokens = _divided(lines, names, which.repeat(np.diff(starts)))
    else:
        tokens = tokeniser(names[0] if names else "none").tokens(lines)
    ends = offsets_of([len(side) for side in sides]).tolist()
    return [
        Summaries(tokens.between(int(starts[start]), int(starts[end])), starts[start : end + 1] - starts[start])
        for start, end in pairwise(ends)
    ]


def divisions_of_each(hypotheses: Sequence[str], references: Sequence[str], language: str | None) -> list[str]:
    """(n) the name of the tokeniser that suits each reference, most of which are in `language` ("en", "zh-Hans"; None:
    not known).

    "char" for a reference in a script that does not separate words; "none" where such a text is Chinese and both sides
    have been divided into words with spaces. For the others "rouge", but "words" where most letters are not of English.
    """
    sample = "".join(references[:_SAMPLE])
    separated = "rouge" if sample.isascii() or _most(_ASCII_LETTER, sample) else "words"
    sides = hypotheses, references
    unseparated = "none" if all(map(divided_into_words, sides)) else "char"
    mostly = (language or "").partition("-")[0] in _UNSEPARATED

    def suitable(text: str) -> str:
        if text.isascii() or not _OF_UNSEPARATED.search(text):
            return separated
        return unseparated if mostly or _most(_OF_UNSEPARATED, text) else separated

    return [suitable(text) for text in references]


def _most(kind: re.Pattern[str], text: str) -> bool:
    """Whether at least half of the letters of `text` are of this kind."""
    return 2 * len(kind.findall(text)) >= len(_LETTER.findall(text))


def _divided(lines: Sequence[str], names: Sequence[str], which: Ints) -> Tokens:
    """The lines, each divided by the tokeniser `names[which]`; tokens of different ways are different."""
    rows = [np.flatnonzero(which == number) for number in range(len(names))]
    parts = [
        tokeniser(name).tokens([lines[row] for row in own.tolist()]) for name, own in zip(names, rows, strict=True)
    ]
    firsts = np.cumsum([0, *(part.ids.max(initial=-1) + 1 for part in parts[:-1])]).astype(np.int32)
    ids = np.concatenate([part.ids + first for part, first in zip(parts, firsts, strict=True)])
    joined = Tokens(ids, offsets_of(np.concatenate([part.lengths for part in parts])))
    return joined.take(np.argsort(np.concatenate(rows)))


def shared_ngrams(hypotheses: Summaries, references: Summaries, n: int) -> Floats:
    """(texts, n, 3) for each order from 1 to n: shared n-grams, the hypothesis's, the reference's."""
    sides = hypotheses.whole, references.whole
    counts = matches(sides[0], [sides[1]], n), sides[0].counts(n), sides[1].counts(n)
    return np.stack(counts, axis=2).astype(np.float64)


def shared_subsequence(hypotheses: Summaries, references: Summaries) -> Floats:
    """(texts, 3) the longest common subsequence, the hypothesis's tokens, the reference's."""
    sides = hypotheses.whole, references.whole
    return np.stack([lcs_lengths(*sides), sides[0].lengths, sides[1].lengths], axis=1).astype(np.float64)


def shared_by_lines(hypotheses: Summaries, references: Summaries) -> Floats:
    """(texts, 3) as `shared_subsequence`, but the sum over the reference's lines of the union of their common
    subsequences with each line of the hypothesis; a token of the hypothesis counts once.
    """
    counts = shared_subsequence(hypotheses, references)
    several = (np.diff(hypotheses.starts) > 1) | (np.diff(references.starts) > 1)
    rows = np.flatnonzero(several)
    if not len(rows):
        return counts
    pairs = _pairs_of_lines(references.starts, hypotheses.starts, rows)
    inside = in_union_of_lcs(references.lines, hypotheses.lines, pairs)
    found = Tokens(references.lines.ids[inside], offsets_of(inside)[references.whole.offsets])
    counts[rows, 0] = matches(found.take(rows), [hypotheses.whole.take(rows)], 1)[:, 0]
    return counts


def precision_recall_f(counts: Floats) -> Floats:
    """(..., 3) precision, recall and F from counts (..., 3) as above; 0 where nothing is shared."""
    precision = counts[..., 0] / np.maximum(counts[..., 1], 1)
    recall = counts[..., 0] / np.maximum(counts[..., 2], 1)
    both = precision + recall
    f = 2 * precision * recall / np.where(both > 0, both, 1.0)
    return np.stack([precision, recall, f], axis=-1)


def _pairs_of_lines(left: Ints, right: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Every line of the left text with every line of the right one, for the texts `rows`."""
    lefts, rights = np.diff(left)[rows], np.diff(right)[rows]
    sizes = lefts * rights
    which = np.repeat(np.arange(len(rows)), sizes)
    place = np.arange(len(which)) - offsets_of(sizes)[which]
    return left[rows][which] + place // rights[which], right[rows][which] + place % rights[which]
