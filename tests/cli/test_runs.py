"""`assay runs`: the history on the terminal, by the real command."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from shutil import which

import pytest
from msgspec.structs import replace

from assay.core.history import Kept
from assay.core.messages import LANGUAGES
from assay.stores.history import History
from assay.text.width import display_width
from tests.cli.command import assay
from tests.stores.runs import RESULT, RUN, run_of

ROWS = [{"id": str(n), "prompt": f"q{n}", "prediction": "ab"[n % 3 == 0], "reference": "ab"[n % 2]} for n in range(40)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with predictions in it, and no history yet."""
    monkeypatch.delenv("ASSAY_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    project = tmp_path / "support"
    project.mkdir()
    (project / "pyproject.toml").touch()
    (project / "predictions.json").write_text(json.dumps(ROWS), encoding="utf-8")
    return project


def evaluated(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = assay("eval", "predictions.json", "--exit-zero", *options, folder=folder)
    assert done.returncode == 0
    return done


def said(folder: Path, *words: str, status: int = 0) -> str:
    done = assay("runs", *words, folder=folder)
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def listed(folder: Path, *options: str) -> list[dict[str, object]]:
    runs: list[dict[str, object]] = json.loads(assay("runs", "--format", "json", *options, folder=folder).stdout)
    return runs


def test_each_evaluation_is_kept_in_the_projects_folder_and_listed(folder: Path) -> None:
    (folder / "deep").mkdir()
    evaluated(folder)
    assay("eval", "../predictions.json", "--seed", "3", folder=folder / "deep")
    assert (folder / ".assay" / "history.sqlite3").is_file()
    first, last = listed(folder / "deep")[::-1]
    assert (first["project"], first["name"], first["n"], first["seed"]) == ("support", "predictions.json", 40, 0)
    assert (last["path"], last["seed"]) == ("../predictions.json", 3)
    head, *lines = said(folder).splitlines()
    assert head.split() == ["id", "when", "name", "n", "accuracy", "interval", "note"]
    assert [line.split()[0] for line in lines[:2]] == [str(last["id"])[:8], str(first["id"])[:8]]
    assert "0.500" in lines[0]


def test_no_history_keeps_nothing_and_a_list_of_nothing_makes_nothing(folder: Path) -> None:
    evaluated(folder, "--no-history")
    assert "holds no such run yet" in said(folder)
    assert listed(folder) == []
    assert "holds no such run yet" in said(folder, "show", "last", status=2)
    assert not (folder / ".assay").exists()


def test_a_run_is_shown_again(folder: Path) -> None:
    shown = evaluated(folder).stdout
    again = said(folder, "show", "last")
    assert again.splitlines()[0] == shown.splitlines()[0]
    assert " ".join(again.split()[:12]) == " ".join(shown.split()[:12])
    assert "Accuracy better than always saying 'a'" in again
    assert json.loads(said(folder, "show", "last", "--format", "json")) == json.loads(
        (folder / "assay-report" / "result.json").read_text("utf-8")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_fits_the_terminal_in_every_language(folder: Path, language: str) -> None:
    evaluated(folder, "--lang", language)
    assay("runs", "note", "last", "a long note of many words, " * 9, folder=folder)
    for words in ([], ["show", "last"]):
        done = assay("runs", *words, "--lang", language, folder=folder, variables={"COLUMNS": "70"})
        assert (done.returncode, done.stderr) == (0, "")
        assert max(map(display_width, done.stdout.splitlines())) <= 70
        assert done.stdout.isascii() is False


def test_runs_are_tagged_noted_and_found(folder: Path) -> None:
    evaluated(folder)
    evaluated(folder, "--seed", "1")
    name = str(listed(folder)[1]["id"])
    assert said(folder, "tag", name[:6], "released", "v2") == f"{name}: released, v2\n"
    said(folder, "note", name, "shipped")
    assert [run["id"] for run in listed(folder, "--tag", "v2")] == [name]
    assert "shipped" in assay("runs", folder=folder, variables={"COLUMNS": "100"}).stdout
    said(folder, "tag", name, "v2", "released", "--remove")
    said(folder, "note", name, "")
    assert (listed(folder)[1]["tags"], listed(folder)[1]["note"]) == ([], "")
    assert "needs TAG" in said(folder, "tag", name, status=2)
    assert "at least one letter" in said(folder, "tag", name, " ", status=2)


def test_the_list_is_chosen_from_and_says_what_it_leaves_out(folder: Path) -> None:
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        history.take(
            [Kept(run_of(n, project="ab"[n % 2], outcome="fail" if n < 3 else "pass"), RESULT) for n in range(30)]
        )
    assert len(listed(folder)) == 20
    assert "20 of 30 runs" in said(folder)
    assert len(listed(folder, "--all")) == 30
    assert "of 30" not in said(folder, "--all")
    assert [run["id"] for run in listed(folder, "--outcome", "fail", "--project", "a", "--limit", "1")] == [
        run_of(2).id
    ]
    assert {run["value"] for run in listed(folder, "--metric", "bleu")} == {31.25}
    assert "bleu" in said(folder, "--metric", "bleu").splitlines()[0]
    assert "Did you mean 'fail'" in said(folder, "--outcome", "fial", status=2)
    assert "cannot stand before `show`" in said(folder, "--limit", "3", "show", "last", status=2)
    assert "Did you mean 'show'" in said(folder, "shwo", status=2)


def test_texts_of_others_harm_neither_the_terminal_nor_a_spreadsheet(folder: Path) -> None:
    hostile = "\x1b[2J=cmd|' /C calc'!A0\r\n\u202e<script>"
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        history.add(replace(RUN, note="=1+1", name=hostile, path="@SUM(A1)", tags=(hostile,)), RESULT)
    for words in ([], ["show", "last"], ["tag", "last", "\x1b[31m"], ["show", "\x1b[31m"], ["--project", "\x1b[31m"]):
        done = assay("runs", *words, folder=folder)
        assert not set("\x1b\r\u202e\x00") & set(done.stdout + done.stderr)
    text = assay("runs", "--format", "json", folder=folder).stdout
    assert "\x1b" not in text
    assert json.loads(text)[0]["name"] == hostile
    (_, row) = csv.reader(StringIO(assay("runs", "--format", "csv", folder=folder).stdout))
    assert not [cell for cell in row if cell.lstrip()[:1] in set("=@\t\r") and not cell[1:].isdigit()]
    assert "'=1+1" in row


def test_old_runs_are_taken_out_only_with_a_yes(folder: Path) -> None:
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        history.take([Kept(replace(run_of(n), at=f"2026-0{n}-10T12:00:00.000Z"), RESULT) for n in range(1, 7)])
        history.look("set", "policy", "one")
    assert "4 of 6 runs would be taken out" in said(folder, "prune", "--keep", "2", status=2)
    assert len(listed(folder)) == 6
    assert "2 runs taken out, 4 left" in said(folder, "prune", "--before", "2026-03-01", "--yes")
    assert "3 runs taken out, 1 left" in said(folder, "prune", "--keep", "1", "--yes")
    assert [run["at"] for run in listed(folder)] == ["2026-06-10T12:00:00.000Z"]
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        assert history.look("set", "policy", "two") == 2
    assert "is no date" in said(folder, "prune", "--before", "01.03.2026", status=2)
    for both in ([], ["--keep", "1", "--before", "2026-03-01"]):
        assert "Say which runs may go" in said(folder, "prune", *both, status=2)


def test_a_history_goes_to_another_project_and_back(folder: Path, tmp_path: Path) -> None:
    evaluated(folder)
    assert "1 run written to" in said(folder, "export", str(tmp_path / "history.jsonl"))
    other = tmp_path / "other"
    (other / ".git").mkdir(parents=True)
    assert "1 run and 1 look" in said(other, "import", str(tmp_path / "history.jsonl"))
    assert "0 runs and 0 looks" in said(other, "import", str(tmp_path / "history.jsonl"))
    assert listed(other) == listed(folder)
    assert "is no history" in said(other, "import", str(folder / "predictions.json"), status=2)


def test_a_team_shares_a_database(folder: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.stores.databases import fresh_database

    monkeypatch.setenv("ASSAY_HISTORY", fresh_database(postgres))
    evaluated(folder)
    (run,) = listed(folder)
    assert run["project"] == "support"
    assert str(run["id"]) in said(folder, "show", str(run["id"])[:5])
    assert not (folder / ".assay").exists()


def test_sqlite_does_without_the_libraries_of_teams(folder: Path) -> None:
    code = (
        "import sys\nfrom assay.cli import main\n"
        "try:\n    main(['eval', 'predictions.json', '--exit-zero'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('psycopg', 'subprocess') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert len(listed(folder)) == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_history_that_cannot_be_used_is_one_sentence_and_no_failure(folder: Path, form: str) -> None:
    (folder / ".assay").write_text("a file where the folder should be", encoding="utf-8")
    done = evaluated(folder, "--format", form)
    assert done.stderr.count("neither kept nor counted") == 1
    assert (folder / "assay-report" / "report.html").exists()


def test_a_folder_that_may_not_be_written_is_one_sentence_and_no_failure_and_its_history_is_read(
    folder: Path, tmp_path: Path
) -> None:
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        history.add(RUN, RESULT)
    for path in (folder / ".assay" / "history.sqlite3", folder / ".assay", folder):
        path.chmod(0o444 if path.is_file() else 0o555)
    # Only without its right to write everywhere is the superuser somebody who may not.
    if os.geteuid() == 0 and which("setpriv") is None:
        pytest.skip("the superuser may write everywhere")
    anybody = ["setpriv", "--bounding-set=-dac_override", "--"] if os.geteuid() == 0 else []
    command = [*anybody, sys.executable, "-m", "assay"]
    asked = (["eval", "predictions.json", "--exit-zero", "--out", str(tmp_path / "report")], ["runs"])
    done = [
        subprocess.run([*command, *words], cwd=folder, capture_output=True, text=True, check=True) for words in asked
    ]
    folder.chmod(0o755)
    assert done[0].stderr.count("neither kept nor counted") == 1
    assert "attempt to write a readonly database" in done[0].stderr
    assert RUN.id[:8] in done[1].stdout
    assert [path.name for path in (folder / ".assay").iterdir() if path.suffix == ".sqlite3-wal"] == []


def _evaluate(folder: Path, seed: int) -> None:
    sys.exit(evaluated(folder, "--seed", str(seed), "--out", str(folder / str(seed))).returncode)


def test_several_who_evaluate_at_once_lose_nothing(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=_evaluate, args=(folder, seed)) for seed in range(6)]
    for one in people:
        one.start()
    for one in people:
        one.join()
        assert one.exitcode == 0
    assert {run["seed"] for run in listed(folder)} == {*range(6)}


def test_counts_of_the_users_folder_are_not_lost(folder: Path, tmp_path: Path) -> None:
    evaluated(folder)
    with History(str(folder / ".assay" / "history.sqlite3")) as history:
        (look,) = history.looks()
    old = tmp_path / "state" / "assay" / "history.sqlite3"
    old.parent.mkdir(parents=True)
    with closing(sqlite3.connect(old)) as earlier:
        earlier.execute("CREATE TABLE looks (test_set TEXT, policy TEXT, candidate TEXT, first_at TEXT)")
        rows = [(look.test_set, look.policy, f"earlier {n}", "2026-01-01 00:00:00") for n in range(4)]
        earlier.executemany("INSERT INTO looks VALUES (?, ?, ?, ?)", rows)
        earlier.commit()
    for part in (folder / ".assay").iterdir():
        part.unlink()
    evaluated(folder)
    assert json.loads(said(folder, "show", "last", "--format", "json"))["looks"]["number"] == 5


def test_a_run_gives_back_the_report_as_it_was_drawn(folder: Path) -> None:
    evaluated(folder)
    page = (folder / "assay-report" / "report.html").read_text(encoding="utf-8")
    assert assay("runs", "show", "last", "--format", "html", folder=folder).stdout == page


def test_texts_are_not_kept_where_numbers_alone_are_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_HISTORY_KEEPS", "numbers")
    evaluated(folder)
    with closing(sqlite3.connect(folder / ".assay" / "history.sqlite3")) as kept:
        assert kept.execute("SELECT COUNT(*) FROM pieces").fetchone() == (0,)
    assert "was not kept" in said(folder, "show", "last", "--format", "html", status=2)
    evaluated(folder, "--seed", "1")
    first, second = (str(run["id"]) for run in listed(folder))
    assert "examples of run" in said(folder, "compare", first, second, status=2)


def test_runs_of_the_history_compare_as_their_files_do(folder: Path) -> None:
    others = [{**row, "prediction": row["reference"]} for row in ROWS[:30]] + ROWS[30:]
    (folder / "better.json").write_text(json.dumps(others), encoding="utf-8")
    for name in ("predictions.json", "better.json"):
        assay("eval", name, "--exit-zero", folder=folder)
    ids = [str(run["id"]) for run in listed(folder)]
    kept = json.loads(assay("runs", "compare", *ids, "--format", "json", folder=folder).stdout)
    files = json.loads(assay("compare", "predictions.json", "better.json", "--format", "json", folder=folder).stdout)
    for part in ("pairs", "groups", "best", "trend", "n"):
        assert json.dumps(kept[part]).replace(".json", "") == json.dumps(files[part]).replace(".json", "")
    assert (folder / "assay-compare" / "compare.html").is_file()
    assert "2 and 40" in said(folder, "compare", ids[0], status=2)


def test_a_project_has_the_name_that_is_given(folder: Path) -> None:
    evaluated(folder, "--project", "客服 v2")
    assert [run["project"] for run in listed(folder)] == ["客服 v2"]
