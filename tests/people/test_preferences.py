"""What people prefer, from rows of judgements to the verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay.core.errors import InputError, UsageError
from assay.core.people import People
from assay.core.preferences import Preference
from assay.core.report import Report
from assay.core.verdict import Outcome

Row = dict[str, Any]
N = 60


def outputs(said: str, n: int = N) -> list[Row]:
    return [
        {"id": f"e{i}", "prompt": f"ask {i}", "prediction": f"{said} {i}", "reference": f"gold {i}"} for i in range(n)
    ]


def judgements(wins: float, ties: float = 0.2, raters: int = 1, seed: int = 1, first: float = 0.5) -> list[Row]:
    """What `assay rate` would export: the tuned model preferred so often, shown first so often."""
    draw = np.random.default_rng(seed)
    rows = []
    for i in range(N):
        for rater in range(raters):
            shown = ("tuned", "base") if draw.random() < first else ("base", "tuned")
            at = draw.random()
            better = "tuned" if at < wins else "tie" if at < wins + ties else "base"
            answer = "tie" if better == "tie" else "ab"[shown.index(better)]
            rows.append(
                {"id": f"e{i}", "system_a": shown[0], "system_b": shown[1], "output_a": f"{shown[0]} {i}",
                 "output_b": f"{shown[1]} {i}", "rater": f"r{rater}", "dimension": "overall", "preference": answer}
            )  # fmt: skip
    return rows


def evaluated(rows: object, **more: Any) -> Report:  # options of evaluate
    options: dict[str, Any] = {"base": outputs("base"), "task": "generation", "metrics": ["rouge1"], **more}
    return assay.evaluate(outputs("tuned"), ratings=rows, **options)


def people_in(report: Report) -> People:
    assert report.people is not None
    return report.people


def preference(report: Report) -> Preference:
    (found,) = people_in(report).preferences
    return found


def gate(report: Report, metric: str = "people.win_rate") -> Outcome:
    (found,) = [one for one in report.judgement.gates if one.metric == metric]
    return found.outcome


def test_wins_ties_and_losses_are_counted_from_the_candidates_side() -> None:
    rows = judgements(0.5)
    won = sum(row["system_" + row["preference"]] == "tuned" for row in rows if row["preference"] != "tie")
    ties = sum(row["preference"] == "tie" for row in rows)
    found = preference(evaluated(rows))
    assert (found.wins, found.ties, found.losses) == (won, ties, N - won - ties)
    assert found.rate.value == pytest.approx((won + ties / 2) / N)
    assert (found.prompts, found.raters, found.judgements) == (N, 1, N)


@pytest.mark.parametrize(("wins", "outcome"), [(0.75, "pass"), (0.05, "fail"), (0.4, "inconclusive")])
def test_without_a_policy_and_without_ratings_the_win_rate_says_what_it_shows(wins: float, outcome: str) -> None:
    report = evaluated(judgements(wins))
    assert gate(report).value == outcome
    assert people_in(report).dimensions == {}


def test_a_policy_may_ask_for_a_win_rate(tmp_path: Path) -> None:
    path = tmp_path / "ship.yaml"
    gates = ["human_win_rate >= 0.5", "people.win_rate[overall] >= 0.9", "human_win_rate[logic] > 0.5"]
    path.write_text("gates:\n" + "".join(f"  - {one}\n" for one in gates))
    report = evaluated(judgements(0.75), policy=str(path))
    outcomes = [one.outcome.value for one in report.judgement.gates if one.metric.startswith("people.")]
    assert outcomes == ["pass", "fail", "inconclusive"]
    missing = next(one for one in report.judgement.gates if one.metric == "people.win_rate[logic]")
    assert "People have not said yet whether they prefer it to the base" in str(missing.why)
    assert "logic" in str(missing.requirement)


def test_with_ratings_too_both_are_told_and_the_ratings_decide() -> None:
    rated = [{"id": f"e{i}", "rater": "r0", "output": f"tuned {i}", "overall": 5} for i in range(N)]
    report = evaluated([rated, judgements(0.1)])
    found = people_in(report)
    assert set(found.dimensions) == {"overall"}
    assert len(found.preferences) == 1
    assert gate(report, "people.overall") is Outcome.PASS
    assert not [one for one in report.judgement.gates if one.metric == "people.win_rate"]
    assert {source.format for source in found.sources} == {"ratings-wide", "preferences-pairs"}


def test_names_tell_the_models_where_no_output_is_shown(tmp_path: Path) -> None:
    paths = []
    for name in ("tuned", "base"):
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("\n".join(json.dumps(row) for row in outputs(name)), "utf-8")
    rows = [{key: one for key, one in row.items() if "output" not in key} for row in judgements(0.75)]
    options: dict[str, Any] = {"base": str(paths[1]), "task": "generation", "metrics": ["rouge1"]}
    found = preference(assay.evaluate(str(paths[0]), ratings=rows, **options))
    assert found.judgements == N
    renamed = [{key: "other" if one == "base" else one for key, one in row.items()} for row in rows]
    assert preference(assay.evaluate(str(paths[0]), ratings=renamed, **options)).wins == found.wins


def test_an_earlier_output_does_not_count_for_this_one() -> None:
    rows = judgements(0.75)
    rows[0] = {**rows[0], "output_a": "something else"}
    found = preference(evaluated(rows))
    assert found.judgements == N - 1
    assert "1 judgement is of other outputs" in str(found.notes[0])


def test_what_another_model_said_too_counts_as_that_models(tmp_path: Path) -> None:
    """Where the file knows the models by name; the third said word for word what the base did."""
    paths = []
    for name in ("tuned", "base"):
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("\n".join(json.dumps(row) for row in outputs(name)), "utf-8")
    rows = judgements(0.75)
    third = [{key: "third" if one == "base" else one for key, one in row.items()} for row in judgements(0.1)]
    options: dict[str, Any] = {"base": str(paths[1]), "task": "generation", "metrics": ["rouge1"]}
    found = preference(assay.evaluate(str(paths[0]), ratings=[*rows, *third], **options))
    assert found.judgements == N
    assert found.wins == preference(evaluated(rows)).wins


def test_outputs_that_are_alike_tie_or_tell_nothing() -> None:
    same = [{**row, "prediction": "same"} for row in outputs("x")]
    rows = [
        {"id": f"e{i}", "output_a": "same", "output_b": "same", "preference": "tie" if i % 2 else "a"} for i in range(N)
    ]
    report = assay.evaluate(same, base=same, ratings=rows, task="generation", metrics=["rouge1"])
    found = preference(report)
    assert (found.wins, found.ties, found.losses) == (0, N // 2, 0)
    assert "30 judgements prefer one of two outputs that are the same" in " ".join(map(str, found.notes))


def test_a_ranking_of_both_is_a_preference_whose_order_nobody_knows() -> None:
    rows = [
        {"id": f"e{i}", "rater": "ann", "system": name, "output": f"{name} {i}", "rank": rank}
        for i in range(N)
        for name, rank in (("tuned", 1 + (i % 3 == 0)), ("base", 2 - (i % 3 == 0)), ("third", 3))
    ]
    found = preference(evaluated(rows))
    assert (found.wins, found.losses) == (40, 20)
    assert found.first is None


def test_a_model_always_shown_first_is_said() -> None:
    found = preference(evaluated(judgements(0.75, first=1.0)))
    assert found.first is not None
    assert not found.first.balanced
    assert preference(evaluated(judgements(0.75))).first is not None


def test_raters_who_judge_the_same_pairs_agree_or_not() -> None:
    found = preference(evaluated(judgements(0.5, raters=2)))
    assert found.alpha is not None
    assert found.kappa is not None
    assert abs(found.alpha.value or 0.0) < 0.3
    assert found.prompts == N


def test_several_bases_are_judged_by_the_least_of_the_win_rates() -> None:
    worse = [{**row, "system_b": "old"} for row in judgements(0.9, ties=0.0, first=1.0)]
    worse = [{**row, "output_b": row["output_b"].replace("base", "old")} for row in worse]
    report = evaluated([*judgements(0.4), *worse], base=[outputs("base"), outputs("old")])
    rates = [one.rate for one in people_in(report).preferences]
    assert len(rates) == 2
    assert people_in(report).win_rates()["people.win_rate"].low == min(one.low or 0.0 for one in rates)


def test_models_judgements_are_not_peoples() -> None:
    rows = judgements(0.6)
    by_a_model = [{**row, "rater": "judge:gpt"} for row in rows]
    found = people_in(evaluated([*rows, *by_a_model]))
    assert found.preferences[0].judgements == N
    assert "Judgements by models (judge:gpt)" in " ".join(map(str, found.notes))
    with pytest.raises(InputError, match="judgements by models"):
        evaluated(by_a_model)


def test_preferences_need_the_other_model() -> None:
    with pytest.raises(UsageError, match="--base"):
        evaluated(judgements(0.6), base=None)


def test_judgements_of_other_models_are_refused_with_what_to_do() -> None:
    rows = [{**row, "output_a": "x", "output_b": "y"} for row in judgements(0.6)]
    with pytest.raises(InputError, match=r"They name (base, tuned|tuned, base)"):
        evaluated(rows)
