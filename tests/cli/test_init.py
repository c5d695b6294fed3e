"""`assay init` writes a policy that can be used at once, and overwrites nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.core.messages import LANGUAGES
from assay.metrics.find import find
from assay.policy import READY
from assay.policy.load import read_policy
from tests.cli.command import assay


@pytest.mark.parametrize("name", READY)
def test_every_ready_made_policy_can_be_started_from(name: str, tmp_path: Path) -> None:
    done = assay("init", "--policy", name, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "--policy policy.yaml" in done.stderr
    asked = [gate.subject.name for gate in read_policy(tmp_path / "policy.yaml", find).gates]
    assert asked == [gate.subject.name for gate in read_policy(name, find).gates]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_comments_are_in_the_readers_language(language: str, tmp_path: Path) -> None:
    assay("init", "mine.yaml", "--lang", language, folder=tmp_path)
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "macro_f1 >= 0.85" in text
    assert text.isascii() == (language == "en")


@pytest.mark.parametrize(
    ("task", "metric"), [("classification", "macro_f1"), ("generation", "rougeL"), ("lm", "perpl")]
)
def test_the_kind_of_task_is_enough_to_start(task: str, metric: str, tmp_path: Path) -> None:
    assay("init", "--task", task, folder=tmp_path)
    assert metric in (tmp_path / "policy.yaml").read_text(encoding="utf-8")


def test_what_is_there_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("mine", encoding="utf-8")
    refused = assay("init", folder=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr == "policy.yaml is already there. Name another file, or say --force to overwrite it.\n"
    assert file.read_text(encoding="utf-8") == "mine"
    assert assay("init", "--force", folder=tmp_path).returncode == 0
    assert "macro_f1" in file.read_text(encoding="utf-8")


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = assay("init", "file/policy.yaml", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "file is a file, and a folder is needed there.\n"
