"""What every form of the report shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.core.messages import literal
from assay.core.verdict import Composite, Gate, Outcome
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View
from assay.renderers.said.words import Words
from tests.renderers.reports import documents, replies, said, tickets, tutorial


def test_the_file_is_called_by_its_own_name() -> None:
    assert View(tickets()).subject == "generated_predictions.jsonl"
    assert isinstance(View(tickets()).subject, Quoted)


@pytest.mark.parametrize(
    ("path", "shown"), [("", "values from Python"), ("-", "standard input"), ("a\\b.csv", "b.csv")]
)
def test_what_has_no_file_is_said_in_words(path: str, shown: str) -> None:
    report = tutorial()
    assert View(replace(report, source=replace(report.source, path=path))).subject == shown


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        (tutorial(), "classification, 2 labels, '1' is the positive one"),
        (tickets(), "classification, 5 labels"),
        (replies("zh-Hant"), "文本生成"),
        (documents("zh-Hans"), "语言建模"),
    ],
)
def test_the_task_is_said_with_its_labels(report: object, shown: str) -> None:
    assert View(report).task == shown  # type: ignore[arg-type]


def test_several_labels_an_example_are_said() -> None:
    report = tickets()
    assert (
        View(replace(report, task=replace(report.task, multilabel=True))).task == "multi-label classification, 5 labels"
    )


def test_a_doubt_comes_after_what_it_is_about() -> None:
    assert View(replies()).remarks[2] == "It could be language modelling; --task lm says so."


def test_numbers_on_one_scale_stand_together_in_their_own_order() -> None:
    view = View(tutorial())
    assert [[line.title for line in lines] for _, lines in view.groups] == [
        ["Accuracy", "Precision of '1'", "Recall of '1'", "F1 of '1'"],
        ["Matthews correlation"],
    ]


def test_the_threshold_and_the_baseline_are_marked_where_they_apply() -> None:
    accuracy, precision = View(tutorial()).lines[:2]
    assert accuracy.mark.threshold == accuracy.mark.baseline == pytest.approx(8 / 15)
    assert (precision.mark.threshold, precision.mark.baseline) == (None, None)


def test_a_gate_about_one_class_marks_that_class_s_number() -> None:
    report = tickets()
    gate = Gate(literal("r"), "recall[account]", Outcome.FAIL, literal("w"), report.estimates["recall[account]"], 0.95)
    view = View(replace(report, judgement=replace(report.judgement, gates=(gate,))))
    marked = {line.title: line.mark.threshold for line in view.lines if line.mark.threshold is not None}
    assert marked == {"Recall of 'account'": pytest.approx(0.95)}


def test_a_gate_about_a_difference_draws_no_line_on_the_number_itself() -> None:
    report = tutorial()
    difference = replace(report.estimates["accuracy"], value=0.27, low=-0.06, high=0.55, range=(-1.0, 1.0))
    gate = replace(report.judgement.gates[0], estimate=difference, threshold=0.0)
    view = View(replace(report, judgement=replace(report.judgement, gates=(gate,))))
    assert view.lines[0].mark.threshold is None
    assert view.gates[0].line is not None
    assert view.gates[0].line.mark.threshold == 0.5
    assert view.gates[0].threshold == "> 0"


def test_a_weighted_score_says_of_what_it_is_made_and_what_it_lacks() -> None:
    line = next(line for line in View(replies()).lines if line.title == "chat")
    assert line.note == "Weighted: 0.4 × rougeL + 0.6 × rating. Not measured: rating."


def test_a_weighted_score_that_lacks_nothing_says_so_by_silence() -> None:
    report = replies()
    whole = Composite("chat", report.estimates["rougeL"], {"rougeL": 1.0})
    view = View(replace(report, judgement=replace(report.judgement, composites=(whole,))))
    assert next(line for line in view.lines if line.title == "chat").note == "Weighted: 1 × rougeL."


def test_what_is_better_when_lower_has_an_arrow_and_the_arrow_a_meaning() -> None:
    view = View(tickets())
    assert [line.title for line in view.lines if "↓" in line.title] == ["Outputs without a label ↓"]
    assert view.arrow == "↓ lower is better"
    assert View(tutorial()).arrow == ""


def test_a_gate_that_had_nothing_to_judge_has_no_number() -> None:
    gate = View(replies()).gates[1]
    assert (gate.line, gate.threshold, gate.sign) == (None, "", "?")


def test_the_baseline_is_said_with_its_distance() -> None:
    assert View(tutorial()).baseline == (
        "Always answering '1': Accuracy 0.5333. Difference in Accuracy, model minus baseline: "
        "0.2667 (−0.0613 – 0.5457; p\u00a0=\u00a00.1094)."
    )


def test_a_distance_that_does_not_exist_gives_its_reason() -> None:
    report = tutorial()
    assert report.baseline is not None
    assert report.baseline.difference is not None
    unknown = replace(report.baseline.difference, value=None, why=said("No row is paired.", "", ""))
    view = View(replace(report, baseline=replace(report.baseline, difference=unknown)))
    assert view.baseline.endswith("Accuracy 0.5333. No row is paired.")


def test_a_metric_without_a_title_is_called_by_its_name() -> None:
    report = replies()
    bare = replace(report.estimates["bleu"], title=None)
    assert Words("en").title(bare) == "bleu"


def test_a_name_begins_a_line_with_a_capital_unless_it_is_a_bare_name() -> None:
    titled = replace(tutorial().estimates["accuracy"], title=literal("accuracy"))
    assert Words("en").heading(titled) == "Accuracy"
    assert Words("en").heading(replace(titled, title=None)) == "accuracy"
    assert Words("en").title(titled) == "accuracy"


def test_a_name_from_outside_stands_for_itself() -> None:
    assert Words("en").named("renderers.rule-", "exact") == "the output is a label"
    assert Words("en").named("renderers.rule-", "somebody-s") == "somebody-s"
