"""`assay compare`, as it is started."""

from __future__ import annotations

import json
import random
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from assay.text.width import display_width
from tests.cli.command import assay

NAMES = ("round-1", "round-2", "round-3")


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three rounds on the same 300 tickets, the later the better."""
    folder, draw = tmp_path_factory.mktemp("rounds"), random.Random(4)  # noqa: S311 - examples, no secrets
    gold = [draw.choice(["billing", "delivery", "praise"]) for _ in range(300)]
    for name, rate in zip(NAMES, (0.5, 0.7, 0.9), strict=True):
        rows = [
            {"id": i, "prediction": label if draw.random() < rate else "other <b>", "reference": label}
            for i, label in enumerate(gold)
        ]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


FILES = [f"{name}.jsonl" for name in NAMES]


def test_it_names_the_best_and_writes_the_page(rounds: Path) -> None:
    done = assay("compare", *FILES, folder=rounds)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✓ round-3 is the best")
    assert "rises by" in done.stdout
    page = (rounds / "assay-compare" / "compare.html").read_text(encoding="utf-8")
    assert "round-3 is the best" in page
    assert page.count("<script") == page.count("</script>") == 2  # what it reads, and its own
    assert json.loads((rounds / "assay-compare" / "compare.json").read_text(encoding="utf-8"))["best"] == ["round-3"]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_fits_the_terminal_in_every_language(rounds: Path, language: str, width: int, tmp_path: Path) -> None:
    done = assay(
        "compare", *FILES, "--lang", language, "--out", tmp_path, folder=rounds, variables={"COLUMNS": str(width)}
    )
    assert max(map(display_width, done.stdout.splitlines())) <= width
    assert "leaderboard." not in done.stdout


def test_json_on_standard_output_is_what_is_written(rounds: Path, tmp_path: Path) -> None:
    done = assay("compare", *FILES, "--format", "json", "--out", tmp_path, folder=rounds)
    assert done.stdout == (tmp_path / "compare.json").read_text(encoding="utf-8")


def test_junit_fails_what_is_worse_than_the_best(rounds: Path, tmp_path: Path) -> None:
    done = assay("compare", *FILES, "--format", "junit", "--out", tmp_path, folder=rounds)
    cases = ET.fromstring(done.stdout.encode()).findall(".//testcase")  # noqa: S314 - our own output
    assert [(case.get("name"), len(case)) for case in cases] == [("round-3", 0), ("round-2", 1), ("round-1", 1)]


def test_markdown_has_the_tables(rounds: Path, tmp_path: Path) -> None:
    done = assay("compare", *FILES, "--format", "markdown", "--out", tmp_path, folder=rounds)
    assert done.stdout.startswith("# ✓ round-3 is the best")
    assert "| 1 − 2 |" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["round-1.jsonl"], "two models or more"),
        ([*FILES, "--by", "acuracy"], "Did you mean 'accuracy'"),
        (["round-1.jsonl", "nowhere.jsonl"], "There is no file nowhere.jsonl"),
        ([], "assay compare needs MODEL."),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(rounds: Path, arguments: list[str], sentence: str) -> None:
    done = assay("compare", *arguments, folder=rounds)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
