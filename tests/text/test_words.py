"""Words have equal ids where they are equal, of whatever length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.characters import characters
from assay.text.tokenisers.none import words
from assay.text.words import SpanNumbers, tokens_of_words


def partition(labels: list[object]) -> list[int]:
    """For each entry where one like it first is."""
    return [labels.index(label) for label in labels]


def assert_told_apart(texts: list[str]) -> None:
    found = words(texts)
    assert found.lengths.tolist() == [len(text.split()) for text in texts]
    said: list[object] = [word for text in texts for word in text.split()]
    assert partition(found.ids.tolist()) == partition(said)


LENGTHS = [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 41]


@pytest.mark.parametrize("letters", ["ab", "a\0", "中文", "é"])
def test_words_that_begin_alike_are_told_apart(letters: str) -> None:
    beginnings = [letters[0] * length for length in LENGTHS]
    variants = [
        *beginnings,
        *(word[:-1] + letters[-1] for word in beginnings),
        *(word + letters[-1] for word in beginnings),
    ]
    assert_told_apart([" ".join(variants), " ".join(reversed(variants))])


@given(st.lists(st.text(st.sampled_from("ab 中\0\t\u3000"), max_size=60), max_size=6))
def test_ids_are_those_of_the_words_between_white_space(texts: list[str]) -> None:
    assert_told_apart(texts)


def test_ids_of_many_texts_are_one_numbering() -> None:
    vocabulary = [f"w{number}" for number in range(50_000)]
    draw = np.random.default_rng(0).integers(0, len(vocabulary), 400_000)
    found = words([" ".join(vocabulary[number] for number in part) for part in np.split(draw, 1000)])
    pairs = set(zip(found.ids.tolist(), draw.tolist(), strict=True))
    assert len(pairs) == len({word for _, word in pairs}) == int(found.ids.max()) + 1


def test_nothing_added_has_no_ids() -> None:
    assert len(SpanNumbers(characters(["a"]).codes).ids()) == 0


def test_parts_are_numbered_together() -> None:
    numbers = SpanNumbers(characters(["ab abc b"]).codes)
    numbers.add(np.array([1, 4]), np.array([2, 3]))
    numbers.add(np.array([8, 4, 2]), np.array([1, 2, 1]))
    assert partition(numbers.ids().tolist()) == [0, 1, 2, 0, 2]


def test_lists_of_words_become_ids_in_order_of_appearance() -> None:
    tokens = tokens_of_words([["b", "a"], [], ["a", "c"]])
    assert tokens.ids.tolist() == [0, 1, 1, 2]
    assert tokens.offsets.tolist() == [0, 2, 2, 4]
