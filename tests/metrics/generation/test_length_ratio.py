"""The length ratio is BLEU's ratio of lengths."""

from __future__ import annotations

import numpy as np
import pytest
import sacrebleu

from tests.metrics.generation.made import examples
from tests.metrics.generation.values import measured
from tests.shared_data import shared_data


def test_it_is_words_over_words() -> None:
    assert measured("length_ratio", examples(["a b", "c"], ["a b c", "d e f"])).point == pytest.approx(3 / 6)


def test_the_nearest_reference_counts() -> None:
    texts = examples(["a b c"], ["a"], ["a b c d e f"])
    assert measured("length_ratio", texts).point == pytest.approx(3.0)


def test_it_equals_the_lengths_that_sacrebleu_prints() -> None:
    names = ("mt/wmt22_zhen/ALMA-13B-R.en.txt", "mt/wmt22_zhen/ref.en.txt")
    said, gold = (shared_data(name).read_text(encoding="utf-8").split("\n")[:300] for name in names)
    bleu = sacrebleu.corpus_bleu(said, [gold])
    assert measured("length_ratio", examples(said, gold)).point == bleu.sys_len / bleu.ref_len


def test_chinese_is_counted_by_characters() -> None:
    assert measured("length_ratio", examples(["很好"], ["非常好吗"]), "zh").point == pytest.approx(0.5)


def test_references_without_a_word_have_no_ratio() -> None:
    assert np.isnan(measured("length_ratio", examples(["a"], [""])).point)
