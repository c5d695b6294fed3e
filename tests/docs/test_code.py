"""What the documentation shows can be typed and runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from assay.cli.command import Group
from assay.cli.run import COMMANDS
from assay.cli.session import Session
from tests.docs.pages import PAGES, READMES, ROOT, blocks, commands, name

RUNNABLE = [(page, code) for page in PAGES for info, code in blocks(page) if info == "python runnable"]
PYTHON = [(page, code) for page in PAGES for info, code in blocks(page) if info.startswith("python")]
TYPED = [(page, command) for page in PAGES for command in commands(page)]


@pytest.mark.parametrize(("page", "code"), RUNNABLE, ids=[name(page) for page, _ in RUNNABLE])
def test_a_block_marked_as_runnable_runs(page: Path, code: str) -> None:
    exec(compile(code, str(page), "exec"), {})  # noqa: S102 - our own documentation


@pytest.mark.parametrize(("page", "code"), PYTHON, ids=[name(page) for page, _ in PYTHON])
def test_every_python_block_is_python(page: Path, code: str) -> None:
    compile(code, str(page), "exec")


@pytest.mark.parametrize(("page", "command"), TYPED, ids=[f"{name(page)}: {command}" for page, command in TYPED])
def test_a_documented_command_is_one_that_the_command_line_understands(page: Path, command: str) -> None:
    _, verb, *arguments = shlex.split(command)
    if verb in {"--version", "--help"}:
        return
    found = Group("assay", COMMANDS).get_command(click.Context(click.Command("assay")), verb)
    assert found is not None
    found.make_context(verb, arguments, obj=Session())


def test_commands_were_found_on_most_pages_that_show_some() -> None:
    assert len({page for page, _ in TYPED}) >= 6


@pytest.mark.parametrize("language", READMES)
def test_the_readme_shows_what_the_command_says(language: str, tmp_path: Path) -> None:
    shown = next(code for _, code in blocks(READMES[language]) if "$ assay eval src/" in code).splitlines()
    arguments = shlex.split(shown[0].removeprefix("$ assay "))
    environment = {**os.environ, "COLUMNS": "80", "ASSAY_LANG": "en", "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "assay", *arguments, "--out", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        check=False,
    )
    said = run.stdout.splitlines()
    assert [line for line in shown[1:] if line and line not in said] == []
    assert run.returncode == 3
