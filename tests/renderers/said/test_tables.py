"""The report's tables, as words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.report import Confusion, Echo, Parsing
from assay.renderers.page.labels import heat, matrix_of
from assay.renderers.said.labels import class_lines, confused_table, confusion_table
from assay.renderers.said.origin import origin
from assay.renderers.said.tables import (
    echoes,
    forms_table,
    methods_table,
    not_measured_table,
    rules_table,
    skipped_table,
)
from assay.renderers.said.view import View
from tests.renderers.reports import documents, intents, said, tickets, tutorial


def test_what_names_no_label_is_the_last_column_where_there_is_any() -> None:
    report = tickets()
    assert report.confusion is not None
    assert confusion_table(View(report), report.confusion).head[-1] == "(no label)"
    small = tutorial()
    assert small.confusion is not None
    table = confusion_table(View(small), small.confusion)
    assert (table.head, table.rows) == (("", "0", "1"), (("0", "6", "1"), ("1", "2", "6")))


def test_the_most_frequent_errors_come_first_with_their_share() -> None:
    report = tickets()
    assert report.confusion is not None
    rows = confused_table(View(report), report.confusion, 3).rows
    assert rows[0] == ("account", "billing", "3", "7.9\u00a0%")
    assert [row[2] for row in rows] == ["3", "2", "2"]


def test_a_perfect_model_confuses_nothing() -> None:
    perfect = Confusion(("a", "b"), np.array([[3, 0], [0, 4]]), np.array([0, 0]))
    assert confused_table(View(tutorial()), perfect, 5).rows == ()


def test_of_many_classes_the_weakest_are_shown() -> None:
    view = View(intents())
    assert [line.label[-2:] for line in class_lines(view, 3)] == ["76", "75", "74"]
    assert len(class_lines(view)) == 77
    assert class_lines(view)[0].label.endswith("00")


def test_reading_that_was_no_reading_is_not_shown() -> None:
    assert rules_table(View(tutorial())) is None
    assert forms_table(View(tutorial())) is None


def test_each_rule_is_counted_with_its_share() -> None:
    table = rules_table(View(tickets()))
    assert table is not None
    assert table.rows[0] == ("the output is a label", "187", "93.5\u00a0%")
    assert table.rows[-1] == ("no label: counted as wrong", "5", "2.5\u00a0%")


def test_only_labels_that_are_probable_are_said_to_be() -> None:
    report = tutorial()
    assert report.parsing is not None
    view = View(replace(report, parsing=Parsing({"probability": 15}, report.parsing.unparsed)))
    table = rules_table(view)
    assert table is not None
    assert table.rows == (("the most probable label", "15", "100.0\u00a0%"),)


def test_figures_with_one_meaning_stand_together() -> None:
    report = tickets()
    first, second = report.echoes
    other = Echo(first.reported, why=said("Another.", "", ""))
    groups = echoes(View(replace(report, echoes=(first, other, second))))
    assert [len(group.figures) for group in groups] == [2, 1]
    assert groups[1].figures[0][2] == ""


def test_metrics_that_lack_the_same_thing_stand_together() -> None:
    why = said("No probabilities.", "", "")
    report = replace(tutorial(), not_measured={"auroc": why, "f1": said("No class.", "", ""), "brier": why})
    table = not_measured_table(View(report))
    assert table is not None
    assert table.rows == (("auroc, brier", "No probabilities."), ("f1", "No class."))


def test_no_row_is_skipped_where_none_was() -> None:
    assert skipped_table(View(tutorial()), 5) is None


def test_each_number_says_how_it_was_computed_and_on_how_much() -> None:
    report = tutorial()
    dependent = replace(report.estimates["accuracy"], n_effective=7.25)
    rows = methods_table(View(replace(report, estimates={"accuracy": dependent}))).rows
    assert rows == (("Accuracy", "accuracy", "mid-P", "accuracy", "7.2"),)


def test_the_origin_names_what_is_known_and_nothing_else() -> None:
    assert dict(origin(View(tutorial())))["Command"] == "assay eval data/tutorial.csv"
    assert "Command" not in dict(origin(View(documents())))


def test_heat_is_the_share_of_the_row_and_one_example_is_never_cold() -> None:
    assert [heat(count, 1000) for count in (0, 1, 500, 1000)] == [0, 1, 4, 8]


def test_a_matrix_is_there_only_where_outputs_are_labels() -> None:
    assert matrix_of(View(documents())) is None
