"""All checks together beside the metrics of the same examples: looking for faults must cost less than measuring."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np

from assay.checks.base import Case
from assay.core.finding import Diagnosis
from assay.pipeline import evaluation
from assay.pipeline.settings import Base, Given, Settings
from assay.readers import read_candidate
from assay.readers.base import ReadOptions
from benchmarks.measure import Row

N = 100_000
ROUNDS = 3
Rows = list[dict[str, Any]]


def run() -> list[Row]:
    """Labels, labels with probabilities, English texts and Chinese texts, each with a base; texts with prompts."""
    kinds: dict[str, Callable[[], tuple[Rows, Rows]]] = {
        "labels": _labels,
        "labels with probabilities": lambda: _labels(probabilities=True),
        "English texts": _english,
        "Chinese texts": _chinese,
    }
    return [_row(what, *make()) for what, make in kinds.items()]


def _row(what: str, rows: Rows, base: Rows) -> Row:
    times = [_once(rows, base) for _ in range(ROUNDS)]
    checks, metrics = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(rest / own for own, rest in times)
    job = f"all checks, {N:,} {what} with a base"
    return Row(
        job=job, peer="metrics, intervals and comparison", ours_s=checks, peer_s=metrics, ratio=ratio, target="1x"
    )


def _once(rows: Rows, base: Rows) -> tuple[float, float]:
    """Seconds of the checks, and of all else that is done with examples that were read."""
    spent = 0.0
    looks = vars(evaluation)["diagnosis"]

    def timed(case: Case) -> Diagnosis:
        nonlocal spent
        start = time.perf_counter()
        found: Diagnosis = looks(case)
        spent = time.perf_counter() - start
        return found

    examples, before = (read_candidate(one, ReadOptions(), None) for one in (rows, base))
    with patch.object(evaluation, "diagnosis", timed):
        start = time.perf_counter()
        evaluation.evaluate_examples(examples, Settings(), Given(bases=(Base((before,)),)))
        return spent, time.perf_counter() - start - spent


def _labels(*, probabilities: bool = False) -> tuple[Rows, Rows]:
    draw = np.random.default_rng(0)
    names = [f"class {k}" for k in range(5)]
    gold = draw.choice(5, N, p=[0.4, 0.3, 0.15, 0.1, 0.05])
    logits = draw.normal(size=(N, 5))
    logits[np.arange(N), gold] += 2.5
    shares = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    before = np.where(draw.random(N) < 0.7, gold, draw.integers(0, 5, N))

    def row(place: int, said: int) -> dict[str, Any]:
        return {"id": str(place), "reference": names[gold[place]], "prediction": names[said]}

    rows = [row(place, said) for place, said in enumerate(shares.argmax(axis=1).tolist())]
    if probabilities:
        rows = [
            {**one, "probabilities": dict(zip(names, share, strict=True))}
            for one, share in zip(rows, shares.tolist(), strict=True)
        ]
    return rows, [row(place, said) for place, said in enumerate(before.tolist())]


def _english() -> tuple[Rows, Rows]:
    first, last = ("ka", "lo", "mi", "ne", "ru", "sta"), ("der", "lin", "mon", "tas", "ver", "x")
    return _texts([a + b for a in first for b in last], " ", 30)


def _chinese() -> tuple[Rows, Rows]:
    return _texts([chr(0x4E00 + 7 * k) for k in range(600)], "", 40)


def _texts(words: list[str], between: str, length: int) -> tuple[Rows, Rows]:
    draw = random.Random(0)

    def said(gold: list[str], wrong: float) -> str:
        return between.join(draw.choice(words) if draw.random() < wrong else word for word in gold)

    rows: Rows = []
    base: Rows = []
    for place in range(N):
        gold = draw.choices(words, k=draw.randint(length // 2, 3 * length // 2))
        prompt = between.join(draw.choices(words, k=length))
        row = {"id": str(place), "prompt": prompt, "reference": between.join(gold)}
        rows.append({**row, "prediction": said(gold, 0.3)})
        base.append({**row, "prediction": said(gold, 0.5)})
    return rows, base
