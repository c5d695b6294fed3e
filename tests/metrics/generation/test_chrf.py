"""ChrF and chrF++ are sacreBLEU's, row by row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import chrf as sacrebleu

from assay.core.arrays import Array
from assay.core.scores import Measured
from assay.metrics.generation.chrf import CHRF, CHRFPlusPlus
from tests.metrics.generation.made import Texts, columns_of, examples, task
from tests.shared_data import shared_data

METRICS = [CHRF, CHRFPlusPlus]
TEXTS = st.lists(st.sampled_from([*"abc今天。 \t\u3000é😀", "(hi)", "end.", "!", "—"]), max_size=14).map("".join)


def measured(metric: type[CHRF], predictions: Texts, *references: Texts) -> Measured:
    return metric().measure(examples(predictions, *references), task())


def assert_is_sacrebleu(metric: type[CHRF], predictions: list[str], references: list[Texts]) -> None:
    ours = measured(metric, predictions, *references)
    theirs: Any = sacrebleu.CHRF(word_order=metric.word_order)
    assert ours.point == pytest.approx(theirs.corpus_score(predictions, references).score, abs=1e-9)
    assert ours.signature == str(theirs.get_signature())
    rows = np.array(theirs._extract_corpus_statistics(predictions, references)).reshape(len(predictions), -1, 3)
    assert ours.scores.rows.tolist() == rows[:, :, [2, 0, 1]].reshape(len(predictions), -1).tolist()


def with_epsilon(sums: Array) -> float:
    """The other formula of sacreBLEU, with a recall that counts three times: the mean of the orders' F-scores."""
    matches, predicted, referred = sums.reshape(-1, 3).T
    precision = [match / all_ if all_ else 1e-16 for match, all_ in zip(matches, predicted, strict=True)]
    recall = [match / all_ if all_ else 1e-16 for match, all_ in zip(matches, referred, strict=True)]
    pairs = zip(precision, recall, strict=True)
    return 100 * sum(10 * p * r / (9 * p + r) if p + r else 1e-16 for p, r in pairs) / len(matches)


def test_one_word_by_hand() -> None:
    ours = measured(CHRF, ["abd"], ["abc"])
    assert ours.scores.rows[0, :9].tolist() == [2, 3, 3, 1, 2, 2, 0, 1, 1]
    mean = (2 / 3 + 1 / 2 + 0) / 3
    assert ours.point == pytest.approx(100 * mean)


def test_spaces_do_not_count() -> None:
    assert measured(CHRF, [" a b\u3000c\n"], ["abc"]).point == 100


@pytest.mark.parametrize("metric", METRICS)
def test_nothing_in_common_is_worth_nothing(metric: type[CHRF]) -> None:
    assert measured(metric, ["abc"], ["def"]).point == 0
    assert measured(metric, [""], ["def"]).point == 0
    assert measured(metric, [""], [""]).point == 0


def test_the_better_of_two_references_counts_and_of_equals_the_first() -> None:
    rows = measured(CHRF, ["abc", "ab"], ["xyz", "abc"], ["abcd", "cab"]).scores.rows
    assert rows[0, :3].tolist() == [3, 3, 4]
    assert rows[1].tolist() == measured(CHRF, ["ab"], ["abc"]).scores.rows[0].tolist()


def test_a_reference_that_is_missing_is_no_empty_one() -> None:
    assert measured(CHRF, ["", ""], ["a", ""], [None, None]).scores.rows[:, 2].tolist() == [1, 0]


@pytest.mark.parametrize("metric", METRICS)
@given(columns=columns_of(TEXTS))
def test_random_texts(metric: type[CHRF], columns: tuple[list[str], list[Texts]]) -> None:
    assert_is_sacrebleu(metric, *columns)


@pytest.mark.parametrize("metric", METRICS)
def test_real_translations_into_german(metric: type[CHRF]) -> None:
    said, gold = (
        shared_data(f"mt/wmt17_ende/{name}.de.txt").read_text(encoding="utf-8").split("\n")[:1500]
        for name in ("online-B.0", "ref")
    )
    assert_is_sacrebleu(metric, said, [gold])


@pytest.mark.parametrize("metric", METRICS)
def test_real_translations_into_english_with_two_references(metric: type[CHRF]) -> None:
    names = ["GPT-4-1106-preview.en", "ref.en", "ALMA-13B-R.en"]
    said, *gold = (
        shared_data(f"mt/wmt22_zhen/{name}.txt").read_text(encoding="utf-8").split("\n")[:500] for name in names
    )
    assert_is_sacrebleu(metric, said, [gold[0], [text if row % 3 else None for row, text in enumerate(gold[1])]])


@pytest.mark.parametrize("metric", METRICS)
def test_real_chinese_summaries(metric: type[CHRF]) -> None:
    rows = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))[:-1]
    assert_is_sacrebleu(metric, [row["summary"] for row in rows], [[row["title"] for row in rows]])


def test_the_vectors_of_sacrebleus_own_tests() -> None:
    cases = json.loads(shared_data("vectors/sacrebleu.json").read_text(encoding="utf-8"))["chrf_eps_smoothing_beta3"]
    for case in cases:
        sums = measured(CHRF, case["hyp"], case["ref"]).scores.total
        assert with_epsilon(sums) == pytest.approx(case["score"], abs=1e-4)
