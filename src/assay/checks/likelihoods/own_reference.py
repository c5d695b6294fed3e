"""Whether outputs fit the references of their own examples better than those of others."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from assay.frozen import frozen
from assay.stats.student import critical_value
from assay.text.normalise import folded
from assay.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED = 10  # rows
OTHERS = 6  # references of other examples that each output is held against
_FIRST, _MOST = 12, 400  # examples: a good model is known by the first few
_PLAIN, _PLAINLY = 0.7, 0.999  # the fit that is plainly good, and how sure to be of it
_WORD = pattern(r"\w+")
_UNSPACED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@frozen
class Fit:
    """How often an output fits its own reference better than another example's, ties as half, with the interval, over
    `n` examples. 0.5 is what outputs give that have nothing to do with their examples. `borrowed` is the share of the
    outputs' words that some reference has too; `worst` are rows of outputs that fit their own reference least.
    """

    value: float
    low: float
    high: float
    n: int
    borrowed: float
    worst: tuple[int, ...] = ()


def fit(outputs: Sequence[str], references: Sequence[str], level: float) -> Fit:
    """The fit of outputs (n,) to references (n,), from at most 400 examples spread over the file; from fewer where they
    are plainly good.
    """
    first = _Sample(outputs, references, _FIRST)
    if len(outputs) > _FIRST and first.fit(_PLAINLY).low > _PLAIN:
        return first.fit(level)
    return _Sample(outputs, references, _MOST).fit(level)


def glimpse(outputs: Sequence[str], references: Sequence[str]) -> float:
    """How often outputs fit their own references better, by a dozen examples: what is far from it need not be asked."""
    return _Sample(outputs, references, _FIRST).fit(_PLAINLY).value


class _Sample:
    """Some examples with the words of their texts; pairs of characters where words are not spaced. Words weigh by how
    few references have them: Sparck Jones (1972), doi:10.1108/eb026526.
    """

    def __init__(self, outputs: Sequence[str], references: Sequence[str], most: int) -> None:
        n = min(len(outputs), most)
        self._rows = rows = [row * (len(outputs) - 1) // max(1, n - 1) for row in range(n)]
        self._references = [folded(references[row]) for row in rows]
        self._outputs = [_words(folded(outputs[row])) for row in rows]
        self._theirs = [_words(text) for text in self._references]

    @cached_property
    def _weights(self) -> dict[str, float]:
        held = Counter(word for words in self._theirs for word in words)
        return {word: math.log((len(self._theirs) + 1) / count) ** 2 for word, count in held.items()}

    @cached_property
    def _lengths(self) -> list[float]:
        return [math.sqrt(sum(self._weights[word] for word in words)) for words in self._theirs]

    def fit(self, level: float) -> Fit:
        """The share and its interval, by Student's t over the examples."""
        ranked = sorted(self._ranks())
        ranks = [rank for rank, _ in ranked]
        if len(ranks) < 2:
            return Fit(0.5, 0.0, 1.0, len(ranks), 0.0)
        share = sum(ranks) / len(ranks)
        variance = sum((rank - share) ** 2 for rank in ranks) / (len(ranks) - 1)
        reach = critical_value(level, len(ranks) - 1.0) * math.sqrt(variance / len(ranks))
        worst = tuple(row for _, row in ranked[:_NAMED])
        return Fit(share, max(0.0, share - reach), min(1.0, share + reach), len(ranks), self._borrowed(), worst)

    def _ranks(self) -> Iterator[tuple[float, int]]:
        """For each output, than how many others' references its own fits better, as a share, and its row."""
        for place, words in enumerate(self._outputs):
            others = [one for one in self._others(place) if self._references[one] != self._references[place]]
            if words and others:
                own = self._likeness(words, place)
                beaten = [self._likeness(words, one) for one in others]
                yield sum((own > one) + 0.5 * (own == one) for one in beaten) / len(beaten), self._rows[place]

    def _others(self, place: int) -> list[int]:
        """Places of other examples, far apart in the file."""
        n = len(self._theirs)
        return list(dict.fromkeys((place + 1 + step * n // (OTHERS + 1)) % n for step in range(OTHERS)))

    def _likeness(self, words: frozenset[str], place: int) -> float:
        """The cosine, but for the output's own length, which is the same for all that it is held against."""
        weights = self._weights
        shared = sum(weights[word] for word in words & self._theirs[place])
        return shared / self._lengths[place] if shared else 0.0

    def _borrowed(self) -> float:
        words = [word for said in self._outputs for word in said]
        return sum(word in self._weights for word in words) / len(words) if words else 0.0


def _words(text: str) -> frozenset[str]:
    words = _WORD.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return frozenset(words)
    return frozenset(piece for word in words for piece in _pieces(word))


def _pieces(word: str) -> Sequence[str]:
    if len(word) < 2 or not _UNSPACED.search(word):
        return (word,)
    return [word[at : at + 2] for at in range(len(word) - 1)]
