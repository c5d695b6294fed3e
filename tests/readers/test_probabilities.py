"""Probabilities in every form that files have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples, Probabilities
from assay.readers import read
from assay.readers.base import ReadOptions
from tests.readers.written import jsonl, notes, said, text, texts


def found(examples: Examples) -> Probabilities:
    assert examples.probabilities is not None
    return examples.probabilities


def test_a_column_a_label(tmp_path: Path) -> None:
    rows = "label,pred,prob_ham,prob_spam\nham,spam,0.25,0.75\nspam,spam,0.5,0.5\n"
    examples = read(text(tmp_path / "x.csv", rows))
    assert (found(examples).labels, found(examples).normalised) == (("ham", "spam"), True)
    assert found(examples).matrix.tolist() == [[0.25, 0.75], [0.5, 0.5]]
    assert examples.extra == {}
    assert "prob_ham, prob_spam" in notes(examples)


def test_numbered_columns_alone_give_the_prediction(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.csv", "index,label,p0,p1\n0,1,0.9,0.1\n3,0,0.2,0.8\n"))
    assert (found(examples).labels, said(examples)) == (("0", "1"), ["0", "1"])
    assert "no prediction column" in notes(examples)


def test_scores_of_labels_are_not_normalised() -> None:
    examples = read({"label": ["a", "b"], "pred": ["a", "a"], "logit_a": [2.0, 0.1], "logit_b": [-1.0, 0.0]})
    assert (found(examples).labels, found(examples).normalised) == (("a", "b"), False)


def test_measures_are_no_probabilities() -> None:
    table = {
        "reference": ["a b", "c d"],
        "prediction": ["a b", "c"],
        "score_bleu": [1.0, 0.2],
        "score_rouge": [1.0, 0.5],
    }
    examples = read(table)
    assert examples.probabilities is None
    assert set(examples.extra) == {"score_bleu", "score_rouge"}


def test_a_mapping_by_label(tmp_path: Path) -> None:
    rows = [
        {"label": "a", "pred": "a", "probs": {"a": 0.7, "b": 0.3}},
        {"label": "b", "pred": "a", "probs": {"b": 0.4, "a": 0.6}},
        {"label": "b", "pred": "a", "probs": None},
    ]
    matrix = found(read(jsonl(tmp_path / "x.jsonl", rows))).matrix
    assert matrix[:2].tolist() == [[0.7, 0.3], [0.6, 0.4]]
    assert np.isnan(matrix[2]).all()


def test_a_list_by_code_or_in_sorted_order() -> None:
    by_code = read([{"label": 1, "pred": 0, "probs": [0.6, 0.4]}, {"label": 0, "pred": 0, "probs": [0.7, 0.3]}])
    assert found(by_code).labels == ("0", "1")
    by_name = read([{"label": "b", "pred": "a", "probs": [0.6, 0.4]}, {"label": "a", "pred": "a", "probs": [0.7, 0.3]}])
    assert found(by_name).labels == ("a", "b")


def test_ratings_under_the_name_of_scores_are_no_probabilities() -> None:
    rows = [{"system_output": "x y", "reference": "x", "scores": {"fluency": 4.5, "overall": 3.0}}] * 2
    assert read(rows).probabilities is None


def test_confidence_is_about_what_was_said() -> None:
    sure = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4] * 4
    examples = read({"label": list("abcabc") * 4, "pred": list("abccba") * 4, "confidence": sure})
    matrix = found(examples).matrix
    assert found(examples).labels == ("a", "b", "c")
    assert matrix[0, 0] == 0.9
    assert np.isnan(matrix[0, 1:]).all()
    assert "confidence was read as the probability of what was predicted" in notes(examples)


def test_with_two_labels_confidence_tells_both() -> None:
    table = {"label": ["y", "n", "y"], "pred": ["y", "n", "n"], "confidence": [0.9, 0.8, 0.6]}
    assert found(read(table)).matrix.tolist() == [[0.9, pytest.approx(0.1)], [pytest.approx(0.2), 0.8], [0.4, 0.6]]


def test_one_score_belongs_to_the_label_that_is_said_where_it_is_high() -> None:
    table = {"label": ["y", "n", "y", "n"], "pred": ["y", "n", "n", "y"], "prob": [0.9, 0.1, 0.3, 0.7]}
    assert (found(read(table)).labels, found(read(table)).matrix[:, 0].tolist()) == (("y",), [0.9, 0.1, 0.3, 0.7])


def test_one_score_without_predictions_belongs_to_the_label_1() -> None:
    examples = read({"label": [1, 0, 1], "y_score": [0.9, 0.2, 0.4]})
    assert (found(examples).labels, said(examples)) == (("1",), ["1", "0", "0"])


def test_a_score_beside_texts_stays_a_column() -> None:
    rows = [{"prediction": f"text {i}", "reference": f"other {i}", "score": i} for i in range(20)]
    examples = read(rows)
    assert examples.probabilities is None
    assert texts(examples.extra["score"])[:2] == ["0", "1"]


def test_probabilities_can_be_named(tmp_path: Path) -> None:
    path = text(tmp_path / "x.csv", "label,pred,mine_a,mine_b,sure\na,a,1,2,0.9\nb,a,3,4,0.8\nb,b,3,4,0.8\n")
    by_name = read(path, ReadOptions(probability="sure"))
    assert (found(by_name).labels, len(found(by_name).matrix)) == (("a", "b"), 3)
    with pytest.raises(InputError, match="no column 'prob' for --probability"):
        read(path, ReadOptions(probability="prob"))


def test_what_is_no_number_is_a_bad_row(tmp_path: Path) -> None:
    rows = ["label,prob_a,prob_b", *["a,0.5,0.5"] * 300, "a,much,0.5", "b,,"]
    examples = read(text(tmp_path / "x.csv", "\n".join(rows)))
    assert [(skip.line, str(skip.why)) for skip in examples.source.skipped] == [
        (302, "holds something else where a number is expected")
    ]
    assert np.isnan(found(examples).matrix[-1]).all()
    assert said(examples)[-1] is None
