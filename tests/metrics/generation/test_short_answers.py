"""Exact match and token F1 are SQuAD's; Chinese answers are compared by characters."""

from __future__ import annotations

import json
import re
import string
from collections import Counter

import numpy as np
import pytest

from assay.core.examples import Examples
from tests.metrics.generation.made import examples
from tests.metrics.generation.values import measured, of_each
from tests.shared_data import shared_data


def normalize_answer(text: str) -> str:
    """The official script's, version 1.1."""
    text = "".join(character for character in text.lower() if character not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1_score(prediction: str, reference: str) -> float:
    """The official script's, version 2.0."""
    said, gold = normalize_answer(prediction).split(), normalize_answer(reference).split()
    if not said or not gold:
        return float(said == gold)
    same = sum((Counter(said) & Counter(gold)).values())
    if not same:
        return 0.0
    precision, recall = same / len(said), same / len(gold)
    return 2 * precision * recall / (precision + recall)


def translations() -> tuple[list[str], list[str]]:
    names = ("mt/wmt22_zhen/ALMA-13B-R.en.txt", "mt/wmt22_zhen/ref.en.txt")
    said, gold = (shared_data(name).read_text(encoding="utf-8").split("\n") for name in names)
    short = [" ".join(text.split()[:3]) for text in said]
    return [*said[:600], *short], [*gold[:600], *(" ".join(text.split()[:3]) for text in gold)]


@pytest.mark.parametrize("case", [0, 1])
def test_the_documented_examples_of_squad(case: int) -> None:
    vector = json.loads(shared_data("vectors/squad_em_f1.json").read_text(encoding="utf-8"))[case]
    texts = examples(vector["pred"], [gold[0] for gold in vector["gold"]])
    assert 100 * measured("exact_match", texts).point == pytest.approx(vector["exact_match"])
    assert 100 * measured("token_f1", texts).point == pytest.approx(vector["f1"])


def test_every_text_without_ideographs_equals_the_official_script() -> None:
    pairs = [pair for pair in zip(*translations(), strict=True) if not re.search("[一-鿿]", "".join(pair))]
    texts = examples([said for said, _ in pairs], [gold for _, gold in pairs])
    matches = [float(normalize_answer(one) == normalize_answer(other)) for one, other in pairs]
    assert 0 < sum(matches) < len(matches)
    assert of_each("exact_match", texts).tolist() == matches
    np.testing.assert_allclose(of_each("token_f1", texts), [f1_score(*pair) for pair in pairs], atol=1e-12)


def several() -> Examples:
    return examples(["the red car", "no", ""], ["a blue car", "yes", "gone"], ["red car!", None, None])


def test_the_best_of_several_references_counts() -> None:
    assert of_each("exact_match", several()).tolist() == [1.0, 0.0, 0.0]
    assert of_each("token_f1", several()).tolist() == [1.0, 0.0, 0.0]


def test_an_empty_prediction_counts_as_wrong_where_something_was_asked() -> None:
    texts = examples(["", None], ["x", "x"])
    assert measured("exact_match", texts).point == measured("token_f1", texts).point == 0.0


def test_two_empty_answers_are_the_same() -> None:
    texts = examples(["", "the"], ["", "A"])
    assert of_each("exact_match", texts).tolist() == of_each("token_f1", texts).tolist() == [1.0, 1.0]


def test_the_order_of_words_matters_to_exact_match_only() -> None:
    texts = examples(["red car"], ["car red"])
    assert measured("exact_match", texts).point == 0.0
    assert measured("token_f1", texts).point == 1.0


def test_chinese_answers_are_compared_by_characters() -> None:
    texts = examples(["北京市", "《红楼 梦》。"], ["北京", "红楼梦"])
    assert of_each("exact_match", texts, "zh").tolist() == [0.0, 1.0]
    assert of_each("token_f1", texts, "zh") == pytest.approx([0.8, 1.0])


def test_rows_of_exact_match_are_stored_once() -> None:
    assert len(measured("exact_match", several()).scores.rows) == 2


@pytest.mark.parametrize("name", ["exact_match", "token_f1"])
def test_no_examples_have_no_value(name: str) -> None:
    assert np.isnan(measured(name, examples([], [])).point)
