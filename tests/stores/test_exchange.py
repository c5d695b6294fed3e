"""A history goes out as lines and comes back with nothing lost, and nothing of a damaged file is taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from assay.core.errors import InputError
from assay.core.history import Kept
from assay.stores.exchange import read_history, write_history
from assay.stores.history import History
from tests.stores.runs import RESULT, RUN, run_of


def filled(place: str) -> History:
    history = History(place)
    history.add(RUN, RESULT, {"page": [b"head", b"first"], "examples": [bytes(range(256))]})
    history.add(run_of(0), RESULT, {"page": [b"head", b"second"]})
    history.take(Kept(run_of(number), RESULT) for number in range(1, 3))
    for candidate in "bac":
        history.look("set", "policy", candidate)
    return history


def test_what_goes_out_comes_back_the_same_and_a_second_time_changes_nothing(place: str, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    with filled(place) as history, History(str(tmp_path / "other.sqlite3")) as other:
        assert write_history(history, file) == 4
        assert read_history(other, file) == (4, 3)
        assert [*other.every()] == [*history.every()]
        assert other.looks() == history.looks()
        assert read_history(other, file) == read_history(history, file) == (0, 0)
        again = tmp_path / "again.jsonl"
        write_history(other, again)
        assert again.read_bytes() == file.read_bytes()
        assert other.part(run_of(0), "page") == [b"head", b"second"]
        assert other.part(RUN, "examples") == [bytes(range(256))]


def test_a_file_without_a_piece_of_a_run_is_refused_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    with filled(str(tmp_path / "a.sqlite3")) as history, History(str(tmp_path / "b.sqlite3")) as other:
        write_history(history, file)
        lines = file.read_text().splitlines(keepends=True)
        gone = next(place for place, line in enumerate(lines) if "piece" in json.loads(line))
        file.write_text("".join(lines[:gone] + lines[gone + 1 :]))
        with pytest.raises(InputError, match="a part of the run"):
            read_history(other, file)
        assert other.count() == 0


def test_two_histories_are_brought_together_and_numbers_that_were_said_stay(place: str, tmp_path: Path) -> None:
    with filled(place) as history, History(str(tmp_path / "other.sqlite3")) as other:
        other.look("set", "policy", "z")
        other.look("set", "policy", "c")
        other.add(replace(RUN, note="ours"), RESULT)
        write_history(history, tmp_path / "history.jsonl")
        assert read_history(other, tmp_path / "history.jsonl") == (3, 2)
        assert [other.look("set", "policy", one) for one in "zcba"] == [1, 2, 3, 4]
        assert other.run(RUN.id).note == "ours"


def test_many_runs_go_out_and_come_back(tmp_path: Path) -> None:
    with History(str(tmp_path / "a.sqlite3")) as history, History(str(tmp_path / "b.sqlite3")) as other:
        history.take([Kept(run_of(number), RESULT) for number in range(450)])
        assert write_history(history, tmp_path / "x.jsonl") == 450
        assert read_history(other, tmp_path / "x.jsonl") == (450, 0)


def spoilt(line: dict[str, object], **changed: object) -> str:
    return json.dumps({**line, **changed})


def run_with(line: dict[str, object], **changed: object) -> str:
    run = line["run"]
    assert isinstance(run, dict)
    return spoilt(line, run={**run, **changed})


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: json.dumps(line)[:-5],
        lambda line: "[]",
        lambda line: "{}",
        lambda line: "[" * 100_000,
        lambda line: spoilt(line, result=[]),
        lambda line: spoilt(line, result={"metrics": {"f1": 3}}),
        lambda line: spoilt(line, result={"metrics": {"f1": {"value": "high"}}}),
        lambda line: spoilt(line, result={"gates": [{"outcome": "perhaps"}]}),
        lambda line: spoilt(line, result={"verdict": "pass"}),
        lambda line: spoilt(line, result={"x": float("nan")}),
        lambda line: json.dumps(line).replace("31.25", "1e999"),
        lambda line: run_with(line, id="../x"),
        lambda line: run_with(line, id=""),
        lambda line: run_with(line, at="yesterday"),
        lambda line: run_with(line, at="2026-13-01T09:00:00.000Z"),
        lambda line: run_with(line, outcome="perhaps"),
        lambda line: run_with(line, n=2**80),
        lambda line: run_with(line, n=-1),
        lambda line: run_with(line, name=None),
        lambda line: run_with(line, tags="a"),
        lambda line: json.dumps({"look": {"test_set": 1}}),
    ],
)
def test_nothing_is_taken_of_a_file_with_a_damaged_line(damage: object, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    with filled(str(tmp_path / "a.sqlite3")) as history, History(str(tmp_path / "b.sqlite3")) as other:
        write_history(history, file)
        lines = file.read_text("ascii").splitlines()
        lines[6] = damage(json.loads(lines[6]))  # type: ignore[operator]
        file.write_text("\n".join(lines), encoding="ascii")
        with pytest.raises(InputError, match=r"history\.jsonl:7 is no run and no look"):
            read_history(other, file)
        assert (other.runs(), other.looks()) == ([], [])


@pytest.mark.parametrize("content", [b"", b"id,name\n1,2\n", b"\xff\xfe\x00", b'{"schema": "another"}\n'])
def test_a_file_that_is_no_history_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with History(str(tmp_path / "a.sqlite3")) as history, pytest.raises(InputError, match="is no history"):
        read_history(history, file)


def test_a_file_that_is_not_there_and_a_folder_that_is_not_are_said(tmp_path: Path) -> None:
    with History(str(tmp_path / "a.sqlite3")) as history:
        with pytest.raises(InputError, match="cannot be read: No such file"):
            read_history(history, tmp_path / "none")
        with pytest.raises(InputError, match="No such file"):
            write_history(history, tmp_path / "none" / "x.jsonl")
