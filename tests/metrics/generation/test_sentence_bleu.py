"""Sentence BLEU is NLTK's, averaged."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from sacrebleu.metrics.bleu import _get_tokenizer

from assay.core.scores import Measured
from assay.metrics.generation.sentence_bleu import SentenceBLEU
from tests.metrics.generation.made import Texts, columns_of, examples, task
from tests.shared_data import shared_data

WORDS = st.lists(st.sampled_from(["a", "the", "cat", "sat", "dog"]), max_size=8).map(" ".join)
DIVIDE: Callable[[str], str] = _get_tokenizer("13a")()


def ours(predictions: Texts, *references: Texts) -> Measured:
    return SentenceBLEU().measure(examples(predictions, *references), task())


def assert_is_nltks(predictions: list[str], references: list[Texts]) -> None:
    smoothing = SmoothingFunction().method1
    expected = [
        sentence_bleu(
            [DIVIDE(text).split() for text in row if text is not None],
            DIVIDE(said).split(),
            smoothing_function=smoothing,
            auto_reweigh=True,
        )
        for said, *row in zip(predictions, *references, strict=True)
    ]
    measured = ours(predictions, *references)
    assert measured.scores.rows[:, 0] == pytest.approx(np.array(expected, float), abs=1e-9)
    assert measured.point == pytest.approx(float(np.mean(expected)), abs=1e-9)


def test_an_order_without_a_match_counts_as_a_tenth_of_one() -> None:
    assert ours(["a cat sat there"], ["a cat is there"]).point == pytest.approx((3 / 4 * 1 / 3 * 0.1 / 2 * 0.1) ** 0.25)


def test_a_short_prediction_is_judged_by_the_orders_it_can_have() -> None:
    assert ours(["yes"], ["yes"]).point == 1
    assert ours(["oh yes"], ["oh yes"]).point == 1


def test_it_is_the_mean_over_texts() -> None:
    assert ours(["yes", "no", ""], ["yes", "yes", "yes"]).point == pytest.approx(1 / 3)


def test_the_signature_states_the_smoothing() -> None:
    expected = "nrefs:1|case:mixed|tok:13a|order:4|smooth:method1|reweigh:yes|nltk:3.10.4|mean of texts"
    assert sorted(ours(["a"], ["a"]).signature.split("|")) == sorted(expected.split("|"))


@given(columns_of(WORDS))
def test_random_texts(columns: tuple[list[str], list[Texts]]) -> None:
    assert_is_nltks(*columns)


def test_real_translations() -> None:
    names = ["GPT-4-1106-preview.en", "ref.en", "ALMA-13B-R.en"]
    said, *gold = (
        shared_data(f"mt/wmt22_zhen/{name}.txt").read_text(encoding="utf-8").split("\n")[:300] for name in names
    )
    assert_is_nltks(said, list(gold))
