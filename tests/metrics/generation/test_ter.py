"""TER is sacreBLEU's, row by row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import ter as sacrebleu

from assay.core.scores import Measured
from assay.metrics.generation.ter import TER
from tests.metrics.generation.made import Texts, columns_of, examples, task
from tests.shared_data import shared_data

TEXTS = st.lists(st.sampled_from(["a", "The", "the", "cat", "sat", "on", "a.", "今天"]), max_size=14).map(" ".join)


def measured(predictions: Texts, *references: Texts) -> Measured:
    return TER().measure(examples(predictions, *references), task())


def assert_is_sacrebleu(predictions: list[str], references: list[Texts]) -> None:
    ours = measured(predictions, *references)
    theirs: Any = sacrebleu.TER()
    assert ours.point == pytest.approx(theirs.corpus_score(predictions, references).score, abs=1e-9)
    assert ours.signature == str(theirs.get_signature())
    rows = np.array(theirs._extract_corpus_statistics(predictions, references))
    assert ours.scores.rows == pytest.approx(rows, abs=1e-12)


def test_a_block_that_moved_is_one_edit_and_case_none() -> None:
    assert measured(["On the mat the cat sat"], ["the cat sat on the mat"]).point == pytest.approx(100 / 6)


def test_of_several_references_the_nearest_gives_the_edits_and_all_the_length() -> None:
    assert measured(["a cat"], ["a cat sat there"], ["a dog"]).scores.rows.tolist() == [[1, 3]]


def test_a_reference_that_is_missing_is_not_counted() -> None:
    assert measured(["a cat"], ["a cat sat there"], [None]).scores.rows.tolist() == [[2, 4]]


def test_an_empty_prediction_misses_every_word() -> None:
    assert measured(["", "a"], ["a cat sat", "a"]).point == 75


def test_the_signature_counts_references() -> None:
    assert measured(["a", "b"], ["a", "b"], ["c", None]).signature.startswith("nrefs:var|")


@settings(max_examples=60)
@given(columns_of(TEXTS))
def test_random_texts(columns: tuple[list[str], list[Texts]]) -> None:
    assert_is_sacrebleu(*columns)


def test_real_translations_into_german() -> None:
    said, gold = (
        shared_data(f"mt/wmt17_ende/{name}.de.txt").read_text(encoding="utf-8").split("\n")[:300]
        for name in ("online-B.0", "ref")
    )
    assert_is_sacrebleu(said, [gold])


def test_real_translations_into_english_with_two_references() -> None:
    names = ["GPT-4-1106-preview.en", "ref.en", "ALMA-13B-R.en"]
    said, *gold = (
        shared_data(f"mt/wmt22_zhen/{name}.txt").read_text(encoding="utf-8").split("\n")[:40] for name in names
    )
    assert_is_sacrebleu(said, [gold[0], [text if row % 3 else None for row, text in enumerate(gold[1])]])


def test_real_chinese_summaries_by_character() -> None:
    rows = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))[:150]
    assert_is_sacrebleu([" ".join(row["summary"]) for row in rows], [[" ".join(row["title"]) for row in rows]])


def test_the_vectors_of_sacrebleus_own_tests() -> None:
    for case in json.loads(shared_data("vectors/sacrebleu.json").read_text(encoding="utf-8"))["ter"]:
        assert measured(case["hyp"], case["ref"]).point == pytest.approx(case["score"], abs=1e-9)
