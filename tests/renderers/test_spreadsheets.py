"""Every table for a spreadsheet: the numbers are those of result.json, and nothing in them runs."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

import assay
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.core.training_run import Curve, TrainingRun
from assay.renderers.spreadsheets import SECTIONS, spreadsheets
from tests.renderers.reports import ALL, reviews, tickets
from tests.shared_data import shared_data


def read_back(report: Report) -> dict[str, list[dict[str, str]]]:
    return {
        name.removesuffix(".csv"): list(csv.DictReader(StringIO(written.removeprefix("\ufeff"), newline="")))
        for name, written in spreadsheets(report).items()
    }


def test_each_metric_is_a_row_with_the_numbers_of_the_report() -> None:
    report = tickets()
    rows = read_back(report)["metrics"]
    assert [row["metric"] for row in rows] == list(report.estimates)
    for row, one in zip(rows, report.estimates.values(), strict=True):
        assert [row["value"], row["low"], row["high"]] == [repr(one.value), repr(one.low), repr(one.high)]


def test_the_confusion_matrix_has_a_row_for_each_reference() -> None:
    report = tickets()
    assert report.confusion is not None
    rows = read_back(report)["confusion"]
    assert [row["reference"] for row in rows] == list(report.confusion.labels)
    counts = [[int(row[f"predicted {label}"]) for label in report.confusion.labels] for row in rows]
    assert counts == report.confusion.counts.tolist()
    assert [int(row["no label"]) for row in rows] == report.confusion.unparsed.tolist()


def test_before_and_after_stand_in_one_row() -> None:
    report = reviews()
    rows = {row["metric"]: row for row in read_back(report)["comparison"]}
    for name, one in report.comparisons[0].differences.items():
        assert rows[name]["candidate"] == repr(one.candidate)
        assert rows[name]["difference"] == repr(one.value)


def test_a_negative_number_is_a_number_in_any_notation() -> None:
    report = reviews()
    first, *_ = report.comparisons
    name, one = next(iter(first.differences.items()))
    changed = replace(first, differences={name: replace(one, value=-1.5e-12, low=-0.25)})
    row = read_back(replace(report, comparisons=(changed,)))["comparison"][0]
    assert (row["difference"], row["low"]) == ("-1.5e-12", "-0.25")


def test_a_training_has_a_row_for_each_point() -> None:
    run = TrainingRun(tickets().source, Curve(np.array([1.0, 2.0]), np.array([3.5, float("nan")])))
    rows = read_back(replace(tickets(), run=run))["training"]
    assert [(row["curve"], row["step"], row["value"]) for row in rows] == [("loss", "1.0", "3.5"), ("loss", "2.0", "")]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_utf_8_with_a_mark_and_no_cell_runs(kind: str, language: str) -> None:
    for written in spreadsheets(ALL[kind](language)).values():
        assert written.startswith("\ufeff")
        assert written.endswith("\r\n")
        for row in csv.reader(StringIO(written.removeprefix("\ufeff"), newline="")):
            for cell in row:
                assert not cell.lstrip(" ").startswith(tuple("=+@\t\r＝＋－＠"))
                assert not cell.startswith("-") or float(cell) < 0


def test_heads_are_the_same_in_every_language() -> None:
    heads = [{name: text.splitlines()[0] for name, text in spreadsheets(tickets(one)).items()} for one in LANGUAGES]
    assert heads[0] == heads[1] == heads[2]


def test_real_ratings_and_runs_have_their_tables(tmp_path: Path) -> None:
    rows = [{"id": str(i), "prediction": str(i % 3 == 0), "reference": str(i % 2 == 0)} for i in range(60)]
    runs = [[{**row, "prediction": str((i + seed) % 3 == 0)} for i, row in enumerate(rows)] for seed in range(3)]
    ratings = [
        {"id": str(i), "rater": rater, "dimension": "fluency", "rating": 1 + (i + k) % 5}
        for i in range(30)
        for k, rater in enumerate(["Li", "Wang"])
    ]
    report = assay.evaluate(rows, repeats=runs[1:], base=runs[0], ratings=ratings)
    report.save_tables(tmp_path)
    written = {path.stem for path in tmp_path.iterdir()}
    assert {"metrics", "comparison", "runs", "ratings", "agreement", "raters", "classes", "confusion"} <= written
    assert written <= set(SECTIONS)
    assert len(read_back(report)["runs"]) == 3


def test_a_published_log_has_its_curves() -> None:
    report = assay.evaluate(log=shared_data("genuine/trainer/healthy/trainer_state.json"))
    rows = read_back(report)["training"]
    assert {"loss", "validation_loss"} <= {row["curve"] for row in rows}
