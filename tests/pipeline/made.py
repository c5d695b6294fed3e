"""Rows of labels, texts and likelihoods, made by a rule or drawn with a seed, and a base beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np

from assay.core.report import Report

Rows = list[dict[str, Any]]

SCHEMA = json.loads((files("assay.core") / "result.schema.json").read_text(encoding="utf-8"))
WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "nine", "grey", "cats", "watch"]


def labels(right: Sequence[bool] | Sequence[int], **columns: Sequence[object]) -> Rows:
    """One row for each answer that is right or not, `spam` and `ham` in turn; with an id and a prompt."""
    rows = []
    for i, is_right in enumerate(right):
        gold = ("spam", "ham")[i % 2]
        said = gold if is_right else ("ham", "spam")[i % 2]
        own = {name: values[i] for name, values in columns.items()}
        rows.append({"id": f"m{i}", "prompt": f"mail number {i}", "prediction": said, "reference": gold, **own})
    return rows


def drawn(share: float, n: int, seed: int) -> list[bool]:
    """n answers, each right with this chance."""
    found: list[bool] = (np.random.default_rng(seed).random(n) < share).tolist()
    return found


def texts(errors: float, n: int, seed: int) -> Rows:
    """n sentences of eight words, each word of the output wrong with this chance."""
    gold, wrong = np.random.default_rng(5), np.random.default_rng([5, seed])
    rows = []
    for i in range(n):
        reference = [WORDS[j] for j in gold.integers(0, len(WORDS), 8)]
        said = [word if wrong.random() >= errors else "blah" for word in reference]
        rows.append({"id": f"t{i}", "prediction": " ".join(said), "reference": " ".join(reference)})
    return rows


def likelihoods(per_byte: float, token_bytes: int, n: int, seed: int) -> Rows:
    """n documents of 120 bytes, with the summed nll and the number of tokens of one tokeniser."""
    draw = np.random.default_rng(seed)
    return [
        {
            "id": f"d{i}",
            "text": f"{i:04d}" + "x" * 116,
            "nll": 120 * per_byte * float(draw.uniform(0.9, 1.1)),
            "tokens": 120 // token_bytes,
        }
        for i in range(n)
    ]


def scored(folder: Path, name: str, stride: int | None) -> Path:
    """Likelihoods as `assay predict` leaves them, with the settings beside them."""
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in likelihoods(0.5, 4, 60, 1)), encoding="utf-8")
    settings = {"job": "perplexity", "length": 512, "stride": stride, "bos": True, "eos": False}
    made = {"schema": "assay.predict/1", "settings": settings}
    path.with_name(f"{name}.run.json").write_text(json.dumps(made), encoding="utf-8")
    return path


def shuffled(rows: Rows, seed: int = 0) -> Rows:
    return [rows[i] for i in np.random.default_rng(seed).permutation(len(rows))]


def without(rows: Rows, *names: str) -> Rows:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def written(file: Path, rows: Rows) -> str:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return str(file)


def valid(report: Report) -> dict[str, Any]:
    """The result, which keeps to the published schema in every language."""
    for language in ("zh-Hans", "zh-Hant", "en"):
        found: Any = report.to_dict(language)
        jsonschema.Draft202012Validator(SCHEMA).validate(found)
        json.dumps(found, allow_nan=False)
    return found  # type: ignore[no-any-return]  # what JSON holds
