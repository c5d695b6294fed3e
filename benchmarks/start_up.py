"""Whole processes: what a person waits for. The peer is a bare `python -c pass`; the ratio is ours over it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Row, compare

LEFT_OUT = frozenset({"PYTHONDONTWRITEBYTECODE", "ASSAY_HISTORY"})  # the history is a new one, in the folder
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}


def run() -> list[Row]:
    """Cold starts: the help page, and one evaluation of 1,000 rows with its page written."""
    with tempfile.TemporaryDirectory() as folder:
        labels, texts = _labels(Path(folder)), _texts(Path(folder))
        jobs = [
            ("assay --help", ["--help"], "<=6x"),
            ("assay eval, 1,000 labels, page written", ["eval", labels, "--exit-zero"], "<=25x"),
            ("assay eval, 1,000 texts, BLEU ROUGE chrF, page written", ["eval", texts, "--exit-zero"], "0.8 s"),
        ]
        return [_row(job, arguments, target, Path(folder)) for job, arguments, target in jobs]


def _row(job: str, arguments: list[str], target: str, folder: Path) -> Row:
    def ours() -> None:
        command = [sys.executable, "-m", "assay", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, env=ENVIRONMENT)  # noqa: S603 - our own

    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    ours()  # the first start writes the byte code, as an installation does
    mine, theirs, ratio = compare(ours, bare, rounds=7)
    return Row(job=job, peer="python -c pass (times of it)", ours_s=mine, peer_s=theirs, ratio=1 / ratio, target=target)


def _labels(folder: Path) -> str:
    draw = random.Random(1)
    lines = []
    for row in range(1000):
        gold = draw.choice(["billing", "delivery", "account", "praise"])
        said = gold if draw.random() < 0.85 else "billing"
        lines.append(f'{{"id": "{row}", "prompt": "ticket {row}", "prediction": "{said}", "reference": "{gold}"}}\n')
    return _written(folder / "labels.jsonl", lines)


def _texts(folder: Path) -> str:
    draw = random.Random(2)
    words = [f"word{i}" for i in range(800)]
    lines = []
    for row in range(1000):
        gold = draw.choices(words, k=draw.randint(15, 40))
        said = [word if draw.random() < 0.7 else draw.choice(words) for word in gold]
        lines.append(f'{{"id": "{row}", "prediction": "{" ".join(said)}.", "reference": "{" ".join(gold)}."}}\n')
    return _written(folder / "texts.jsonl", lines)


def _written(path: Path, lines: list[str]) -> str:
    path.write_text("".join(lines), encoding="utf-8")
    return str(path)
