"""`assay plan`: three forms, three languages, any width, and mistakes said in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.core.messages import LANGUAGES
from assay.text.width import display_width
from tests.cli.command import assay
from tests.shared_data import shared_data

GATE = ("--gate", "recall[disease] >= 0.95", "--expect", "0.98", "--share", "0.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pilot of 120 answers, one in twelve of them wrong."""
    rows = []
    for i in range(120):
        gold = "ham" if i % 3 else "spam"
        said = gold if i % 12 else "ham"
        rows.append(json.dumps({"prompt": f"mail {i}", "prediction": said, "reference": gold}))
    (tmp_path / "pilot.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_a_gate_is_answered_in_words_first() -> None:
    done = assay("plan", *GATE)
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(done.stdout.split())
    assert "About 370 examples of class 'disease' are needed to show recall of 'disease' at least 0.95" in said
    assert "about 3,700 examples in all" in said
    assert "\n       0      59              590\n" in done.stdout


def test_json_is_by_the_published_schema_and_nothing_else() -> None:
    done = assay("plan", *GATE, "--format", "json")
    plan = json.loads(done.stdout)
    assert plan["schema"] == "assay.plan/1"
    assert plan["command"] == ["plan", *GATE, "--format", "json"]
    assert plan["gate"]["needed"]["units"] == 364


def test_markdown_has_the_same_numbers() -> None:
    shown = assay("plan", "--gain", "0.02", "--format", "markdown").stdout
    assert shown.startswith("## To show a gain of 0.02\n")
    assert "| changed | needed | chance |\n| --: | --: | --: |\n" in shown
    assert "| 10\u00a0% | 2,000 |" in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize(
    "asked", [(*GATE, "--slice", "0.2"), ("--gain", "0.02"), ("--n", "500"), ("--runs",), ("pilot.jsonl",)]
)
def test_no_line_is_wider_than_the_terminal(asked: tuple[str, ...], width: int, language: str, folder: Path) -> None:
    done = assay("plan", *asked, "--lang", language, folder=folder, variables={"COLUMNS": str(width)})
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(display_width, done.stdout.splitlines())) <= min(width, 100)


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hans", "个类别“disease”的样本"), ("zh-Hant", "個類別「disease」的範例")]
)
def test_it_speaks_the_readers_language(language: str, said: str) -> None:
    assert said in "".join(assay("plan", *GATE, "--lang", language).stdout.split())


def test_a_pilot_is_read_as_eval_reads_it(folder: Path) -> None:
    done = assay("plan", "pilot.jsonl", "--gate", "recall[spam] >= 0.6", folder=folder)
    assert done.returncode == 0
    assert "if the model truly reaches 0.75" in " ".join(done.stdout.split())
    assert "Pilot: pilot.jsonl, 120 examples." in done.stdout
    assert [path.name for path in folder.iterdir()] == ["pilot.jsonl"]  # a plan writes nothing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say what to plan"),
        (("--gate", "accuracy"), "--gate takes a requirement in quotes"),
        (("--gain", "2%"), "--gain takes a number; instead of '2%', did you mean 0.02?"),
        (("--gain", "much"), "--gain takes a number, such as 0.02; 'much' is none."),
        (("--gain", "nan"), "--gain takes a number"),
        (("--n", "1.5"), "--n is a whole number from 1 to 999999999; '1.5' is not."),
        (("--n", "9" * 5000), "--n is a whole number"),
        (("--n", "5", "--format", "jsn"), "There is no form 'jsn' of the report. Did you mean 'json'?"),
        (("--n", "5", "--shar", "0.1"), "assay plan has no option --shar. Did you mean --share?"),
        (("nothing.jsonl",), "There is no file nothing.jsonl"),
    ],
)
def test_a_mistake_is_one_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = assay("plan", *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["cls_predict", "gen_predict"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_real_files_can_be_pilots(name: str, language: str) -> None:
    path = shared_data(f"genuine/llamafactory/{name}/generated_predictions.jsonl")
    done = assay("plan", path, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert "200" in done.stdout


def test_what_a_file_says_does_no_harm(tmp_path: Path) -> None:
    rows = [
        {"prediction": "\x1b[31mred" if i % 7 else "a|b", "reference": "a|b" if i % 3 else "\x1b[31mred"}
        for i in range(60)
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for form in ("text", "markdown", "json"):
        done = assay("plan", "x.jsonl", "--gate", "recall[\x1b[31mred] >= 0.2", "--format", form, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout
