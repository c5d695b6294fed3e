"""An evaluation is kept where that is asked for, and is never the worse for it."""

from __future__ import annotations

import json
import sqlite3
import warnings
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

import assay
from assay.core.history import Run, Wanted
from assay.stores.history import History

ROWS = [
    {"id": str(n), "prompt": f"question {n}", "prediction": "ab"[n % 3 == 0], "reference": "ab"[n % 2]}
    for n in range(40)
]


def written(path: Path, rows: object = ROWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def kept(place: Path) -> list[Run]:
    with History(str(place)) as history:
        return history.runs()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "history.sqlite3"


def test_python_keeps_nothing_unless_asked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_HISTORY", str(place))
    report = assay.evaluate(ROWS)
    assert (report.record, report.unrecorded) == (None, None)
    assert [*place.parent.iterdir()] == []
    assert assay.evaluate(ROWS, history="").record == kept(place)[0].id


def test_a_run_says_what_was_judged_how_and_what_came_out(place: Path) -> None:
    candidate = written(place.parent / "deep" / "er" / "out" / "predictions.json")
    base = written(place.parent / "base.json")
    report = assay.evaluate(candidate, base=base, seed=7, level=0.9, history=str(place))
    (run,) = kept(place)
    accuracy = report.metrics["accuracy"]
    assert run == Run(
        id=report.record or "",
        at=run.at,
        project=place.parent.name,
        name="out/predictions.json",
        path=str(candidate),
        family="classification",
        metric="accuracy",
        outcome=report.verdict.outcome.value,
        policy="default",
        version=assay.__version__,
        settings=run.settings,
        level=0.9,
        seed=7,
        n=40,
        value=accuracy.value,
        low=accuracy.low,
        high=accuracy.high,
        sha256=sha256(candidate.read_bytes()).hexdigest(),
        base=str(base),
        base_sha256=sha256(base.read_bytes()).hexdigest(),
        test_set=run.test_set,
    )
    with History(str(place)) as history:
        assert history.result(run) == report.to_dict()
        assert {metric for metric in report.metrics if history.runs(Wanted(metric=metric))} == {*report.metrics}


def test_what_was_asked_alike_has_one_fingerprint_and_anything_else_another(place: Path) -> None:
    policy = place.parent / "policy.yaml"
    policy.write_text("name: mine\ngates:\n  - accuracy >= 0.1\n", encoding="utf-8")
    asked: list[dict[str, object]] = [
        {},
        {},
        {"lang": "zh-Hant"},
        {"seed": 1},
        {"metrics": ("f1",)},
        {"policy": str(policy)},
    ]
    for settings in asked:
        assay.evaluate(ROWS, history=str(place), **settings)  # type: ignore[arg-type]
    policy.write_text("name: mine\ngates:\n  - accuracy >= 0.2\n", encoding="utf-8")
    assay.evaluate(ROWS, history=str(place), policy=str(policy))
    runs = kept(place)[::-1]
    fingerprints = [run.settings for run in runs]
    assert fingerprints[0] == fingerprints[1] == fingerprints[2]
    assert len({*fingerprints}) == 5
    assert len({run.test_set for run in runs}) == 1


def test_a_training_run_without_predictions_is_kept_too(place: Path) -> None:
    log = {"log_history": [{"step": n, "loss": 2 / n} for n in range(1, 40)], "max_steps": 40}
    report = assay.evaluate(run=None, log=written(place.parent / "trainer_state.json", log), history=str(place))
    (run,) = kept(place)
    assert (run.id, run.metric, run.value, run.test_set) == (report.record, "", None, None)


def test_an_evaluation_that_fails_is_not_kept(place: Path) -> None:
    with pytest.raises(assay.UsageError):
        assay.evaluate(ROWS, metrics=("acuracy",), history=str(place))
    assert kept(place) == []


@pytest.mark.parametrize("named", ["no-folder/history.sqlite3", "mysql://host/name", "damaged.sqlite3"])
def test_a_history_that_cannot_be_used_is_a_warning_and_no_failure(named: str, place: Path) -> None:
    (place.parent / "no-folder").write_text("a file", encoding="utf-8")
    (place.parent / "damaged.sqlite3").write_bytes(b"damaged" * 999)
    with pytest.warns(UserWarning, match="neither kept nor counted"):
        report = assay.evaluate(ROWS, history=named)
    assert report.record is None
    assert "--no-history" in str(report.unrecorded)
    assert report.to_dict() == assay.evaluate(ROWS).to_dict()


def test_a_history_in_use_for_too_long_is_a_warning_and_no_failure(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.stores.dialect.WAIT", 0.05)
    History(str(place)).close()
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.warns(UserWarning, match="database is locked"):
            report = assay.evaluate(ROWS, history=str(place), lang="en")
    assert (report.record, report.looks.number) == (None, 1)
    assert kept(place) == []


def test_the_command_says_it_itself(place: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = assay.evaluate(ROWS, history="mysql://host/name", command=("eval", "x"))
    assert report.unrecorded is not None


def test_counts_of_the_users_folder_go_on_in_the_project(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", str(place.parent / "state"))
    old = place.parent / "state" / "assay" / "history.sqlite3"
    for wrong in range(3):
        assay.evaluate(
            [{**row, "prediction": "x"} if n < wrong else row for n, row in enumerate(ROWS)], history=str(old)
        )
    assert assay.evaluate([{**row, "prediction": "y"} for row in ROWS], history="").looks.number == 4
    assert len(kept(place.parent / ".assay" / "history.sqlite3")) == 1
