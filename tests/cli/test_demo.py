"""`assay demo` corrects the tutorial's numbers and ends with where the pages are."""

from __future__ import annotations

from pathlib import Path

from assay.examples import names
from tests.cli.command import assay


def test_the_tutorials_numbers_are_those_that_follow_from_the_labels(tmp_path: Path) -> None:
    done = assay("demo", "--out", "here", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    words = done.stdout.split()
    for metric, value in (("accuracy", "0.8000"), ("precision", "0.8571"), ("recall", "0.7500"), ("F1", "0.8000")):
        assert words[words.index(metric) + 1] == value
    assert "[[6, 1], [2, 6]]" in done.stdout
    assert words[words.index("BLEU-1") + 1] == "0.4000"
    assert words[words.index("ROUGE-L") + 1] == "0.4000"
    assert "15 examples cannot settle" in done.stdout
    pages = [line.split()[-1] for line in done.stdout.splitlines()[-len(names()) :] if line.endswith("report.html")]
    assert len(pages) == sum(not name.endswith("-base") for name in names())
    assert all((tmp_path / page).is_file() for page in pages)
    assert done.stdout.splitlines()[-1].endswith("report.html")


def test_it_speaks_the_readers_language(tmp_path: Path) -> None:
    done = assay("demo", "--lang", "zh-Hant", folder=tmp_path)
    assert done.stdout.startswith("十五個標籤：")
    assert "證據不足" in done.stdout
