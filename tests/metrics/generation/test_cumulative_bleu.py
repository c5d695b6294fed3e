"""BLEU-1 to BLEU-4 are NLTK's corpus_bleu."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.translate.bleu_score import corpus_bleu

from assay.metrics.generation.cumulative_bleu import BLEU1, BLEU2, BLEU3, BLEU4, CumulativeBLEU
from tests.metrics.generation.made import Texts, columns_of, examples, task
from tests.shared_data import shared_data

BLEUS = [BLEU1, BLEU2, BLEU3, BLEU4]
WORDS = st.lists(st.sampled_from(["a", "the", "cat", "sat", "dog"]), max_size=10).map(" ".join)


def ours(metric: type[CumulativeBLEU], predictions: Texts, *references: Texts, language: str = "en") -> float:
    return metric().measure(examples(predictions, *references), task(language)).point


def nltks(order: int, predictions: list[str], references: list[Texts]) -> float:
    rows = [[text.split() for text in row if text is not None] for row in zip(*references, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that an order has no match
        return float(corpus_bleu(rows, [text.split() for text in predictions], weights=(1 / order,) * order))


def test_the_tutorial_example_is_two_of_five() -> None:
    said, gold = ["人工智能 正在 深刻 影响 各行业"], ["人工智能 技术 正在 改变 各行各业"]
    assert ours(BLEU1, said, gold, language="zh") == pytest.approx(0.4, abs=1e-12)
    assert ours(BLEU2, said, gold, language="zh") == 0


def test_short_predictions_count_an_ngram_that_they_cannot_have() -> None:
    # 3 of 4 words and their pairs, 1 of 2: "one two three" has 2 pairs, "four" 0, which NLTK counts as 1.
    assert ours(BLEU2, ["one two three", "four"], ["one two three", "four"]) == pytest.approx((2 / 3) ** 0.5)


def test_a_shorter_prediction_is_penalised() -> None:
    assert ours(BLEU1, ["one two"], ["one two three four"]) == pytest.approx(2.718281828459045**-1)


@pytest.mark.parametrize("metric", BLEUS)
def test_nothing_in_common_is_worth_nothing(metric: type[CumulativeBLEU]) -> None:
    assert ours(metric, ["one two three four five"], ["six seven eight nine ten"]) == 0
    assert ours(metric, [""], [""]) == 0


def test_statistics_are_those_of_the_order() -> None:
    measured = BLEU2().measure(examples(["a b"], ["a b"]), task())
    assert measured.scores.statistics == ("match1", "match2", "total1", "total2", "hyp_len", "ref_len")
    assert measured.signature == "nrefs:1|case:mixed|order:2|tok:13a|smooth:none|nltk:3.10.4"


@pytest.mark.parametrize("metric", BLEUS)
@given(columns=columns_of(WORDS))
def test_random_texts(metric: type[CumulativeBLEU], columns: tuple[list[str], list[Texts]]) -> None:
    predictions, references = columns
    expected = nltks(metric.order, predictions, references)
    assert ours(metric, predictions, *references) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("metric", BLEUS)
def test_real_translations(metric: type[CumulativeBLEU]) -> None:
    said, gold = (
        [
            " ".join(one for one in line.split() if one.isalnum())
            for line in shared_data(f"mt/{name}").read_text().split("\n")[:400]
        ]
        for name in ("wmt17_ende/online-B.0.de.txt", "wmt17_ende/ref.de.txt")
    )
    assert ours(metric, said, gold) == pytest.approx(nltks(metric.order, said, [gold]), abs=1e-9)
