"""The right words in the wrong order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.checks.texts.sample import Sample, sample
from assay.checks.texts.stakes import hanging
from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from assay.text.ngrams import Tokens

SHORTEST = 8  # words, or characters of Chinese: fewer say little of their order
RIGHT = 0.6  # of the words are in the references
ORDERLY = 0.25  # runs in common for each word in common: healthy outputs have about 0.5, shuffled 0.05 (Chinese 0.15)
TOLERATED = 0.1  # of the outputs with the right words: people too put 1 to 4 % of them otherwise
MANY = 0.15  # of the outputs have the right words; where fewer have, it is by chance
MOST = 0.5
SHUFFLES, SHUFFLED = 200, 100  # times, and texts at the most
AS_SHUFFLED = 0.3


class ScrambledOrder:
    """The outputs have the right words in the wrong order. Metrics that count single words (BLEU-1, ROUGE-1, token F1)
    stay high, while nobody could read the texts.

    Decided on outputs of 8 words or more (characters of Chinese) of which 60 % are in the references. One is scrambled
    where it shares less than a quarter as many pairs of neighbours as words; in Chinese, whose words are mostly of two
    characters and stay whole, as many runs of three. Found where, with 99 % confidence, more than a tenth of them are,
    and where 200 random orders of the same words have at least 0.3 times as many sequences of two and three in common
    with the references. Critical where more than half are, with 99 % confidence. Healthy outputs have some twenty times
    what chance gives.

    Ignore it where the order is free, as for a list of keywords.
    """

    code: ClassVar[str] = "scrambled-order"

    def look(self, case: Case) -> Looked:
        """From the words and pairs of neighbours that the outputs share with the references."""
        if case.texts is None or case.task.family != "generation":
            return say("findings.needs-generation")
        if not case.examples.references:
            return say("findings.needs-references")
        apart = 3 if _in_characters(case) else 2
        rows, words, runs, lengths = counted(case, apart) or _matches(sample(case), apart)
        long = lengths >= SHORTEST
        if not long.any():
            return say("findings.needs-longer-outputs", n=SHORTEST)
        right = long & (words >= RIGHT * lengths)
        wrong = right & (runs <= ORDERLY * words)
        k, n = int(wrong.sum()), int(right.sum())
        if not k or n < MANY * long.sum() or share(k, n).low <= TOLERATED:
            return None
        return self._finding(case, rows[wrong], n)

    def _finding(self, case: Case, rows: IntArray, n: int) -> Finding | None:
        """On the scrambled ones of `n` outputs with the right words."""
        k, which = len(rows), np.zeros(len(case.examples), np.bool_)
        which[rows] = True
        chance = _of_chance(case, which)
        if chance < AS_SHUFFLED:
            return None
        rate = share(k, n)
        evidence = {**rate.evidence, "scrambled": k, "with_right_words": n, "chance_over_observed": chance}
        return Finding(
            self.code,
            "critical" if rate.low > MOST else "warning",
            say("findings.scrambled-order-title"),
            say("findings.scrambled-order-message", k=k, n=n, chance=f"{100 * min(chance, 1.0):.0f}"),
            evidence,
            case.named(which),
            tuple(say(f"findings.scrambled-order-{step}") for step in ("decoding", "data", "judge")),
            hanging(case, which),
        )


Counts: TypeAlias = tuple[IntArray, Array, Array, Array]


def counted(case: Case, order: int = 2) -> Counts | None:
    """The rows, words and runs of so many words in common, and words in all, of the outputs (n,), where a metric has
    counted them.
    """
    wanted = ("match1", f"match{order}", "total1")
    for one in case.measured.values():
        names = one.scores.statistics
        if one.scores.index is None and set(wanted) <= set(names):
            words, runs, lengths = (one.scores.rows[:, names.index(name)] for name in wanted)
            return np.arange(len(words)), words, runs, lengths
    return None


def _matches(drawn: Sample, order: int) -> Counts:
    """The same, of the sample."""
    from assay.text.ngrams import matches

    own, *references = drawn.tokens
    found = matches(own, references, order).astype(np.float64)
    return drawn.rows, found[:, 0], found[:, order - 1], own.lengths.astype(np.float64)


def _in_characters(case: Case) -> bool:
    """Whether the words that are counted are characters: of Chinese that is not divided into words."""
    return (case.task.text_language or "").startswith("zh") and not _is_divided(sample(case))


def _is_divided(drawn: Sample) -> bool:
    from assay.text.tokenisers import divided_into_words

    return divided_into_words(drawn.predictions) and all(map(divided_into_words, drawn.references))


def _of_chance(case: Case, which: BoolArray) -> float:
    """The precision of sequences of two and three, of the same words in random order, over that of the outputs. In
    Chinese, of the same characters or the same words, whichever is more.
    """
    from assay.checks.texts.sample import sample_of

    some = sample_of(case.examples.take(which.nonzero()[0][:SHUFFLED]), case.task.text_language)
    ways = [some.tokens, *([some.divided("jieba")] if _in_characters(case) else [])]
    return max(_of_shuffles(*way) for way in ways)


def _of_shuffles(own: Tokens, *references: Tokens) -> float:
    from assay.text.order import matched, shuffled

    totals = np.maximum(own.counts(3).sum(axis=0)[1:], 1)
    draw = np.random.default_rng(0)
    observed = (matched(own, references)[:, 1:] / totals).mean()
    shuffles = matched(shuffled(own, SHUFFLES, draw), references, SHUFFLES)
    chance = (shuffles[:, 1:] / totals).mean()
    return float(chance / observed) if observed > 0 else 1.0
