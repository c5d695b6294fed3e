"""Product reviews beside a base, by length, and over three runs: a comparison and a stability section."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import assay
from assay.core.messages import Text
from assay.core.packaged import packaged
from assay.core.report import Report

_N = 120
_CANDIDATE, *_REPEATS = "reviews-en.jsonl", "reviews-en-seed2.jsonl", "reviews-en-seed3.jsonl"
_BASE = "reviews-en-base.jsonl"


@cache
def reviews(language: str = "en") -> Report:
    """The first of the bundled reviews; in two more runs every 11th, or every 13th, is answered otherwise."""
    candidate, base = _rows(_CANDIDATE), _rows(_BASE)
    files = {_CANDIDATE: candidate, _BASE: base}
    files |= {name: _otherwise(candidate, every) for name, every in zip(_REPEATS, (11, 13), strict=True)}
    with TemporaryDirectory() as folder, chdir(folder):
        for name, rows in files.items():
            Path(name).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        report = assay.evaluate(
            _CANDIDATE,
            base=_BASE,
            repeats=_REPEATS,
            slices=["length"],
            metrics=["accuracy", "macro_f1", "recall[negative]", "log_loss"],
            lang=language,
            command=("eval", _CANDIDATE, *_REPEATS, "--base", _BASE, "--slices", "length"),
        )
    parts = ("estimates", "comparisons", "stability", "judgement", "baseline", "classes", "parsing")
    return replace(report, version="0.1.0", **{name: _rounded(getattr(report, name)) for name in parts})


def _rows(name: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in packaged("examples", name).splitlines()[:_N]]
    return [{**row, "length": "short" if len(row["prompt"]) < 80 else "long"} for row in rows]


def _otherwise(rows: list[dict[str, Any]], every: int) -> list[dict[str, Any]]:
    others = {"negative": "neutral", "neutral": "positive", "positive": "negative"}
    return [
        {**row, "prediction": others[row["prediction"]]} if place % every == 0 else row
        for place, row in enumerate(rows)
    ]


def _rounded(value: Any) -> Any:
    """With six decimals: the last digits of a sum are another processor's to choose."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_rounded, value))
    if not is_dataclass(value) or isinstance(value, type | Text):
        return value
    return replace(value, **{one.name: _rounded(getattr(value, one.name)) for one in fields(value) if one.init})
