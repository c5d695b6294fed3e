"""A history of 10,000 runs: pages of the list, as `assay runs` asks for them. The peer is the bare SQL of the newest
twenty; and what keeping a run adds to an evaluation.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

import assay
from assay.core.history import Kept, Run, Wanted
from assay.stores.history import History
from benchmarks.measure import Row, compare

RUNS = 10_000
TARGET = "0.2 s"
LABELS = [{"id": str(n), "prediction": "ab"[n % 3 == 0], "reference": "ab"[n % 2]} for n in range(200)]


def run() -> list[Row]:
    """A page each, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "history.sqlite3")
        assay.evaluate(LABELS, history=place)
        with History(place) as history, closing(sqlite3.connect(place)) as bare:
            _fill(history)
            peer = _newest(bare)
            assert [run.id for run in history.runs(Wanted(limit=20))] == peer()
            rows = [_row(f"{RUNS:,} runs: {job}", page, peer) for job, page in _pages(history).items()]
        return [*rows, _kept(place)]


def _fill(history: History) -> None:
    (first,) = history.runs()
    result = history.result(first)
    history.take(Kept(_another(first, number), result) for number in range(1, RUNS))


def _another(first: Run, number: int) -> Run:
    at = f"2026-01-{1 + number // 1440 % 28:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z"
    outcome = ("pass", "fail", "inconclusive")[number % 3]
    return replace(first, id=f"{number:012x}", at=at, project=f"project {number % 7}", outcome=outcome)


def _pages(history: History) -> dict[str, Callable[[], object]]:
    chosen = Wanted(project="project 3", outcome="fail", limit=20)
    by_metric = Wanted(metric="macro_f1", limit=20)
    return {
        "the newest 20": lambda: history.runs(Wanted(limit=20)),
        "20 of a project and an outcome, and how many": lambda: (history.runs(chosen), history.count(chosen)),
        "20 by a metric, and how many": lambda: (history.runs(by_metric), history.count(by_metric)),
        "all": history.runs,
        "one again, by the beginning of its id": lambda: history.result(history.run("00000000270f")),
    }


def _newest(bare: sqlite3.Connection) -> Callable[[], list[str]]:
    asked = "SELECT * FROM runs ORDER BY at DESC, id DESC LIMIT 20"
    return lambda: [row[0] for row in bare.execute(asked).fetchall()]


def _kept(place: str) -> Row:
    return _row(
        "assay.evaluate, 200 rows, warm, kept in it",
        lambda: assay.evaluate(LABELS, history=place),
        lambda: assay.evaluate(LABELS),
        peer_is="the same, not kept",
        target="",
    )


def _row(
    job: str, ours: Callable[[], object], peer: Callable[[], object], peer_is: str = "bare SQL", target: str = TARGET
) -> Row:
    mine, theirs, ratio = compare(ours, peer, rounds=9)
    return Row(job=job, peer=peer_is, ours_s=mine, peer_s=theirs, ratio=ratio, target=target)
