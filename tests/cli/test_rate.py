"""`assay rate` as people run it: links, a stop, going on, and what is wrong said in a sentence."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import assay, environment
from tests.rating.made import predictions
from tests.web.served import Served, got, post

pytestmark = pytest.mark.usefixtures("signals_as_on_a_terminal")


def mark(key: str, position: int, value: int) -> dict[str, object]:
    return {"key": key, "turn": position, "position": position, "what": "fluency", "value": value}


def test_a_session_from_links_to_a_verdict(tmp_path: Path) -> None:
    tuned, base = (predictions(tmp_path, model, 40) for model in ("tuned", "base"))
    server = Served(tmp_path, (tuned, base, "--dimensions", "fluency", "--raters", "2")).start()
    assert list(server.links) == ["Rater 1", "Rater 2"]
    for name, link in server.links.items():
        cards = got(f"{link}/cards?count=200")["cards"]
        marks = [
            mark(
                f"{name}{card['position']}",
                card["position"],
                (4 if "tuned" in card["outputs"][0]["text"] else 2) + at % 2,
            )
            for at, card in enumerate(cards)
        ]
        assert len(post(f"{link}/marks", {"marks": marks})[1]["saved"]) == 80
    status, said = server.end()
    assert status == 0
    assert "160 answers in ratings.jsonl" in said
    assert "Traceback" not in said
    found = assay(
        "eval", "tuned.jsonl", "--base", "base.jsonl", "--ratings", "ratings.jsonl", "--no-history", folder=tmp_path
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "PASS" in found.stdout


def test_the_links_are_the_same_after_a_stop_and_the_files_need_not_be_named_again(tmp_path: Path) -> None:
    server = Served(tmp_path, (predictions(tmp_path, "tuned"), "--raters", "Li,Wang")).start()
    post(f"{server.links['Li']}/marks", {"marks": [mark("a", 0, 3)]})
    first = (dict(server.links), server.owner)
    server.kill()
    server.arguments = ()
    server.start()
    assert (server.links, server.owner) == first
    assert got(f"{server.links['Li']}/start")["marks"] == [{"position": 0, "what": "fluency", "value": 3, "turn": 0}]
    assert server.end()[0] == 0
    exported = assay("rate", "--export", "--out", "out/so-far.csv", "--lang", "en", folder=tmp_path)
    assert exported.returncode == 0
    assert "1 answer in out/so-far.csv" in exported.stderr
    assert (tmp_path / "out" / "so-far.csv").read_text("utf-8-sig").count("\n") == 2


def test_an_export_writes_over_an_earlier_one_and_over_nothing_else(tmp_path: Path) -> None:
    judged = (
        '{"id": "q0", "rater": "judge:m", "reason": "so", "fluency": 4, "prompt_version": "1", "suspicious": false}\n'
    )
    (tmp_path / "ratings.jsonl").write_text(judged)
    server = Served(tmp_path, (predictions(tmp_path, "tuned"), "--dimensions", "fluency")).start()
    post(f"{server.links['Rater 1']}/marks", {"marks": [mark("a", 0, 3)]})
    assert "1 answer in ratings-2.jsonl" in server.end()[1]
    again = assay("rate", "--export", "--lang", "en", folder=tmp_path)
    assert "1 answer in ratings-2.jsonl" in again.stderr
    assert (tmp_path / "ratings.jsonl").read_text() == judged
    assert sorted(path.name for path in tmp_path.glob("ratings*")) == ["ratings-2.jsonl", "ratings.jsonl"]


def test_nothing_rated_is_said_and_no_file_is_written(tmp_path: Path) -> None:
    server = Served(tmp_path, (predictions(tmp_path, "tuned"),)).start()
    status, said = server.end()
    assert status == 0
    assert "Nothing was rated yet." in said
    assert not (tmp_path / "ratings.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "nothing to rate"),
        (("none.jsonl",), "none.jsonl"),
        (("a.jsonl", "--mode", "pairs"), "two models or more"),
        (("a.jsonl", "--mode", "stars"), "none of the words"),
        (("a.jsonl", "--raters", "0"), "not enough"),
        (("a.jsonl", "--raters", "Li,Li"), "named twice"),
        (("a.jsonl", "--per-item", "0"), "--per-item"),
        (("a.jsonl", "--guidelines", "none.yaml"), "none.yaml"),
        (("a.jsonl", "--store", "oracle9://x/y"), "oracle9"),
        (("a.jsonl", "--sheet", "x.doc"), ".xlsx"),
        (("--store", "a.jsonl"), "cannot be used"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_2(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    predictions(tmp_path, "a")
    said = assay("rate", *arguments, "--lang", "en", folder=tmp_path)
    assert said.returncode == 2
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_a_port_that_is_taken_is_said_and_the_usual_one_gives_way(tmp_path: Path) -> None:
    predictions(tmp_path, "a")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = assay("rate", "a.jsonl", "--port", str(taken.getsockname()[1]), "--lang", "en", folder=tmp_path)
    assert said.returncode == 2
    assert "in use" in said.stderr


def test_chinese_is_spoken_from_the_links_to_the_end(tmp_path: Path) -> None:
    predictions(tmp_path, "a")
    said = assay("rate", "a.jsonl", "--sheet", "s.csv", "--raters", "2", "--lang", "zh-Hans", folder=tmp_path)
    assert said.returncode == 0
    assert said.stdout.splitlines() == ["s-评分者_1.csv", "s-评分者_2.csv"]
    rows = (tmp_path / "s-评分者_1.csv").read_text("utf-8-sig").splitlines()
    assert rows[1].startswith("q")
    assert "评分者 1" in rows[1]


def test_a_store_of_one_project_serves_it_alone_by_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        Served(tmp_path, (predictions(tmp_path, name), "--name", name, "--raters", f"{name}-rater")).start().end()
    server = Served(tmp_path, ("--name", "two")).start()
    assert list(server.links) == ["two-rater"]
    server.end()
    wrong = assay("rate", "--name", "three", "--lang", "en", folder=tmp_path)
    assert (wrong.returncode, "no such rating project" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("missing", "arguments", "sentence"),
    [
        ("fastapi", (), "assay[web]"),
        ("markdown_it", (), "assay[web]"),
        ("xlsxwriter", ("--sheet", "a.xlsx"), "assay[excel]"),
        ("psycopg", ("--store", "postgresql://127.0.0.1:1/x"), "assay[postgres]"),
    ],
)
def test_a_library_that_is_missing_is_named_by_its_extra(
    tmp_path: Path, missing: str, arguments: tuple[str, ...], sentence: str
) -> None:
    predictions(tmp_path, "a")
    command = ["rate", "a.jsonl", *arguments, "--lang", "en"]
    without = f"import sys; sys.modules[{missing!r}] = None; from assay.cli import main; main({command!r})"
    said = subprocess.run(
        [sys.executable, "-c", without], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert said.returncode == 2
    assert sentence in said.stderr
    assert len(said.stderr.splitlines()) == 1
