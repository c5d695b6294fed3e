"""A new metric, a new reader: one new file and one new line in a table, and it is measured, judged and drawn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import assay

METRIC = '''"""Share of predictions that end as a sentence does."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task


class FullStop:
    """The share of predictions that end in a full stop.

    It misleads where headlines are asked for.

    Look at the length ratio too.
    """

    name: ClassVar[str] = "full_stop"
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        return None

    def measure(self, examples: Examples, task: Task) -> Measured:
        ends = np.array([float(str(text).endswith(".")) for text in examples.predictions.texts])
        rows = np.stack([ends, np.ones_like(ends)], axis=1)
        scores = Scores(("ended", "texts"), rows)
        return Measured(self.name, scores, lambda sums: sums[..., 0] / sums[..., 1], "proportion")
'''

READER = '''"""The imaginary tool that writes one line of `prediction => reference` an example."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, literal
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record
from assay.readers.tables.table import Table


class Arrows:
    """A line an example."""

    name: ClassVar[str] = "arrows"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        arrows = table.form == "text" and all(" => " in record["line"] for record in table.head)
        return literal("Every line has an arrow.") if arrows else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        return part_of(table, row)


def row(record: Record) -> Row:
    prediction, reference = record["line"].split(" => ")
    return Row(prediction, [reference])
'''


@pytest.fixture
def copy_of_assay(tmp_path: Path) -> Path:
    """The package's own source in a folder of its own, to be changed."""
    shutil.copytree(Path(assay.__file__).parent, tmp_path / "assay", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def add_line(table: Path, after: str, line: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert text.count(after) == 1
    table.write_text(text.replace(after, f"{after}\n{line}"), encoding="utf-8")


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assay", *arguments]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(home)}, cwd=home, capture_output=True, text=True, check=False
    )


def test_a_metric_is_one_file_and_one_line(copy_of_assay: Path) -> None:
    metrics = copy_of_assay / "assay" / "metrics"
    (metrics / "generation" / "full_stop.py").write_text(METRIC, encoding="utf-8")
    before = '"bleu": "assay.metrics.generation.bleu:BLEU",'
    add_line(metrics / "__init__.py", before, '        "full_stop": "assay.metrics.generation.full_stop:FullStop",')
    rows = [{"prediction": "It works.", "reference": "It does."}, {"prediction": "It may", "reference": "It might."}]
    (copy_of_assay / "said.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run(
        copy_of_assay, "eval", "said.jsonl", "--task", "generation", "--metrics", "full_stop", "--format", "json"
    )
    assert done.returncode == 3, done.stderr
    found = json.loads(done.stdout)["metrics"]["full_stop"]
    assert found["value"] == 0.5
    assert 0 < found["low"] < 0.5 < found["high"] < 1
    assert "full_stop" in (copy_of_assay / "assay-report" / "report.html").read_text(encoding="utf-8")
    explained = run(copy_of_assay, "explain", "full_stop")
    assert "headlines" in explained.stdout


def test_a_reader_is_one_file_and_one_line(copy_of_assay: Path) -> None:
    readers = copy_of_assay / "assay" / "readers"
    (readers / "arrows.py").write_text(READER, encoding="utf-8")
    before = '"opencompass": "assay.readers.opencompass:OpenCompass",'
    add_line(readers / "__init__.py", before, '        "arrows": "assay.readers.arrows:Arrows",')
    lines = ["yes => yes", "no => yes", "yes => no", *["no => no"] * 20]
    (copy_of_assay / "said.txt").write_text("\n".join(lines), encoding="utf-8")
    done = run(copy_of_assay, "eval", "said.txt", "--format", "json", "--exit-zero")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["inputs"]["candidates"][0]["format"] == "arrows"
    assert result["metrics"]["accuracy"]["value"] == 21 / 23
    assert "Every line has an arrow." in done.stdout
    asked = run(copy_of_assay, "eval", "said.txt", "--format-in", "arrow", "--lang", "en")
    assert "Did you mean 'arrows'?" in asked.stderr
