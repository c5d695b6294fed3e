"""What the pages about comparing show was said by the commands that stand there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest

from tests.docs.pages import READMES, ROOT, blocks
from tests.shared_data import shared_data

PUBLISHED = ROOT / "docs" / "how-to" / "a-published-pair.md"
PAGES = [ROOT / "docs" / "how-to" / f"{name}.md" for name in ("is-it-really-better", "compare-several-models")]


def said(command: str, folder: Path, history: Path) -> list[str]:
    """The lines that the command prints, on a terminal of 80 columns; `history` is where earlier verdicts are kept."""
    places = {"ASSAY_HISTORY": str(history / "history.sqlite3"), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "assay", *shlex.split(command)[1:]],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, **places, "COLUMNS": "80", "ASSAY_LANG": "en"},
        check=False,
    )
    return (run.stdout + run.stderr).replace("\N{NO-BREAK SPACE}", " ").splitlines()


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_line_shown_is_one_that_a_command_of_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert unsaid(page, tmp_path) == []


def test_every_line_shown_of_a_published_pair_is_one_that_a_command_says(tmp_path: Path) -> None:
    for name in ("roberta", "bert", "fewshot", "zeroshot"):
        copyfile(shared_data(f"predictions/patentlens_{name}.csv"), tmp_path / f"{name}_predictions.csv")
    assert unsaid(PUBLISHED, tmp_path) == []


def unsaid(page: Path, folder: Path) -> list[str]:
    """The lines that the page shows and no command of it says; the commands run in the folder."""
    known: set[str] = set()
    missing: list[str] = []
    for info, code in blocks(page):
        if info == "python":
            exec(compile(code, str(page), "exec"), {})  # noqa: S102 - our own documentation
        elif info == "yaml":
            (folder / "policy.yaml").write_text(code, "utf-8")
        elif info in {"console", "text"}:
            first, *shown = code.splitlines()
            if info == "console" and shown:
                known |= set(said(first.removeprefix("$ "), folder, folder))
            lines = shown if info == "console" else [first, *shown]
            missing += [line for line in lines if line and line != "..." and line not in known]
    return missing


@pytest.mark.parametrize("language", READMES)
def test_the_readme_shows_what_eval_says_of_a_base(language: str, tmp_path: Path) -> None:
    shown = next(code for _, code in blocks(READMES[language]) if "$ assay eval src/" in code and "--base" in code)
    command, *lines = shown.splitlines()
    known = said(f"{command.removeprefix('$ ')} --out {tmp_path}", ROOT, tmp_path)
    assert [line for line in lines if line not in known] == []
