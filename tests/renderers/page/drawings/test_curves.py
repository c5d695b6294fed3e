"""The curves of scores: what is drawn has the areas that the report prints, and the cuts are where they are said."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from sklearn import metrics as peer

import assay
from assay.core.report import Report
from assay.renderers.page.drawings.curves import curves
from assay.renderers.said.ranking import Ranking
from assay.renderers.said.view import View
from assay.stats.operating import Operating, thinned
from tests.renderers.page.test_page_in_browser import browser, opened, width_of
from tests.renderers.reports import tickets
from tests.shared_data import shared_data


def rows(n: int, seed: int = 0, step: float = 0.01) -> list[dict[str, object]]:
    """Two labels, the positive one with a higher score; scores tie where `step` is coarse."""
    draw = np.random.default_rng(seed)
    sick = draw.random(n) < 0.3
    scores = np.round(1 / (1 + np.exp(-(draw.normal(size=n) + np.where(sick, 1.0, -2.0)))) / step) * step
    return [
        {
            "prediction": "sick" if score >= 0.5 else "well",
            "reference": "sick" if is_sick else "well",
            "probabilities": {"sick": float(score), "well": float(1 - score)},
        }
        for score, is_sick in zip(scores, sick, strict=True)
    ]


__all__ = ["browser"]  # a fixture

evaluate = partial(assay.evaluate, positive="sick")


def drawn(report: Report) -> dict[str, list[ET.Element]]:
    """The paths of the page's drawing by class."""
    (block,) = curves(View(report))
    assert block.drawing is not None
    page = ET.fromstring(f"<div>{block.drawing()}</div>".replace("<br>", "<br/>"))  # noqa: S314 - our own
    found: dict[str, list[ET.Element]] = {}
    for path in page.iter("path"):
        found.setdefault(path.attrib["class"], []).append(path)
    return found


@pytest.mark.parametrize("step", [0.001, 0.25])
def test_the_areas_are_the_numbers_of_the_report(step: float) -> None:
    report = evaluate(rows(300, step=step))
    ranking = Ranking(View(report))
    (roc,), (steps,) = ranking.roc, ranking.precision_recall
    assert np.trapezoid(roc.y, roc.x) == pytest.approx(report.metrics["auroc"].value)
    assert np.trapezoid(steps.y, steps.x) == pytest.approx(report.metrics["average_precision"].value)


def test_the_points_are_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(1)
    positive, scores = draw.random(200) < 0.4, np.round(draw.random(200), 1)
    ours = Operating(positive, scores)
    alarms, recall, _ = peer.roc_curve(positive, scores, drop_intermediate=False)
    assert np.allclose(np.stack(ours.roc()), [alarms, recall])
    precision, found, cuts = peer.precision_recall_curve(positive, scores)
    assert np.allclose(ours.precision, precision[:-1][::-1])
    assert np.allclose(ours.recall, found[:-1][::-1])
    assert np.allclose(ours.cuts, cuts[::-1])


def test_what_the_model_says_now_lies_on_its_curve_where_its_cut_is() -> None:
    report = evaluate(rows(300))
    ranking = Ranking(View(report))
    said = ranking.points[0]
    assert said.kind == "said"
    assert ranking.of_classes["sick"].at(0.5) == pytest.approx((said.recall, said.alarms, said.precision))
    assert said.recall == pytest.approx(report.metrics["recall"].value)
    assert said.precision == pytest.approx(report.metrics["precision"].value)


def test_the_cut_that_a_finding_names_and_what_the_policy_asks_are_marked(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates: [recall >= 0.9, precision >= 0.6]", encoding="utf-8")
    report = evaluate(rows(1500), policy=str(policy))
    found = [one for one in report.findings if one.code == "threshold-misplaced"]
    marks = [one for one in Ranking(View(report)).points if one.kind == "cut"]
    assert len(found) == 1
    assert [one.cut for one in marks] == [one.evidence["cut"] for one in found]
    assert marks[0].recall >= 0.9
    paths = drawn(report)
    assert len(paths["cut"]) == 2
    assert [path.attrib["d"] for path in paths["lowest"]] == [
        "M0,100 1000,100",
        "M900,1000 900,0",
        "M0,400 1000,400",
    ]


def test_the_bins_hold_every_example_and_the_intervals_their_share() -> None:
    bins = Ranking(View(evaluate(rows(300)))).bins
    assert bins is not None
    assert bins.n.sum() == 300
    assert len(bins.n) == 10
    assert ((bins.low <= bins.correct) & (bins.correct <= bins.high)).all()
    assert (np.diff(bins.confidence) > 0).all()


def test_of_several_classes_each_is_thin_and_the_mean_is_thick() -> None:
    report = assay.evaluate(Path(assay.__file__).parent / "examples" / "reviews-en.jsonl")
    ranking = Ranking(View(report))
    assert [track.label for track in ranking.roc] == ["negative", "neutral", "positive", None]
    mean = ranking.roc[-1]
    assert np.trapezoid(mean.y, mean.x) == pytest.approx(report.metrics["auroc"].value, abs=0.005)
    paths = drawn(report)
    assert len(paths["class"]) == 6
    assert ranking.points == []


def test_without_scores_there_is_no_such_section() -> None:
    assert curves(View(tickets())) == []


def test_too_few_examples_have_no_bins() -> None:
    assert Ranking(View(evaluate(rows(15)))).bins is None


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    x = np.linspace(0.0, 1.0, 5000)
    kept, heights = thinned(x, x**2, 100)
    assert len(kept) <= 100
    assert (kept[0], kept[-1]) == (0.0, 1.0)
    assert np.abs(np.interp(x, kept, heights) - x**2).max() < 0.001


def test_a_drawing_is_numbers_and_our_own_words() -> None:
    data = [{**row, "prediction": "<b>" if row["prediction"] == "sick" else "well"} for row in rows(200)]
    for row in data:
        row["reference"] = "<b>" if row["reference"] == "sick" else "well"
        row["probabilities"] = {"<b>" if name == "sick" else name: p for name, p in dict(row["probabilities"]).items()}  # type: ignore[call-overload]
    (block,) = curves(View(assay.evaluate(data, positive="<b>")))
    assert block.drawing is not None
    assert "<b>" not in str(block.drawing())
    assert re.search(r"&lt;b&gt;", str(block.drawing())) is not None


@pytest.mark.parametrize("name", ["nli_bert_predictions.csv", "cleanlab_imdb_test_set.csv"])
def test_real_predictions_have_their_curves(name: str) -> None:
    report = assay.evaluate(shared_data(f"predictions/{name}"))
    roc = Ranking(View(report)).roc[-1]
    assert np.trapezoid(roc.y, roc.x) == pytest.approx(report.metrics["auroc"].value, abs=0.005)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_a_page_with_curves(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    report = evaluate(rows(300))
    report.save(tmp_path)
    page, heard = opened(browser, tmp_path / "report.html", width, scheme)
    assert page.locator("figure.panel").count() == 3
    assert heard == []
    assert width_of(page) <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()
