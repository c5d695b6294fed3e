"""`assay eval --ratings`: files of people's ratings beside predictions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.core.messages import LANGUAGES
from tests.cli.command import assay


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty answers, and what two people think of them, a file each."""
    rows = [{"id": f"e{i}", "prediction": f"the cat {i} sat", "reference": f"the cat {i} sat down"} for i in range(20)]
    (tmp_path / "tuned.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    for name, grade in (("ann", 5), ("bob", 4)):
        lines = ["id,fluency,overall", *(f"e{i},{grade},{grade - i % 2}" for i in range(20))]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_each_raters_file_is_read_and_stands_among_the_inputs(folder: Path) -> None:
    ratings = ("--ratings", "ann.csv", "--ratings", "bob.csv")
    run = assay("eval", "tuned.jsonl", *ratings, "--no-history", "--format", "json", "--exit-zero", folder=folder)
    assert run.returncode == 0
    result = json.loads(run.stdout)
    assert (result["people"]["raters"], result["people"]["items"]) == (2, 20)
    assert [one["path"] for one in result["inputs"]["ratings"]] == ["ann.csv", "bob.csv"]
    assert result["people"]["dimensions"]["fluency"]["value"] == 4.5
    assert "people.overall" in [gate["metric"] for gate in result["gates"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_shows_them_in_every_language(folder: Path, language: str) -> None:
    heading = {"en": "What people say", "zh-Hans": "人工评分", "zh-Hant": "人工評分"}[language]
    run = assay("eval", "tuned.jsonl", "--ratings", "ann.csv", "--no-history", "--lang", language, folder=folder)
    assert heading in run.stdout


def test_ratings_of_other_examples_are_bad_input(folder: Path) -> None:
    (folder / "other.csv").write_text("id,fluency\nx1,4\nx2,5\n", encoding="utf-8")
    run = assay("eval", "tuned.jsonl", "--ratings", "other.csv", "--no-history", folder=folder)
    assert run.returncode == 2
    assert "None of the 2 rated outputs in other.csv is one of the 20 examples" in run.stderr


def test_a_file_that_is_not_there_is_said(folder: Path) -> None:
    run = assay("eval", "tuned.jsonl", "--ratings", "ann.cvs", "--no-history", folder=folder)
    assert run.returncode == 2
    assert "ann.csv" in run.stderr


def test_ratings_as_predictions_are_sent_to_the_option(folder: Path) -> None:
    rows = ["id,rater,fluency", *(f"e{i},r1,4" for i in range(9))]
    (folder / "long.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    run = assay("eval", "long.csv", "--no-history", folder=folder)
    assert run.returncode == 2
    assert "--ratings" in run.stderr
