"""Help is there at once, in three languages, and no wider than the terminal."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assay.cli.run import COMMANDS
from assay.core.messages import LANGUAGES
from assay.text.width import display_width
from tests.cli.command import assay, environment


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ()])
def test_without_arguments_there_is_help(arguments: tuple[str, ...]) -> None:
    done = assay(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: assay [OPTIONS] COMMAND ...\n")
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_itself_in_every_language(command: str, language: str) -> None:
    done = assay(command, "--help", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"assay {command}" in done.stdout
    assert done.stdout.isascii() == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_help_is_as_wide_as_the_terminal_and_never_wider_than_a_page(language: str, columns: int) -> None:
    lines = assay("eval", "--help", "--lang", language, variables={"COLUMNS": str(columns)}).stdout.splitlines()
    assert max(map(display_width, lines)) <= min(columns, 100)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "Usage:"),
        ({"LANG": "zh_CN.UTF-8"}, "用法：assay [选项]"),
        ({"LANG": "zh_TW.UTF-8"}, "用法：assay [選項]"),
        ({"LANG": "zh_HK"}, "用法：assay [選項]"),
        ({"LC_ALL": "zh_CN", "LANG": "en_US"}, "用法：assay [选项]"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "Usage:"),
        ({"ASSAY_LANG": "zh-Hant", "LC_ALL": "en_US.UTF-8"}, "用法：assay [選項]"),
        ({"LANG": "de_DE.UTF-8"}, "Usage:"),
    ],
)
def test_the_language_comes_from_the_environment(variables: dict[str, str], said: str) -> None:
    assert assay("--help", variables=variables).stdout.startswith(said)


@pytest.mark.parametrize("arguments", [("--lang", "zh-Hans", "eval", "-h"), ("eval", "-h", "--lang=zh_CN")])
def test_the_language_may_be_asked_for_before_or_after(arguments: tuple[str, ...]) -> None:
    assert assay(*arguments, variables={"LANG": "en_US.UTF-8"}).stdout.startswith("用法：assay eval [选项]")


@pytest.mark.parametrize("arguments", [["--help"], ["eval", "--help"], ["--version"], ["eval", "x", "--polcy"]])
def test_help_and_mistakes_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom assay.cli import main\n"
        f"try:\n    main({arguments})\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'jinja2', 'pyarrow', 'yaml', 'msgspec') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_said_in_two_ways() -> None:
    assert assay("--version").stdout in assay("version").stdout
    assert "numpy" in assay("version").stdout
