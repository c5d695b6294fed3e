"""What people's ratings give away: a metric they do not bear out, raters who do not agree, too few of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import assay
from assay.core.arrays import Array
from assay.core.finding import Finding
from assay.core.report import Report

Row = dict[str, Any]
CODES = ("metric-human-disagreement", "low-agreement", "outlier-rater", "too-few-ratings")
SENTENCE = "The answer to question {i} is that the office opens at nine and closes at five every day of week {i}."


def found(report: Report, code: str) -> Finding | None:
    return next((one for one in report.findings if one.code == code), None)


def why_not(report: Report, code: str) -> str:
    return next(str(one.why) for one in report.diagnosis.not_applicable if one.code == code)


def outputs(quality: Sequence[float] | Array) -> list[Row]:
    """Outputs whose words are, from 0 to 1, more and more those of the references."""
    rows = []
    for i, good in enumerate(quality):
        words = SENTENCE.format(i=i).split()
        kept = [word if j < good * len(words) else f"w{i}x{j}" for j, word in enumerate(words)]
        rows.append({"id": f"e{i}", "prediction": " ".join(kept), "reference": " ".join(words)})
    return rows


def rated(
    means: Sequence[float] | Array, raters: int = 3, seed: int = 0, noise: float = 0.4, **severity: Any
) -> list[Row]:
    """Ratings from 1 to 5 around each output's own mean."""
    draw = np.random.default_rng(seed)
    return [
        {
            "id": f"e{i}",
            "rater": f"r{j}",
            "overall": int(np.clip(round(mean + severity.get(f"r{j}", 0.0) + draw.normal(0, noise)), 1, 5)),
        }
        for i, mean in enumerate(means)
        for j in range(raters)
    ]


def evaluated(quality: Sequence[float] | Array, ratings: list[Row], **more: Any) -> Report:  # options of evaluate
    return assay.evaluate(outputs(quality), ratings=ratings, task="generation", **more)


def spread(n: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).uniform(0.1, 1.0, n)


def test_a_high_bleu_with_bad_ratings_points_to_the_logic_of_generation() -> None:
    report = evaluated([0.95] * 60, rated([2.0] * 60), metrics=("bleu", "chrf"))
    finding = found(report, "metric-human-disagreement")
    assert finding is not None
    assert finding.severity == "critical"
    assert "logic of generation" in str(finding.actions[0])
    assert "on a scale from 1 to 5" in str(finding.message)
    assert finding.evidence["metric"] == "chrf"
    assert len(finding.examples) == 10


def test_a_high_bleu_with_good_ratings_is_no_disagreement() -> None:
    assert found(evaluated([0.95] * 60, rated([4.2] * 60)), "metric-human-disagreement") is None


def test_a_low_bleu_with_bad_ratings_is_no_disagreement() -> None:
    quality = spread(60) * 0.3
    report = evaluated(quality, rated(1.5 + 2 * quality), metrics=("bleu", "chrf"))
    assert found(report, "metric-human-disagreement") is None


def test_a_gain_in_the_metric_that_people_see_as_a_loss_is_critical() -> None:
    ours, theirs = outputs(spread(80) * 0.3 + 0.4), outputs(spread(80, 1) * 0.3)
    ratings: list[Row] = []
    for said_by, mean, seed in ((ours, 3.2, 2), (theirs, 4.2, 3)):
        text = {row["id"]: row["prediction"] for row in said_by}
        ratings += [{**row, "output": text[row["id"]]} for row in rated([mean] * 80, seed=seed)]
    report = assay.evaluate(ours, base=theirs, ratings=ratings, task="generation")
    finding = found(report, "metric-human-disagreement")
    assert finding is not None
    assert finding.severity == "critical"
    assert "lower than the base's" in str(finding.message)


def test_a_metric_that_ranks_unlike_people_is_a_warning() -> None:
    report = evaluated(spread(200), rated(2 + 3 * spread(200, 5)))
    finding = found(report, "metric-human-disagreement")
    assert finding is not None
    assert finding.severity == "warning"
    assert "does not rank the outputs as people do" in str(finding.message)


def test_a_metric_that_ranks_as_people_do_is_none() -> None:
    quality = spread(100)
    report = evaluated(quality, rated(2 + 3 * quality))
    assert [found(report, code) for code in CODES] == [None] * 4


def test_people_who_rate_at_random_say_nothing_against_a_metric() -> None:
    draw = np.random.default_rng(4)
    ratings = [
        {"id": f"e{i}", "rater": f"r{j}", "overall": int(draw.integers(1, 6))} for i in range(200) for j in range(3)
    ]
    report = evaluated(spread(200), ratings)
    assert found(report, "metric-human-disagreement") is None
    low = found(report, "low-agreement")
    assert low is not None
    assert low.severity == "warning"
    assert abs(float(low.evidence["krippendorff_alpha"] or 0)) < 0.15
    assert low.examples


def test_raters_who_agree_are_not_said_not_to() -> None:
    assert found(evaluated(spread(80), rated(1 + 4 * spread(80, 2), noise=0.2)), "low-agreement") is None


