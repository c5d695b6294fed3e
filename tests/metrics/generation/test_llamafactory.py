"""LLaMA-Factory's figures on its own files, under names of their own."""

from __future__ import annotations

import json

import pytest

from assay.core.examples import Examples
from tests.metrics.generation.made import examples
from tests.metrics.generation.values import measured, of_each
from tests.shared_data import shared_data

NAMES = {
    "predict_bleu-4": "bleu_llamafactory",
    "predict_rouge-1": "rouge1_llamafactory",
    "predict_rouge-2": "rouge2_llamafactory",
    "predict_rouge-l": "rougeL_llamafactory",
}


def run(folder: str) -> Examples:
    lines = shared_data(f"{folder}/generated_predictions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return examples([row["predict"] for row in rows], [row["label"] for row in rows])


@pytest.mark.parametrize(
    "file",
    [
        "artefacts/sunxiaochuan_predict/all_results.json",
        "genuine/llamafactory/cls_predict/predict_results.json",
        "genuine/llamafactory/gen_predict/predict_results.json",
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_the_reported_figure_is_reproduced(file: str, name: str) -> None:
    reported = json.loads(shared_data(file).read_text(encoding="utf-8"))[name]
    assert measured(NAMES[name], run(file.rpartition("/")[0])).point == pytest.approx(reported, abs=1e-9)


def test_each_text_is_rounded_before_the_mean() -> None:
    values = of_each("rouge1_llamafactory", examples(["a b c", "x"], ["a b d", "x"]))
    assert values.tolist() == [round(value, 4) for value in values.tolist()]
    assert values[1] == 100.0


def test_only_the_first_reference_counts() -> None:
    assert measured("rougeL_llamafactory", examples(["b"], ["a"], ["b"])).point == 0.0


def test_a_label_of_one_word_has_no_pair_of_words() -> None:
    assert measured("rouge2_llamafactory", examples(["billing"], ["billing"])).point == 0.0
