"""The scores that LLaMA-Factory gives to one text against another, as it defines them."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq

from assay.text.ngrams import Tokens, matches, offsets_of
from assay.text.patterns import pattern
from assay.text.segmentation import words

ORDERS = 4

# rouge_chinese 1.0.3, Rouge.cut_sent: where a sentence ends. The order of the rules is part of the definition.
_SENTENCE_ENDS = (
    (pattern(r"([。！？\?])([^”’])"), r"\1\n\2"),
    (pattern(r"(\.{6})([^”’])"), r"\1\n\2"),
    (pattern(r"(\…{2})([^”’])"), r"\1\n\2"),
    (pattern(r"([。！？\?][”’])([^，。！？\?])"), r"\1\n\2"),
)
_NOT_ZERO = 1e-8  # rouge_chinese adds it to the denominator of F


def character_bleu(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """NLTK's `sentence_bleu` over characters with `SmoothingFunction().method3`, for each pair; in [0, 1].

    Counts of n-grams without a match are taken as 1/2, 1/4, ... of a match (NIST). 0 where no character matches.
    """
    left, right = _characters(hypotheses), _characters(references)
    sizes = zip(left.lengths.tolist(), right.lengths.tolist(), strict=True)
    found = matches(left, [right], ORDERS).tolist()
    there = np.maximum(left.counts(ORDERS), 1).tolist()
    return [_bleu(*counts, *lengths) for counts, lengths in zip(zip(found, there, strict=True), sizes, strict=True)]


def word_rouge(hypothesis: str, reference: str) -> tuple[float, float, float]:
    """F of ROUGE-1, ROUGE-2 and ROUGE-L of rouge_chinese 1.0.3 over jieba's words; each in [0, 1].

    N-grams are sets here, and words of different sentences are neighbours. 0 where a text has no word.
    """
    left, right = _sentence_words(hypothesis), _sentence_words(reference)
    if not left or not right:
        return 0.0, 0.0, 0.0
    return (
        _f_of_sets(set(left), set(right)),
        _f_of_sets(set(pairwise(left)), set(pairwise(right))),
        _f(LCSseq.similarity(left, right), len(left), len(right)),
    )


def _characters(texts: Sequence[str]) -> Tokens:
    """The code points of each text, which are their own ids."""
    ids = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.int32)
    return Tokens(ids, offsets_of(np.fromiter(map(len, texts), np.int64, len(texts))))


def _bleu(found: Sequence[int], there: Sequence[int], length: int, reference_length: int) -> float:
    if not found[0]:
        return 0.0
    without_match = 0
    logarithms = []
    for matched, grams in zip(found, there, strict=True):
        without_match += not matched
        precision = matched / grams if matched else 1 / (2**without_match * grams)
        logarithms.append(math.log(precision) / ORDERS)
    brevity = 1.0 if length > reference_length else math.exp(1 - reference_length / length)
    return brevity * math.exp(math.fsum(logarithms))


def _sentence_words(text: str) -> list[str]:
    """The words that rouge_chinese counts; a sentence of nothing but spaces is one empty word."""
    joined = " ".join(words(text))
    if not joined.strip():
        return []
    for end, broken in _SENTENCE_ENDS:
        joined = end.sub(broken, joined)
    sentences = filter(None, joined.rstrip().split("\n"))
    return [word for sentence in sentences for word in sentence.split() or [""]]


def _f_of_sets(left: Set[object], right: Set[object]) -> float:
    return _f(len(left & right), len(left), len(right))


def _f(common: int, left: int, right: int) -> float:
    precision = common / left if left else 0.0
    recall = common / right if right else 0.0
    return 2.0 * ((precision * recall) / (precision + recall + _NOT_ZERO))
