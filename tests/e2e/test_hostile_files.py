"""Bad files through the command: exit 2 with one clear sentence, or a result whose bad rows are counted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assay.cli.run import run
from tests.readers.hostile import KINDS, Hostile, hostile_file

ROUNDS = 4
SAMPLE = range(0, len(KINDS), 6)


def assert_ended_well(status: int, out: str, err: str, hostile: Hostile) -> None:
    assert status in {0, 1, 2, 3}, f"{hostile.name}: {err}"
    assert "Traceback" not in err
    if status == 2:
        assert out == ""
        assert err.count("\n") == 1, err
        assert err.rstrip().endswith((".", "?")), err
    else:
        assert_is_counted(json.loads(out), hostile)


def assert_is_counted(result: dict[str, Any], hostile: Hostile) -> None:
    source = result["inputs"]["candidates"][0]
    assert source["rows"] > 0
    if hostile.rows is not None:
        assert source["rows"] + len(source["skipped"]) == hostile.rows
    for skip in source["skipped"]:
        assert skip["line"] >= 1
        assert skip["why"]


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.__name__ for kind in KINDS])
def test_a_bad_file_is_answered(
    kind: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(kind, ROUNDS * len(KINDS), len(KINDS)):
        hostile = hostile_file(number)
        path = hostile.write(tmp_path)
        status = run(["eval", str(path), "--format", "json", "--lang", "en"])
        assert_ended_well(status, *capfd.readouterr(), hostile)
        path.unlink()


@pytest.mark.parametrize("number", SAMPLE)
def test_a_bad_file_is_answered_by_the_real_command(number: int, tmp_path: Path) -> None:
    hostile = hostile_file(number)
    command = [sys.executable, "-m", "assay", "eval", str(hostile.write(tmp_path)), "--format", "json", "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert_ended_well(done.returncode, done.stdout, done.stderr, hostile)


def test_standard_input_may_be_bad_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assay", "eval", "-", "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, input=bytes(range(256)) * 9, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"<stdin> is not text")


def test_scripts_in_labels_reach_no_page_as_scripts(tmp_path: Path) -> None:
    rows = [
        {"prediction": "<script>alert(1)</script>", "reference": "\x1b[31mred"},
        {"prediction": "b", "reference": "c"},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows * 20), encoding="utf-8")
    command = [sys.executable, "-m", "assay", "eval", str(path), "--task", "classification", "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1, 3}, done.stderr
    assert "\x1b[31m" not in done.stdout
    assert "<script>alert" not in (tmp_path / "assay-report" / "report.html").read_text(encoding="utf-8")
