"""Distinct-n counts different n-grams over all texts together."""

from __future__ import annotations

import numpy as np
import pytest
from nltk.util import ngrams

from tests.metrics.generation.made import examples
from tests.metrics.generation.values import measured
from tests.shared_data import shared_data

TEXTS = ["the cat the cat", "the dog", "", "cat"]


@pytest.mark.parametrize(("name", "expected"), [("distinct1", 3 / 7), ("distinct2", 3 / 4)])
def test_an_ngram_counts_once_in_all_texts(name: str, expected: float) -> None:
    assert measured(name, examples(TEXTS)).point == pytest.approx(expected)


@pytest.mark.parametrize(("name", "n"), [("distinct1", 1), ("distinct2", 2)])
def test_it_equals_a_set_of_nltk_ngrams(name: str, n: int) -> None:
    texts = shared_data("mt/wmt22_zhen/ref.en.txt").read_text(encoding="utf-8").split("\n")[:300]
    words = ["".join(c if c.isalnum() else " " for c in text).split() for text in texts]
    grams = [gram for text in words for gram in ngrams(text, n)]
    found = measured(name, examples([" ".join(text) for text in words]))
    assert found.point == pytest.approx(len(set(grams)) / len(grams), abs=1e-12)


def test_a_text_without_weight_is_not_there() -> None:
    one = measured("distinct1", examples(TEXTS))
    assert one.at(np.array([[1.0, 0.0, 1.0, 0.0], [0.0, 2.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]])) == pytest.approx(
        [2 / 4, 3 / 5, np.nan], nan_ok=True
    )


def test_texts_without_a_word_have_no_value() -> None:
    assert np.isnan(measured("distinct2", examples(["", "one"])).point)


def test_chinese_is_counted_by_characters() -> None:
    assert measured("distinct1", examples(["好好学习"]), "zh").point == pytest.approx(3 / 4)
