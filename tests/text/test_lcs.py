"""Common subsequences are those of the table that rouge-score fills, ties included."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from rouge_score.rouge_scorer import _lcs_table, lcs_ind

from assay.text.lcs import in_union_of_lcs, lcs_lengths
from assay.text.ngrams import Tokens


def tokens(texts: list[list[int]]) -> Tokens:
    return Tokens(
        np.array([token for text in texts for token in text], np.int32),
        np.cumsum([0, *(len(text) for text in texts)]),
    )


def drawn(longest: int, vocabulary: int, seed: int, n: int = 40) -> list[list[int]]:
    draw = random.Random(seed)  # noqa: S311 - test data
    return [[draw.randrange(vocabulary) for _ in range(draw.randint(0, longest))] for _ in range(n)]


SIZES = [(8, 3), (70, 5), (140, 8), (140, 60), (300, 20)]


def test_a_subsequence_keeps_the_order_but_may_skip() -> None:
    assert lcs_lengths(tokens([[1, 2, 3, 4, 5]]), tokens([[1, 9, 3, 2, 5]])).tolist() == [3]


def test_nothing_is_common_with_an_empty_text() -> None:
    assert lcs_lengths(tokens([[], [1]]), tokens([[1], []])).tolist() == [0, 0]


@pytest.mark.parametrize(("longest", "vocabulary"), SIZES)
def test_lengths_equal_rouge_score(longest: int, vocabulary: int) -> None:
    left, right = drawn(longest, vocabulary, 1), drawn(longest, vocabulary, 2)
    expected = [_lcs_table(a, b)[-1][-1] for a, b in zip(left, right, strict=True)]
    assert lcs_lengths(tokens(left), tokens(right)).tolist() == expected


@pytest.mark.parametrize("first", [0xD7FF, 0x10FFFF - 0x800, 2_000_000])
def test_any_number_of_distinct_tokens_is_told_apart(first: int) -> None:
    left, right = [[first, first + 1, first + 2]], [[first, first + 2, first + 1]]
    assert lcs_lengths(tokens(left), tokens(right)).tolist() == [2]


@pytest.mark.parametrize(("longest", "vocabulary"), SIZES)
def test_the_union_over_sentences_equals_rouge_score(longest: int, vocabulary: int) -> None:
    references, hypotheses = drawn(longest, vocabulary, 3), drawn(longest, vocabulary, 4)
    n = len(references)
    pairs = np.repeat(np.arange(n), 3), (np.repeat(np.arange(n), 3) + np.tile([0, 1, 7], n)) % n
    found = in_union_of_lcs(tokens(references), tokens(hypotheses), pairs)
    for row, (start, stop) in enumerate(pairwise(tokens(references).offsets.tolist())):
        partners = pairs[1][pairs[0] == row]
        expected = set().union(*(lcs_ind(references[row], hypotheses[partner]) for partner in partners))
        assert set(np.flatnonzero(found[start:stop]).tolist()) == expected
