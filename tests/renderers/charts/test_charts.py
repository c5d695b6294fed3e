"""The charts: valid, with the numbers of the report in them, drawn without a browser, in each language."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdfium2 import PdfDocument

import assay
from assay.core.errors import InputError
from assay.core.messages import LANGUAGES
from assay.core.report import ChartForm, Report
from assay.renderers.charts import CHARTS, charts
from assay.renderers.charts.files import chart_files
from assay.renderers.charts.theme import BLUE, GREEN, INK, ORANGE
from tests.renderers.page.drawings.test_curves import rows
from tests.renderers.reports import ALL, HOSTILE, reviews, tickets
from tests.shared_data import shared_data


def values(spec: Any) -> Iterator[dict[str, Any]]:
    """Every row of data in a specification."""
    if isinstance(spec, dict):
        data = spec.get("data")
        yield from data["values"] if isinstance(data, dict) else ()
        for part in spec.values():
            yield from values(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from values(part)


def rated(language: str = "en") -> Report:
    draw = np.random.default_rng(1)
    quality = draw.normal(size=40)
    said = [
        {"id": str(i), "prediction": f"the cat {i}", "reference": f"the cat {i} sat", "prompt": f"q {i}"}
        for i in range(40)
    ]
    ratings = [
        {"id": str(i), "rater": rater, "fluency": int(np.clip(round(3.5 + quality[i] + draw.normal() / 2), 1, 5))}
        for i in range(40)
        for rater in ("Li", "Wang", "Zhou")
    ]
    return assay.evaluate(said, ratings=ratings, task="generation", lang=language)


def repeated() -> Report:
    draw = np.random.default_rng(0)
    runs = [
        [
            {"id": str(i), "reference": "ab"[i % 2], "prediction": "ab"[(i % 2) ^ int(draw.random() < 0.2)]}
            for i in range(200)
        ]
        for _ in range(3)
    ]
    return assay.evaluate(runs[0], repeats=runs[1:])


def test_the_numbers_are_those_of_the_report() -> None:
    report = tickets()
    found = [row for row in values(charts(report)["metrics"]) if "value" in row]
    known = {one.value: one for one in report.estimates.values()}
    assert {row["value"] for row in found} == set(known)
    for row in found:
        one = known[row["value"]]
        assert (row["low"], row["high"], row["n"]) == (one.low, one.high, one.n)


def test_what_gates_ask_and_what_the_baseline_reaches_stand_beside() -> None:
    report = tickets()
    points = [row for row in values(charts(report)["metrics"]) if "kind" in row]
    asked = {gate.threshold for gate in report.judgement.gates if gate.estimate == report.estimates.get(gate.metric)}
    assert {row["at"] for row in points if row["kind"] == "required"} == asked - {None}
    assert report.baseline is not None
    baseline = {one.value for name, one in report.baseline.estimates.items() if name in report.estimates}
    assert {row["at"] for row in points if row["kind"] == "without a model"} == baseline


def test_the_matrix_has_every_cell() -> None:
    report = tickets()
    assert report.confusion is not None
    cells = list(values(charts(report)["confusion"]))
    whole = report.confusion.counts.sum() + report.confusion.unparsed.sum()
    assert sum(cell["count"] for cell in cells) == whole
    assert all(0 <= cell["share"] <= 1 for cell in cells)


def test_before_and_after_are_the_differences_of_the_report() -> None:
    report = reviews()
    known = report.comparisons[0].differences.values()
    drawn = [row for row in values(charts(report)["before-after"]) if "difference" in row]
    assert {(row["base"], row["candidate"], row["difference"]) for row in drawn} == {
        (one.base, one.candidate, one.value) for one in known if one.value is not None
    }


def test_the_curves_have_the_areas_that_the_report_prints() -> None:
    report = assay.evaluate(rows(250), positive="sick")
    found = charts(report)
    for name, metric in (("roc", "auroc"), ("precision-recall", "average_precision")):
        points = [row for row in values(found[name]) if "order" in row]
        area = np.trapezoid([row["y"] for row in points], [row["x"] for row in points])
        assert area == pytest.approx(report.metrics[metric].value, abs=0.005)
    bins = [row for row in values(found["reliability"]) if "n" in row]
    assert sum(row["n"] for row in bins) == 250


def test_the_runs_are_those_that_were_given_with_the_noise_about_their_mean() -> None:
    report = repeated()
    assert report.stability is not None
    found = list(values(charts(report)["runs"]))
    assert [row["value"] for row in found if "run" in row] == list(report.stability.runs)
    (band,) = [row for row in found if "low" in row]
    mean = sum(report.stability.runs) / 3
    assert report.stability.noise is not None
    assert report.stability.scale == "relative"
    assert band["high"] - mean == pytest.approx(1.959964 * report.stability.noise * mean, rel=1e-5)


def test_the_ratings_have_both_intervals_and_the_agreement() -> None:
    report = rated()
    assert report.people is not None
    (row,) = values(charts(report)["ratings"])
    one, agreed = report.people.dimensions["fluency"], report.people.agreement["fluency"].alpha
    assert (row["mean"], row["low"], row["high"]) == (one.estimate.value, one.estimate.low, one.estimate.high)
    assert (row["any_low"], row["any_high"], row["alpha"]) == (one.low, one.high, agreed.value)


def test_a_training_is_drawn_with_its_lowest_validation_loss() -> None:
    report = assay.evaluate(log=shared_data("genuine/trainer/overfit/trainer_state.json"))
    found = list(values(charts(report)["training"]))
    assert report.run is not None
    validation = [row["loss"] for row in found if row.get("curve") == "validation loss"]
    assert validation == report.run.validation.finite.values.tolist()
    (lowest,) = [row for row in found if "shown" in row]
    assert lowest["loss"] == min(validation)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_specification_is_json_without_what_is_no_number(kind: str, language: str) -> None:
    for name, spec in charts(ALL[kind](language)).items():
        assert name in CHARTS
        json.dumps(spec, allow_nan=False)
        assert str(spec["$schema"]).startswith("https://vega.github.io/schema/vega-lite/")
        for row in values(spec):
            assert not any(isinstance(value, float) and not math.isfinite(value) for value in row.values())


@pytest.mark.parametrize(
    ("form", "begins"), [("png", b"\x89PNG"), ("svg", "<svg"), ("pdf", b"%PDF"), ("json", '{"$schema"')]
)
def test_each_form_is_written(form: ChartForm, begins: bytes | str, tmp_path: Path) -> None:
    found = chart_files(reviews(), form)
    assert {f"metrics.{form}", f"confusion.{form}", f"before-after.{form}"} <= set(found)
    assert all(one.startswith(begins) for one in found.values())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_as_pdf_has_its_text_in_each_language(language: str) -> None:
    report = rated(language)
    drawn = chart_files(report, "pdf")["ratings.pdf"]
    assert isinstance(drawn, bytes)
    text = "".join(PdfDocument(drawn)[0].get_textpage().get_text_range().split())
    assert report.people is not None
    assert report.people.dimensions["fluency"].title.in_language(language) in text


def test_hostile_labels_are_only_labels() -> None:
    for drawn in chart_files(ALL["hostile"]("en"), "svg").values():
        assert isinstance(drawn, str)
        assert "<script" not in drawn
        assert "<img" not in drawn
        assert "href" not in drawn
    assert any(HOSTILE[0] in str(row) for row in values(charts(ALL["hostile"]("en"))))


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.renderers.charts.files.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'assay\[charts\]'"):
        chart_files(tickets())
    assert "metrics.json" in chart_files(tickets(), "json")


def test_colours_stand_out_on_white() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return float(np.dot([0.2126, 0.7152, 0.0722], linear))

    for colour in (BLUE, ORANGE, GREEN, INK):  # WCAG 2: 3 to 1 for what is drawn
        assert 1.05 / (luminance(colour) + 0.05) >= 3.0
