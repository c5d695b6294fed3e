"""Rows are kept through whatever ends the work, and the output is that of unbroken work."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assay.core.errors import InputError
from assay.predicting.journal import Journal, check_target, journal_of, manifest_of, written_manifest
from assay.predicting.manifest import Manifest

MANIFEST = Manifest({"sha256": "ab" * 32}, {"weights": "cd" * 32}, {"temperature": 0.0, "stop": ()}, rows=3)
ROWS: dict[int, dict[str, Any]] = {row: {"id": str(row), "prediction": f"said {row} 好"} for row in range(3)}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "predictions.jsonl"


def whole(target: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_the_output_is_in_the_order_of_the_data_whatever_order_rows_came_in(target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        for row in (2, 0, 1):
            journal.add(row, ROWS[row])
        journal.finish()
    assert whole(target) == [ROWS[0], ROWS[1], ROWS[2]]
    assert not journal_of(target).exists()
    assert written_manifest(target) is not None
    assert MANIFEST.changes(written_manifest(target) or MANIFEST) == []


def test_rows_are_gone_on_with(target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        journal.add(1, ROWS[1])
    with Journal(target, MANIFEST) as journal:
        assert set(journal.done) == {1}
        journal.add(0, ROWS[0])
        journal.add(2, ROWS[2])
        journal.finish()
    assert whole(target) == list(ROWS.values())


@pytest.mark.parametrize("harm", [lambda b: b[:-5], lambda b: b + b'[2,{"id"', lambda b: b + bytes(40), lambda b: b""])
def test_half_a_line_costs_that_row_alone(harm: Callable[[bytes], bytes], target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        journal.add(0, ROWS[0])
        journal.add(1, ROWS[1])
    left = journal_of(target)
    left.write_bytes(harm(left.read_bytes()))
    with Journal(target, MANIFEST) as journal:
        for row in set(ROWS) - set(journal.done):
            journal.add(row, ROWS[row])
        journal.finish()
    assert whole(target) == list(ROWS.values())


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (replace(MANIFEST, data={"sha256": "ef" * 32}), "abababababab"),
        (replace(MANIFEST, model={"weights": "cd" * 32, "adapter": "x"}), "adapter"),
        (replace(MANIFEST, settings={"temperature": 0.5, "stop": ()}), "temperature: 0.0, now 0.5"),
    ],
)
def test_rows_that_were_made_otherwise_are_not_mixed_in(other: Manifest, said: str, target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        journal.add(0, ROWS[0])
    with pytest.raises(InputError, match=said):
        Journal(target, other)
    with Journal(target, MANIFEST) as journal:
        assert set(journal.done) == {0}


def test_a_journal_that_somebody_deletes_costs_nothing(target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        for row in range(3):
            journal.add(row, ROWS[row])
        journal_of(target).unlink()
        journal.finish()
    assert whole(target) == list(ROWS.values())


def test_what_holds_no_rows_is_in_nobodys_way(target: Path) -> None:
    with Journal(target, MANIFEST):
        pass
    with Journal(target, replace(MANIFEST, settings={"temperature": 0.5})) as journal:
        journal.add(0, ROWS[0])
    with pytest.raises(InputError, match="Changed"):
        Journal(target, MANIFEST)


def test_work_that_fails_before_its_first_row_leaves_nothing(target: Path) -> None:
    with pytest.raises(InputError, match="refused"), Journal(target, MANIFEST):
        raise InputError("predict.refused", why="refused")
    assert not list(target.parent.iterdir())


def test_a_fresh_start_forgets_what_was_there(target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        journal.add(0, ROWS[0])
    with Journal(target, replace(MANIFEST, rows=9), fresh=True) as journal:
        assert not journal.done


def test_two_at_one_output_are_kept_apart(target: Path) -> None:
    with Journal(target, MANIFEST), pytest.raises(InputError, match="Another process"):
        Journal(target, MANIFEST, fresh=True)


def _filling(target: Path, most: int) -> None:
    """Works until the file may grow no more, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with Journal(target, MANIFEST) as journal:
            for row in range(1000):
                journal.add(row, ROWS[row % 3])
    except InputError as full:
        assert "cannot be written" in str(full)  # noqa: PT017 - it runs in a process of its own
        os._exit(7)


def test_a_disk_that_fills_up_keeps_what_was_there_whole(target: Path) -> None:
    work = multiprocessing.get_context("spawn").Process(target=_filling, args=(target, 1000))
    work.start()
    work.join()
    assert work.exitcode == 7
    with Journal(target, MANIFEST) as journal:
        kept = len(journal.done)
        assert journal_of(target).read_bytes().endswith(b"\n")
        for row in range(kept, 40):
            journal.add(row, ROWS[row % 3])
        journal.finish()
    assert 0 < kept < 40
    assert [row["id"] for row in whole(target)] == [str(row % 3) for row in range(40)]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        Journal(tmp_path / "file" / "predictions.jsonl", MANIFEST)


@pytest.mark.parametrize("out", ["", ".", "-", "folder", "/dev/null", "a.jsonl"])
def test_what_can_be_no_output_is_said_before_any_work(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("a.jsonl.partial").mkdir()
    with pytest.raises(InputError, match=r"no file .* --out"):
        check_target(Path(out), [])


def test_a_name_that_is_too_long_for_the_disk_is_said_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        check_target(tmp_path / f"{'x' * 244}.jsonl", [])


def test_an_output_does_not_take_the_place_of_its_data(tmp_path: Path) -> None:
    data, link = tmp_path / "data.jsonl", tmp_path / "link.jsonl"
    data.touch()
    link.symlink_to(data)
    with pytest.raises(InputError, match="take the place"):
        check_target(link, [None, str(data)])
    check_target(data, ["-", str(tmp_path / "other.jsonl"), str(tmp_path)])


def test_the_manifest_stands_beside_the_output(target: Path) -> None:
    with Journal(target, MANIFEST) as journal:
        journal.finish()
    assert json.loads(manifest_of(target).read_text(encoding="utf-8"))["settings"] == {"temperature": 0.0, "stop": []}


def test_a_file_of_somebody_else_in_the_journals_place_is_left_alone(target: Path) -> None:
    target.parent.mkdir()
    journal_of(target).write_text("my notes\n")
    with pytest.raises(InputError, match="nothing says what it was made from"):
        Journal(target, MANIFEST)
    assert journal_of(target).read_text() == "my notes\n"
