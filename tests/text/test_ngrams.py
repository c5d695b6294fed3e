"""N-grams are counted as with a counter an order and a text."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.ngrams import Tokens, matches, offsets_of, overlaps, strings

Texts = list[list[int]]
TEXT = st.lists(st.integers(0, 4) | st.sampled_from([2**30, 2**31 - 2]), max_size=12)
TEXTS = st.lists(TEXT, max_size=6)


def tokens(texts: Sequence[Sequence[int]]) -> Tokens:
    return Tokens(
        np.array([token for text in texts for token in text], np.int32), offsets_of([len(text) for text in texts])
    )


def grams(text: Sequence[int], n: int) -> Counter[tuple[int, ...]]:
    return Counter(tuple(text[start : start + n]) for start in range(len(text) - n + 1))


def counted(hypotheses: Texts, references: list[Texts], n: int) -> list[list[int]]:
    """What `matches` should give, counted one text and one order at a time."""
    rows = []
    for row, hypothesis in enumerate(hypotheses):
        most: list[Counter[tuple[int, ...]]] = [Counter() for _ in range(n)]
        for side in references:
            most = [best | grams(side[row], order) for order, best in enumerate(most, 1)]
        rows.append([(grams(hypothesis, order) & best).total() for order, best in enumerate(most, 1)])
    return rows


def test_the_tutorial_example() -> None:
    # a b c d e against a c f g h: two words in common, no pair.
    found, predicted, referred = overlaps(tokens([[0, 2, 5, 6, 7]]), tokens([[0, 1, 2, 3, 4]]), 4)
    assert found.tolist() == [[2, 0, 0, 0]]
    assert predicted.tolist() == referred.tolist() == [[5, 4, 3, 2]]


def test_an_ngram_matches_as_often_as_it_is_in_both() -> None:
    found, _, _ = overlaps(tokens([[1, 1, 1, 1]]), tokens([[1, 1, 2, 1]]), 3)
    assert found.tolist() == [[3, 1, 0]]


def test_with_several_references_the_one_that_has_it_most_often_counts() -> None:
    found = matches(tokens([[1, 1, 1, 2]]), [tokens([[1, 1, 3, 3]]), tokens([[2, 1, 2, 3]])], 2)
    # 1 counts twice and 2 once; 1 1 once for the first reference, 1 2 once for the second.
    assert found.tolist() == [[3, 2]]


def test_ngrams_do_not_span_texts() -> None:
    found, _, _ = overlaps(tokens([[1], [2]]), tokens([[1], [2]]), 2)
    assert found.tolist() == [[1, 0], [1, 0]]


@given(st.data(), TEXTS, st.integers(1, 3))
def test_matches_are_those_of_counters(data: st.DataObject, hypotheses: Texts, n_references: int) -> None:
    column = st.lists(TEXT, min_size=len(hypotheses), max_size=len(hypotheses))
    references = [data.draw(column) for _ in range(n_references)]
    found = matches(tokens(hypotheses), [tokens(side) for side in references], 5)
    assert found.tolist() == counted(hypotheses, references, 5)


# With few tokens all orders fit in one key; with many, one order is built on the other.
@pytest.mark.parametrize(
    ("texts", "longest", "vocabulary"),
    [(3000, 80, 30), (3, 100_000, 5), (20_000, 2, 400_000), (500, 60, 2_000_000_000), (3, 50_000, 3_000_000)],
)
def test_matches_of_many_texts_are_those_of_counters(texts: int, longest: int, vocabulary: int) -> None:
    draw = random.Random(0)  # noqa: S311 - test data
    sides = [[draw.choices(range(vocabulary), k=draw.randint(0, longest)) for _ in range(texts)] for _ in range(2)]
    found, predicted, _ = overlaps(tokens(sides[0]), tokens(sides[1]), 3)
    assert found.tolist() == counted(sides[0], [sides[1]], 3)
    assert predicted.tolist() == [[max(len(text) - order, 0) for order in range(3)] for text in sides[0]]


def test_texts_can_be_taken_in_any_order_and_an_empty_one_for_none() -> None:
    taken = tokens([[1, 2], [], [3]]).take(np.array([2, -1, 0, 0, 1]))
    assert taken.ids.tolist() == [3, 1, 2, 1, 2]
    assert taken.offsets.tolist() == [0, 1, 1, 3, 5, 5]


def test_a_range_of_texts_is_texts_of_its_own() -> None:
    part = tokens([[1, 2], [3], [4, 5]]).between(1, 3)
    assert part.ids.tolist() == [3, 4, 5]
    assert part.offsets.tolist() == [0, 1, 3]


@pytest.mark.parametrize("largest", [9, 0xD800 + 5, 3_000_000])
def test_strings_are_equal_where_tokens_are(largest: int) -> None:
    draw = random.Random(1)  # noqa: S311 - test data
    sides = [[[largest - draw.randrange(8) for _ in range(draw.randint(0, 6))] for _ in range(30)] for _ in range(2)]
    left, right = strings(tokens(sides[0]), tokens(sides[1]))
    for row in range(30):
        ids, points = sides[0][row] + sides[1][row], left[row] + right[row]
        assert [ids.index(token) for token in ids] == [points.index(point) for point in points]
