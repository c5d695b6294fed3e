"""What `assay eval` writes beside the report where it is asked to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import assay


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eighty mails that are nearly all right, with probabilities."""
    rows = [
        {
            "prediction": "spam" if i % 4 == 0 else "ham",
            "reference": "ham" if i == 4 else "spam" if i % 4 == 0 else "ham",
        }
        for i in range(80)
    ]
    (tmp_path / "mails.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return tmp_path


def test_tables_are_written_where_they_are_asked_for_and_nowhere_else(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--tables", "new/tables", "--exit-zero", folder=folder)
    assert done.returncode == 0, done.stderr
    assert f"Written: {Path('new/tables')}" in done.stderr
    assert {"metrics.csv", "gates.csv", "confusion.csv"} <= {path.name for path in (folder / "new/tables").iterdir()}
    assert (folder / "new/tables/metrics.csv").read_bytes().startswith(b"\xef\xbb\xbfmetric,value,low,high")


def test_a_place_that_cannot_be_written_is_said_before_any_work(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--tables", "mails.jsonl", folder=folder)
    assert done.returncode == 2
    assert "mails.jsonl is a file, and a folder is needed there" in done.stderr
    assert not (folder / "assay-report").exists()


@pytest.mark.parametrize(("form", "begins"), [("model-card", "---\n# Put"), ("summary", "✓ PASS")])
def test_the_forms_for_others_go_to_standard_output(folder: Path, form: str, begins: str) -> None:
    done = assay("eval", "mails.jsonl", "--format", form, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(begins)


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_the_page_is_printed_where_it_is_asked_for(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--pdf", "new/report.pdf", "--lang", "zh-Hans", folder=folder)
    assert done.returncode == 0, done.stderr
    assert f"已写出：{Path('new/report.pdf')}" in done.stderr
    assert (folder / "new/report.pdf").read_bytes().startswith(b"%PDF-")
    assert [path.name for path in (folder / "new").iterdir()] == ["report.pdf"]


def test_a_missing_browser_is_said_before_any_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_BROWSER", "no-such-program")
    done = assay("eval", "mails.jsonl", "--pdf", "report.pdf", folder=folder)
    assert done.returncode == 2
    assert "ASSAY_BROWSER names no-such-program, and no such program was found." in done.stderr
    assert not (folder / "assay-report").exists()


def test_charts_are_written_in_the_form_that_is_asked_for(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--charts", "c", "--chart-format", "svg", folder=folder)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (folder / "c").iterdir()} == {"metrics.svg", "confusion.svg"}


def test_a_form_of_charts_that_does_not_exist_is_said_so(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--charts", "c", "--chart-format", "jpg", folder=folder)
    assert done.returncode == 2
    assert "There are no charts as 'jpg'." in done.stderr