def test_good_outputs_that_hardly_differ_are_judged_by_the_share_within_one() -> None:
    report = evaluated(spread(100), rated([4.5] * 100, noise=0.3))
    assert report.people is not None
    agreement = report.people.agreement["overall"]
    assert agreement.uninformative
    assert agreement.alpha.value is not None
    assert agreement.alpha.value < 0.3
    assert found(report, "low-agreement") is None


@pytest.mark.parametrize(("severity", "word"), [(-1.0, "lower"), (1.0, "higher")])
def test_a_rater_who_is_stricter_or_milder_is_named(severity: float, word: str) -> None:
    finding = found(evaluated(spread(80), rated([3.0] * 80, r1=severity)), "outlier-rater")
    assert finding is not None
    assert "'r1'" in str(finding.message)
    assert word in str(finding.message)
    assert finding.evidence["rater"] == "r1"


def test_a_rater_who_rates_in_another_order_is_named() -> None:
    means = 1.5 + 3 * spread(100, 3)
    rows = rated(means, raters=4)
    draw = np.random.default_rng(8)
    rows = [{**row, "overall": int(draw.integers(2, 5))} if row["rater"] == "r2" else row for row in rows]
    finding = found(evaluated(spread(100), rows), "outlier-rater")
    assert finding is not None
    assert "another order" in str(finding.message)
    assert finding.evidence["rater"] == "r2"


def test_a_rater_who_always_says_the_same_is_named() -> None:
    rows = [{**row, "overall": 3} if row["rater"] == "r0" else row for row in rated(1.5 + 3 * spread(60, 3), raters=4)]
    finding = found(evaluated(spread(60), rows), "outlier-rater")
    assert finding is not None
    assert "are the same" in str(finding.message)


def test_of_two_raters_none_is_called_the_outlier() -> None:
    assert "fewer than three raters" in why_not(
        evaluated(spread(40), rated([3.0] * 40, raters=2, r1=-2)), "outlier-rater"
    )


def test_raters_who_are_places_in_a_list_are_not_compared() -> None:
    rows = [{"id": f"e{i}", "annotations": [{"overall": 4}, {"overall": 3}, {"overall": 1}]} for i in range(30)]
    assert "place in a list" in why_not(evaluated(spread(30), rows), "outlier-rater")


@pytest.mark.parametrize(("n", "found_too_few"), [(5, True), (100, False)])
def test_few_ratings_are_too_few(n: int, *, found_too_few: bool) -> None:
    finding = found(evaluated(spread(100), rated(1 + 4 * spread(n, 3))), "too-few-ratings")
    assert (finding is not None) == found_too_few
    if finding is not None:
        assert finding.severity == "warning"
        assert int(finding.evidence["items_needed"] or 0) > 5


def test_one_rating_an_output_is_noted() -> None:
    finding = found(evaluated(spread(100), rated(1 + 4 * spread(100, 3), raters=1)), "too-few-ratings")
    assert finding is not None
    assert finding.severity == "note"
    assert finding.evidence["raters"] == 1


@pytest.mark.parametrize("code", CODES)
def test_without_ratings_none_of_them_can_look(code: str) -> None:
    assert "--ratings" in why_not(assay.evaluate(outputs([0.5] * 20), task="generation"), code)


def test_a_healthy_panel_raises_no_alarm() -> None:
    """Raters a little apart, ratings that follow the metric loosely: of 40 panels, two at the most are warned of."""
    alarms = dict.fromkeys(CODES, 0)
    for seed in range(40):
        draw = np.random.default_rng(seed)
        quality = spread(60, seed)
        severity: dict[str, Any] = {f"r{j}": float(draw.normal(0, 0.15)) for j in range(3)}
        report = evaluated(quality, rated(1.5 + 3 * quality, seed=seed, noise=0.5, **severity), metrics=("chrf",))
        for code in CODES:
            alarms[code] += found(report, code) is not None
        assert not any(one.severity == "critical" for one in report.findings)
    assert all(count <= 2 for count in alarms.values()), alarms


def test_a_fault_of_moderate_size_is_found() -> None:
    """A metric without any relation to people, raters of alpha 0.3, a rater 1.2 lower: in 19 of 20 panels of 150."""
    hits = dict.fromkeys(CODES[:3], 0)
    for seed in range(20):
        unlike = evaluated(spread(200, seed), rated(2 + 3 * spread(200, 500 + seed), seed=seed), metrics=("chrf",))
        noisy = rated(2.5 + spread(150, 900 + seed) * 2, seed=seed, noise=0.9, r2=-1.2)
        at_odds = evaluated(spread(150, seed), noisy, metrics=("chrf",))
        hits["metric-human-disagreement"] += found(unlike, "metric-human-disagreement") is not None
        hits["low-agreement"] += found(at_odds, "low-agreement") is not None
        hits["outlier-rater"] += found(at_odds, "outlier-rater") is not None
    assert all(count >= 18 for count in hits.values()), hits
