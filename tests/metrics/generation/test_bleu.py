"""BLEU is sacreBLEU's, row by row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import bleu as sacrebleu

from assay.core.scores import Measured
from assay.metrics.generation import bleu_counts
from assay.metrics.generation.bleu import BLEU, corpus_bleu
from tests.metrics.generation.made import Texts, columns_of, examples, task
from tests.shared_data import shared_data

WORDS = ["a", "the", "cat", "sat", "Dog", "5.5", "3,", "-", "..", "(hi)", "&amp;"]
ENGLISH = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
CHINESE = st.text(st.sampled_from("今天气很好。，我们a5.-"), max_size=15)


def measured(predictions: Texts, *references: Texts, language: str = "en") -> Measured:
    return BLEU().measure(examples(predictions, *references), task(language))


def assert_is_sacrebleu(predictions: list[str], references: list[Texts], language: str) -> None:
    ours = measured(predictions, *references, language=language)
    theirs: Any = sacrebleu.BLEU(tokenize="zh" if language == "zh" else "13a", force=True)
    assert ours.point == pytest.approx(theirs.corpus_score(predictions, references).score, abs=1e-9)
    assert ours.signature == str(theirs.get_signature())
    rows = np.array(theirs._extract_corpus_statistics(predictions, references))
    assert ours.scores.rows[:, [8, 9, *range(8)]].tolist() == rows.tolist()


def test_two_sentences_by_hand() -> None:
    ours = measured(["the cat sat on the mat", "a dog"], ["the cat sat on a mat", "a big dog"])
    # Matches 5+2 of 8, 3 of 6, 2 of 4, 1 of 3; 8 words for 9.
    assert ours.scores.total.tolist() == [7, 3, 2, 1, 8, 6, 4, 3, 8, 9]
    expected = 100 * (7 / 8 * 3 / 6 * 2 / 4 * 1 / 3) ** 0.25 * np.exp(1 - 9 / 8)
    assert ours.point == pytest.approx(expected, abs=1e-12)


def test_a_copy_is_worth_100() -> None:
    assert measured(["one two three four five"], ["one two three four five"]).point == 100


def test_orders_without_a_match_count_as_half_a_quarter_and_an_eighth() -> None:
    sums = np.array([2.0, 0, 0, 0, 4, 3, 2, 1, 4, 4])
    assert corpus_bleu(sums) == pytest.approx(100 * (2 / 4 * 0.5 / 3 * 0.25 / 2 * 0.125 / 1) ** 0.25)


def test_a_missing_prediction_is_an_empty_one_and_is_counted() -> None:
    texts = ["the cat sat on the mat", None]
    ours = measured(texts, ["the cat sat on the mat", "so did the dog"])
    assert ours.point == measured(["the cat sat on the mat", ""], ["the cat sat on the mat", "so did the dog"]).point
    assert ours.scores.total[-2:].tolist() == [6, 10]


def test_empty_predictions_are_worth_nothing() -> None:
    assert measured(["", ""], ["a cat", "a dog"]).point == 0


def test_an_example_without_any_reference_has_an_empty_one() -> None:
    ours = measured(["a cat", "a dog"], ["a cat", None])
    assert ours.scores.rows[1].tolist() == [0, 0, 0, 0, 2, 1, 0, 0, 2, 0]
    assert "nrefs:1|" in ours.signature


def test_texts_that_repeat_have_the_same_rows_as_alone() -> None:
    pairs = [("the cat sat.", "a cat sat."), ("no", "yes")] * 40
    ours = measured([p for p, _ in pairs], [r for _, r in pairs]).scores.rows
    alone = measured(["the cat sat.", "no"], ["a cat sat.", "yes"]).scores.rows
    assert ours.tolist() == alone.tolist() * 40


def test_chinese_words_that_are_divided_already_are_kept_and_the_signature_says_so() -> None:
    ours = measured(["人工智能 正在 深刻 影响 各行业"], ["人工智能 技术 正在 改变 各行各业"], language="zh")
    assert ours.scores.total[[0, 4]].tolist() == [2, 5]
    assert "|tok:none|" in ours.signature


def test_no_predictions_or_no_references_are_said_to_be_lacking() -> None:
    assert BLEU().lacks(examples(["a"]), task()) is not None
    assert BLEU().lacks(examples(["a"], ["a"]), task()) is None


@given(columns_of(ENGLISH))
def test_random_english_with_several_and_missing_references(columns: tuple[list[str], list[Texts]]) -> None:
    assert_is_sacrebleu(*columns, "en")


@given(columns_of(CHINESE))
def test_random_chinese_with_several_and_missing_references(columns: tuple[list[str], list[Texts]]) -> None:
    assert_is_sacrebleu(*columns, "zh")


@pytest.mark.parametrize("system", ["online-B.0", "uedin-nmt.4722"])
def test_real_translations_into_german(system: str) -> None:
    said = shared_data(f"mt/wmt17_ende/{system}.de.txt").read_text(encoding="utf-8").split("\n")
    gold = shared_data("mt/wmt17_ende/ref.de.txt").read_text(encoding="utf-8").split("\n")
    assert_is_sacrebleu(said, [gold], "de")


def test_real_translations_into_english_with_two_references() -> None:
    names = ["GPT-4-1106-preview.en", "ref.en", "ALMA-13B-R.en"]
    said, *gold = (shared_data(f"mt/wmt22_zhen/{name}.txt").read_text(encoding="utf-8").split("\n") for name in names)
    assert_is_sacrebleu(said, [gold[0], [text if row % 3 else None for row, text in enumerate(gold[1])]], "en")


def test_real_chinese_summaries() -> None:
    rows = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))[:-1]
    assert_is_sacrebleu([row["summary"] for row in rows], [[row["title"] for row in rows]], "zh")


def test_real_chinese_against_itself_shifted() -> None:
    lines = shared_data("mt/wmt22_zhen/src.zh.txt").read_text(encoding="utf-8").split("\n")
    assert_is_sacrebleu(lines, [[*lines[1:], "不"]], "zh")


def test_the_vectors_of_sacrebleus_own_tests() -> None:
    cases: list[dict[str, Any]] = json.loads(shared_data("vectors/sacrebleu.json").read_text(encoding="utf-8"))[
        "corpus_bleu"
    ]
    assert len(cases) == 6
    for case in cases:
        made = examples(case["hyps"], *case["refs"])
        rows = bleu_counts.counted(made, case["options"].get("tokenize", "13a")).rows(4)
        # No order is without a match, so that smoothing makes no difference.
        assert corpus_bleu(rows.sum(axis=0)) == pytest.approx(case["score"], abs=1e-6)
