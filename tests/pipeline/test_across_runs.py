"""Repeated runs: their values, their stability, and what is no repeat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay import InputError
from assay.core.report import Report
from assay.core.stability import Stability
from assay.core.verdict import Gate
from tests.pipeline.made import drawn, labels, likelihoods, shuffled, texts, valid, without, written

N = 200
RUNS = [labels(drawn(0.85, N, seed)) for seed in range(4)]


def stable(report: Report) -> tuple[Stability, Gate]:
    """How stable the runs are, and the gate about it."""
    valid(report)
    assert report.stability is not None
    return report.stability, next(one for one in report.judgement.gates if one.about == "stability")


def over(first: object, *repeats: object, **options: Any) -> tuple[Stability, Gate]:
    return stable(assay.evaluate(first, repeats=repeats, **options))


def test_every_runs_values_are_what_each_has_alone() -> None:
    found, _ = over(*RUNS, metrics=["accuracy", "f1", "mcc"])
    for name in ("accuracy", "f1", "mcc"):
        alone = [assay.evaluate(rows, metrics=[name]).estimates[name].value for rows in RUNS]
        assert found.values[name] == pytest.approx(alone)
    assert found.metric == "accuracy"
    assert found.runs == pytest.approx(found.values["accuracy"])
    middle = (max(found.runs) + min(found.runs)) / 2
    assert found.fluctuation == pytest.approx((max(found.runs) - min(found.runs)) / 2 / middle)


def test_the_order_of_rows_and_of_repeats_does_not_matter() -> None:
    found, gate = over(*RUNS)
    other, again = over(RUNS[0], shuffled(RUNS[3]), shuffled(without(RUNS[1], "id"), 2), RUNS[2])
    assert (other.fluctuation, other.noise, other.p) == pytest.approx((found.fluctuation, found.noise, found.p))
    assert gate.outcome is again.outcome


def test_runs_are_seen_on_the_examples_that_all_hold() -> None:
    found, _ = over(RUNS[0][:180], RUNS[1][20:], RUNS[2])
    expected, _ = over(*(rows[20:180] for rows in RUNS[:3]))
    assert found.runs == pytest.approx(expected.runs)


def test_runs_without_an_example_in_common_are_refused() -> None:
    with pytest.raises(InputError, match="No example is in all 3 files"):
        assay.evaluate(RUNS[0], repeats=[RUNS[1][:100], RUNS[2][100:]])


def test_the_same_run_twice_is_no_repeat() -> None:
    found, gate = over(RUNS[0], RUNS[1], shuffled(RUNS[0]))
    assert found.identical == ((0, 2),)
    assert gate.outcome == "inconclusive"
    assert "(1 = 3)" in str(gate.why)


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": i, "prediction": ["a", "b"] if i % 3 else ["c"], "reference": ["a", "b"]} for i in range(30)],
        likelihoods(0.5, 4, 30, 1),
        [{"id": i, "prob_a": 0.9, "prob_b": 0.1, "reference": "ab"[i % 2]} for i in range(30)],
    ],
    ids=["label sets", "likelihoods", "probabilities"],
)
def test_the_same_run_twice_is_seen_in_every_kind_of_file(rows: list[dict[str, Any]]) -> None:
    assert over(rows, rows, rows)[0].identical == ((0, 1), (0, 2), (1, 2))


def test_two_runs_are_too_few() -> None:
    found, gate = over(*RUNS[:2])
    assert len(found.runs) == 2
    assert gate.outcome == "inconclusive"
    assert "at least 3 are needed" in str(gate.why)


def test_runs_that_all_do_alike_are_stable() -> None:
    # 2,000 examples, of which each run has 10 others wrong: 0.995 for every run.
    runs = [labels([not 10 * r <= i < 10 * r + 10 for i in range(2000)]) for r in range(5)]
    found, gate = over(*runs)
    assert (found.fluctuation, gate.outcome) == (0.0, "pass")


def test_runs_that_differ_wildly_are_not_stable_and_the_verdict_says_so() -> None:
    runs = [labels(drawn(share, 1000, seed)) for seed, share in enumerate((0.9, 0.7, 0.5, 0.8))]
    report = assay.evaluate(runs[0], repeats=runs[1:])
    assert stable(report)[1].outcome == "fail"
    assert report.verdict.outcome == "fail"


def test_texts_and_likelihoods_have_runs_too() -> None:
    found, _ = over(*(texts(0.3, 60, seed) for seed in range(3)))
    assert (found.metric, found.scale) == ("chrf", "relative")
    assert found.noise is not None
    found, _ = over(*(likelihoods(0.5, 4, 60, seed) for seed in range(3)))
    assert (found.metric, found.scale) == ("perplexity", "log")
    assert found.fluctuation == pytest.approx(np.ptp(np.log(found.runs)) / 2)


def test_the_policy_says_which_metric_must_be_stable(tmp_path: Path) -> None:
    policy = tmp_path / "ship.yaml"
    policy.write_text("gates: [accuracy > 0.5]\nstability: {metric: mcc, good: 0.3, bad: 0.9}", encoding="utf-8")
    found, gate = over(*RUNS, policy=str(policy))
    assert (found.metric, gate.metric, gate.outcome) == ("mcc", "mcc", "pass")


def test_a_metric_without_a_value_in_some_run_leaves_stability_open() -> None:
    silent = [{**row, "prediction": "spam"} for row in RUNS[1]]
    found, gate = over(RUNS[0], silent, RUNS[2], metrics=["mcc"])
    assert found.fluctuation is None
    assert gate.outcome == "inconclusive"
    assert found.values["mcc"][1] is None


def test_another_tools_name_for_a_metric_is_told_under_ours() -> None:
    found, _ = over(*RUNS[:3], metrics=["sensitivity"])
    assert list(found.values) == [found.metric] == ["recall"]


def test_the_sources_of_the_runs_are_kept(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"seed{seed}.jsonl", rows) for seed, rows in enumerate(RUNS)]
    report = assay.evaluate(paths[0], repeats=paths[1:])
    assert stable(report)[0].sources == tuple(paths)
    assert [source["path"] for source in report.to_dict()["inputs"]["candidates"]] == paths  # type: ignore[index,call-overload,union-attr]  # JSON
