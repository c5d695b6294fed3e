"""Which column is what, by names alone."""

from __future__ import annotations

import pytest

from assay.readers.rows.names import normalised, roles_of

# The columns; the prediction, the reference.
TABLES = [
    ("id output expected", "output", "expected"),
    ("text true ft_pred ft_conf baseline_pred", "ft_pred", "true"),
    ("text gold pred gold_name pred_name", "pred_name", "gold_name"),
    ("premise hypothesis true_label_id pred_label_id true_label pred_label pred_label_ts", "pred_label", "true_label"),
    ("abstract true_label predicted_label raw_response correct", "predicted_label", "true_label"),
    ("doc_id source reference system_output scores", "system_output", "reference"),
    ("content title summary", "summary", "title"),
    ("instruction input output prediction", "prediction", "output"),
    ("question answer response", "response", "answer"),
    ("question answer reference", "answer", "reference"),
    ("actual predicted", "predicted", "actual"),
    ("expected actual", "actual", "expected"),
    ("input actualOutput expectedOutput", "actualOutput", "expectedOutput"),
    ("Prompt Model-Output Ground Truth".replace("Ground Truth", "GroundTruth"), "Model-Output", "GroundTruth"),
    ("src hyp ref", "hyp", "ref"),
    ("y_true y_pred", "y_pred", "y_true"),
    ("问题 标签 预测", "预测", "标签"),
    ("問題 標籤 預測", "預測", "標籤"),
    ("article summary", None, "summary"),
    ("article summary generated", "generated", "summary"),
    ("label label_desc sentence keywords id", None, "label"),
    ("text category", None, "category"),
    ("target_modules r alpha", None, None),
    ("model stage nll brier ece", None, None),
    ("id gpt4_output human_reference output_tokens", "gpt4_output", "human_reference"),
    ("prediction prediction_score label", "prediction", "label"),
]


@pytest.mark.parametrize(("names", "prediction", "reference"), TABLES)
def test_prediction_and_reference(names: str, prediction: str | None, reference: str | None) -> None:
    roles = roles_of(names.split())
    assert (roles.prediction, roles.reference) == (prediction, reference)


@pytest.mark.parametrize("name", ["actualOutput", "Actual Output", "actual-output", "ACTUAL_OUTPUT", " actual output "])
def test_spellings_of_a_name_are_one(name: str) -> None:
    assert normalised(name) == "actual_output"


def test_a_prompt_in_two_columns_is_both() -> None:
    assert roles_of(["premise", "hypothesis", "label", "prediction"]).prompt == ("premise", "hypothesis")
    assert roles_of(["instruction", "input", "output", "label"]).prompt == ("instruction", "input")
    assert roles_of(["question", "context", "answer", "response"]).prompt == ("question", "context")


def test_a_column_has_one_role() -> None:
    roles = roles_of(["hypothesis", "reference", "source"])
    assert (roles.prediction, roles.reference, roles.prompt) == ("hypothesis", "reference", ("source",))


@pytest.mark.parametrize("name", ["id", "idx", "Example_ID", "instance_id", "Unnamed: 0", "custom_id"])
def test_identities(name: str) -> None:
    assert roles_of([name, "prediction", "label"]).identity == name


def test_what_could_be_the_prediction_too_is_told() -> None:
    assert roles_of(["true", "ft_pred", "ft_conf", "baseline_pred"]).rivals == ("baseline_pred",)
    assert roles_of(["label", "pred_label", "pred_label_id", "pred_confidence"]).rivals == ("pred_label_id",)


def test_in_a_file_of_references_there_is_no_prediction() -> None:
    assert roles_of(["id", "output"], of_references=True).reference == "output"
    assert roles_of(["id", "prediction", "label"], of_references=True).reference == "label"
    assert roles_of(["id", "text"], of_references=True).reference == "text"
