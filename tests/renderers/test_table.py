"""The examples as a table for a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.report import Report
from assay.core.scores import Measured, Scores
from assay.renderers.table import TableRenderer, harmless
from tests.renderers.reports import documents, hostile, replies, tickets, tutorial


def read_back(report: Report) -> list[dict[str, str]]:
    written = TableRenderer().render(report)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(StringIO(written.removeprefix("\ufeff"), newline="")))


def test_each_example_is_a_row_with_what_it_was_read_as_and_whether_that_is_right() -> None:
    rows = read_back(tutorial())
    assert len(rows) == 15
    assert rows[3] == {"id": "4", "reference": "1", "prediction": "0", "label": "0", "correct": "false"}
    assert sum(row["correct"] == "true" for row in rows) == 12


def test_an_output_that_names_no_label_has_none_and_is_wrong() -> None:
    row = read_back(tickets())[39]
    assert (row["label"], row["correct"]) == ("", "false")
    assert row["prediction"] == "I am sorry, I cannot help with that request."


def test_each_text_has_its_own_value_of_every_additive_metric() -> None:
    rows = read_back(replies())
    assert [row["rougeL"] for row in rows] == ["0.8571", "1", "0.6", "0.4", "0"]
    assert "correct" not in rows[0]


def test_a_metric_that_only_repeats_what_is_correct_has_no_column() -> None:
    assert "accuracy" not in read_back(tutorial())[0]


def test_a_value_that_one_example_does_not_have_is_empty() -> None:
    report = tutorial()
    rows = np.stack([np.arange(15.0), np.arange(15.0) % 2], axis=1)
    made = Measured("loss", Scores(("sum", "n"), rows), lambda sums: sums[..., 0] / sums[..., 1], "ratio")
    found = [row["loss"] for row in read_back(replace(report, measured=(*report.measured, made)))]
    assert found[:4] == ["", "1", "inf", "3"]


def test_a_metric_of_one_class_has_no_column() -> None:
    report = replies()
    labelled = replace(report.measured[0], name="recall", label="x")
    assert "recall" not in read_back(replace(report, measured=(labelled,)))[0]


def test_likelihoods_have_rows_too() -> None:
    assert read_back(documents())[0] == {"id": "1", "perplexity": "7.38906"}


def test_several_references_have_a_column_each() -> None:
    report = replies()
    assert report.examples is not None
    both = (*report.examples.references, Column(["x", None, None, None, None]))
    rows = read_back(replace(report, examples=replace(report.examples, references=both)))
    assert [row["reference2"] for row in rows] == ["x", "", "", "", ""]


def test_several_labels_stand_in_one_cell() -> None:
    report = replies()
    assert report.examples is not None
    sets = (("a", "b"), (), ("c",), ("a",), ("b",))
    rows = read_back(replace(report, examples=replace(report.examples, predictions=None, prediction_sets=sets)))
    assert [row["prediction"] for row in rows] == ["a, b", "", "c", "a", "b"]


def test_a_report_without_examples_is_a_head_alone() -> None:
    assert TableRenderer().render(replace(tutorial(), examples=None, measured=())) == "\ufeffid\r\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-1", "-1"),
        ("+0.5", "+0.5"),
        ("a=b", "a=b"),
        (None, ""),
    ],
)
def test_no_text_is_run_as_a_formula(text: str | None, expected: str) -> None:
    assert harmless(text) == expected


def test_hostile_texts_come_back_harmless_and_in_their_cells() -> None:
    rows = read_back(hostile())
    assert len(rows) == 18
    assert rows[4]["prediction"].startswith("'=HYPERLINK")
    assert not any(cell.startswith(("=", "@", "\t")) for row in rows for cell in row.values())
    assert rows[7]["reference"] == "'-1+2\n<!-- ␀ ]]>"
