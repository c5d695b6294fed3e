"""What ratings come to: checked against published figures, other tools' figures, and by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay.core.estimate import Confidence
from assay.core.messages import say
from assay.core.people import People
from assay.core.ratings import Rated
from assay.core.report import Report
from assay.core.scores import Measured, Scores
from assay.people.panel import people
from assay.readers.ratings import read_ratings
from assay.stats.agreement import Kind, cohen, krippendorff, pairs_of
from tests.shared_data import SHARED, shared_data

Row = dict[str, Any]
KINDS: tuple[Kind, ...] = ("interval", "ordinal", "nominal")


def evaluated(rows: list[Row], said: str = "answer", **more: Any) -> Report:  # options of evaluate
    names = list(dict.fromkeys(row["id"] for row in rows))
    examples = [{"id": name, "prediction": f"{said} {name}", "reference": f"gold {name}"} for name in names]
    return assay.evaluate(examples, ratings=rows, task="generation", **more)


def people_in(report: Report) -> People:
    assert report.people is not None
    return report.people


def panel_of(n: int, raters: int = 3, seed: int = 0, **severity: float) -> list[Row]:
    draw = np.random.default_rng(seed)
    items = draw.normal(3.4, 0.8, n)
    return [
        {"id": f"e{i}", "rater": name, "fluency": float(np.clip(round(value), 1, 5)), "logic": 4}
        for i in range(n)
        for name in (f"r{j}" for j in range(raters))
        for value in [items[i] + severity.get(name, 0.0) + draw.normal(0, 0.5)]
    ]


def test_the_mean_has_an_interval_for_this_panel_and_a_wider_one_for_any() -> None:
    found = people_in(evaluated(panel_of(60, r2=-1.0))).dimensions["fluency"]
    assert found.estimate.low is not None
    assert found.estimate.high is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.estimate.low < (found.estimate.value or 0) < found.estimate.high < found.high
    assert found.sure[0] < found.estimate.low


def test_a_strict_rater_is_told_by_the_severity_and_the_mean_without_them() -> None:
    found = people_in(evaluated(panel_of(60, r2=-1.0)))
    strict = next(one for one in found.conduct if one.rater == "r2" and one.dimension == "fluency")
    assert strict.severity < -0.5
    assert strict.mean_without is not None
    assert strict.mean_without > (found.dimensions["fluency"].estimate.value or 0) + 0.2


def test_ratings_stand_in_the_result_as_the_schema_says() -> None:
    result = evaluated(panel_of(30)).to_dict()
    section = result["people"]
    assert isinstance(section, dict)
    assert (section["raters"], section["items"], section["ratings"]) == (3, 30, 180)
    fluency = section["dimensions"]["fluency"]  # type: ignore[index,call-overload]
    assert set(fluency) >= {"value", "low", "high", "n", "why", "any_raters"}  # type: ignore[arg-type]
    alpha = section["agreement"]["fluency"]["krippendorff_alpha"]  # type: ignore[index,call-overload]
    assert 0.3 < alpha["value"] < 0.9  # type: ignore[index,call-overload,operator]
    assert section["agreement"]["logic"]["krippendorff_alpha"]["value"] is None  # type: ignore[index,call-overload]
    assert section["agreement"]["logic"]["krippendorff_alpha"]["why"]  # type: ignore[index,call-overload]
    assert [one["path"] for one in result["inputs"]["ratings"]] == [""]  # type: ignore[index,call-overload,union-attr]


def test_without_ratings_the_section_is_null() -> None:
    result = assay.evaluate([{"prediction": "a b", "reference": "a b"}] * 3, task="generation").to_dict()
    assert result["people"] is None
    assert result["inputs"]["ratings"] == []  # type: ignore[index,call-overload]


@pytest.mark.parametrize("spelling", ["people.fluency", "human_fluency"])
@pytest.mark.parametrize(("limit", "outcome"), [(3.0, "pass"), (3.9, "fail"), (3.5, "inconclusive")])
def test_a_policy_may_ask_what_people_rate(tmp_path: Path, spelling: str, limit: float, outcome: str) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(f"gates:\n  - {spelling} >= {limit}\n", encoding="utf-8")
    gate = evaluated(panel_of(120), policy=str(path)).judgement.gates[0]
    assert gate.outcome.value == outcome
    assert str(gate.requirement) == f"fluency (people) at least {limit:g}"
    assert (gate.examples_needed is not None) == (outcome == "inconclusive")


def test_a_dimension_that_nobody_rated_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("gates:\n  - people.overall >= 4\n", encoding="utf-8")
    gate = evaluated(panel_of(20), policy=str(path)).judgement.gates[0]
    assert gate.outcome.value == "inconclusive"
    assert "People have not rated it yet" in str(gate.why)


def test_a_base_is_compared_where_it_was_rated_on_its_own_texts() -> None:
    draw = np.random.default_rng(3)
    ours = [{"id": f"e{i}", "prediction": f"new {i}", "reference": f"gold {i}"} for i in range(40)]
    theirs = [{**row, "prediction": f"old {i}"} for i, row in enumerate(ours)]
    ratings = [
        {"id": row["id"], "output": row["prediction"], "rater": rater, "overall": int(np.clip(round(value), 1, 5))}
        for rows, mean in ((ours, 4.2), (theirs, 3.2))
        for row in rows
        for rater in ("a", "b")
        for value in [draw.normal(mean, 0.6)]
    ]
    found = people_in(assay.evaluate(ours, base=theirs, ratings=ratings, task="generation")).differences[0]["overall"]
    assert found.better
    assert found.value == pytest.approx(1.0, abs=0.3)
    assert found.p is not None
    assert found.p < 1e-4


def test_ratings_that_do_not_show_the_text_are_not_the_bases() -> None:
    ours = [{"id": f"e{i}", "prediction": f"new {i}", "reference": f"gold {i}"} for i in range(20)]
    theirs = [{**row, "prediction": f"old {i}"} for i, row in enumerate(ours)]
    found = assay.evaluate(ours, base=theirs, ratings=panel_of(20), task="generation")
    assert people_in(found).differences == {}


ORACLES = json.loads((SHARED / "ORACLES.json").read_text("utf-8")) if (SHARED / "ORACLES.json").exists() else {}


@pytest.mark.parametrize(
    ("name", "group", "prefix"),
    [
        ("summeval_ratings.jsonl", "expert", "alpha_expert_"),
        ("summeval_ratings.jsonl", "turker", "alpha_turker_"),
        ("dialsummeval_campus.jsonl", "", "alpha_"),
        ("crosstalk_zh_ratings.jsonl", "", "alpha_"),
    ],
)
def test_alpha_on_real_ratings_is_another_tools(name: str, group: str, prefix: str) -> None:
    ratings = read_ratings([str(shared_data(f"ratings/{name}"))])
    ratings = ratings.of_raters(one for one in ratings.raters if one.startswith(group))
    checked = 0
    for dimension in ratings.dimensions:
        oracle = ORACLES[f"ratings/{name}"]
        theirs = oracle.get(f"{prefix}{dimension}") or oracle.get(f"{prefix}{dimension}_0_5")
        for kind in KINDS if theirs else ():
            assert krippendorff(ratings.matrix(dimension), kind).value == pytest.approx(theirs[kind], abs=6e-5)
            checked += 1
    assert checked >= 6


def test_the_alpha_of_summeval_is_the_published_one_over_its_dimensions_together() -> None:
    ratings = read_ratings([str(shared_data("ratings/summeval_ratings.jsonl"))])
    for group, published in (("expert", 0.7334), ("turker", 0.4459)):
        own = ratings.of_raters(one for one in ratings.raters if one.startswith(group))
        together = np.concatenate([own.matrix(dimension) for dimension in own.dimensions])
        assert krippendorff(together, "interval").value == pytest.approx(published, abs=6e-5)


def test_the_kappas_of_pandalm_are_the_published_ones() -> None:
    rows = json.loads(shared_data("ratings/pandalm_testset.json").read_text("utf-8"))
    answers = np.array([[row[f"annotator{i}"] for i in (1, 2, 3)] for row in rows], dtype=np.float64)
    found = sorted(one.value for one in pairs_of(answers, cohen).values())
    assert found == pytest.approx([0.852, 0.8617, 0.8789], abs=6e-5)


def test_unievals_correlations_with_people_are_the_published_ones_to_six_digits() -> None:
    path = shared_data("ratings/sfhot_unieval.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    ratings = read_ratings([str(path)])
    rated = Rated(ratings, np.arange(len(rows)), say("readers.rated-by-row"))
    published = {
        "naturalness": (0.397428, 0.319813, 0.237635),
        "informativeness": (0.357353, 0.249329, 0.191217),
        "overall": (0.406425, 0.320721, 0.236024),
    }
    for dimension, figures in published.items():
        scores = Scores(("score",), np.array([[row["predict_scores"][dimension]] for row in rows]))
        metric = Measured("unieval", scores, lambda sums: sums[..., 0], "bounded")
        found = {one.dimension: one for one in people(rated, [metric], "unieval", Confidence(), ()).correlations}
        own = found[dimension]
        values = tuple(one.value for one in (own.pearson, own.spearman, own.kendall))
        assert values == pytest.approx(figures, abs=6e-7)
        assert own.ceiling is None


@pytest.mark.parametrize(("mean", "outcome"), [(4.6, "pass"), (3.0, "fail"), (4.0, "inconclusive")])
def test_without_a_policy_people_should_rate_it_well(mean: float, outcome: str) -> None:
    draw = np.random.default_rng(1)
    rows = [
        {"id": f"e{i}", "rater": name, "overall": int(np.clip(round(mean + draw.normal(0, 0.5)), 1, 5)), "fluency": 2}
        for i in range(60)
        for name in ("a", "b", "c")
    ]
    gates = [gate for gate in evaluated(rows).judgement.gates if gate.metric.startswith("people.")]
    assert [(str(gate.requirement), gate.outcome.value) for gate in gates] == [("overall (people) at least 4", outcome)]


def test_where_nobody_rated_the_whole_every_dimension_should_be_good() -> None:
    gates = [gate.metric for gate in evaluated(panel_of(40)).judgement.gates]
    assert gates[:2] == ["people.fluency", "people.logic"]


def test_few_ratings_that_are_all_the_best_are_not_enough_and_it_is_said_how_many_are() -> None:
    rows = [{"id": f"e{i}", "rater": name, "overall": 5} for i in range(4) for name in ("a", "b")]
    gate = next(gate for gate in evaluated(rows).judgement.gates if gate.metric == "people.overall")
    assert gate.outcome.value == "inconclusive"
    assert gate.examples_needed is not None
