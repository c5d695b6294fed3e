"""The workspace over HTTP, on a history of 10,000 runs: every request that a page of it makes. The peer is the smallest
request of the same server, so that what is left is the work itself; all of a page are to take less than 200 ms.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

import assay
from assay.core.history import Kept, Run, Wanted
from assay.stores.history import History
from benchmarks.measure import Row, compare

RUNS, ROUNDS, WITH_EXAMPLES, LABELS = 10_000, 200, 20, 1000
TARGET = "0.2 s"


def run() -> list[Row]:
    """A request each, on SQLite; each the first time, and again."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "history.sqlite3")
        ids = _filled(place)
        with _served(place) as address:
            about, jobs = _getting(address, "/r/x"), _requests(ids)
            first = {job: _once(_getting(address, path)) for job, path in jobs.items()}
            again = {job: compare(_getting(address, path), about, rounds=9) for job, path in jobs.items()}
    rows = []
    for job, (ours, peer, ratio) in again.items():
        rows.append(_row(f"{job}, the first time", first[job], peer, peer / first[job]))
        rows.append(_row(job, ours, peer, ratio))
    return rows


def _requests(ids: list[str]) -> dict[str, str]:
    def asked(path: str, **values: object) -> str:
        return f"{path}?{urlencode(values, doseq=True)}"

    return {
        "projects": "/api/projects",
        "50 runs": asked("/api/runs", limit=50),
        "50 of a project by a metric": asked("/api/runs", project="project 3", metric="macro_f1"),
        "a text in the names and notes": asked("/api/runs", text="round 77"),
        f"{ROUNDS} rounds of a project": asked("/api/rounds", project="rounds"),
        "5 runs side by side": asked("/api/comparison", run=ids[:5]),
        "20 runs side by side": asked("/api/comparison", run=ids),
        "19 changes": asked("/api/changes", run=ids, metric="accuracy"),
        "a run": f"/api/runs/{ids[0]}",
        "the page of a run": f"/runs/{ids[0]}/page",
        "the page of two runs": f"/runs/{ids[0]}/against/{ids[1]}/page",
    }


def _filled(place: str) -> list[str]:
    """The runs that have their examples."""
    draw = random.Random(1)
    ids = [
        str(assay.evaluate(_labels(draw, 0.7 + n / 100), history=place, project="compared").record)
        for n in range(WITH_EXAMPLES)
    ]
    with History(place) as history:
        (first,) = history.runs(Wanted(limit=1))
        result = history.result(first)
        history.take(Kept(_another(first, number), result) for number in range(RUNS - WITH_EXAMPLES))
    return ids


def _labels(draw: random.Random, share: float) -> list[dict[str, str]]:
    return [
        {
            "id": str(n),
            "prompt": f"message {n}: the parcel has not come, and nobody answers the telephone",
            "prediction": "ab"[(n % 2) ^ (draw.random() > share)],
            "reference": "ab"[n % 2],
        }
        for n in range(LABELS)
    ]


def _another(first: Run, number: int) -> Run:
    at = f"2026-01-{1 + number // 1440 % 28:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z"
    project = "rounds" if number < ROUNDS else f"project {number % 7}"
    return replace(first, id=f"{number:012x}", at=at, project=project, name=f"round {number}.jsonl")


@contextmanager
def _served(place: str) -> Iterator[str]:
    command = [sys.executable, "-m", "assay", "serve", "--lang", "en"]
    environment = os.environ | {"ASSAY_HISTORY": place}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def _getting(address: str, path: str) -> Callable[[], object]:
    connection = HTTPConnection(urlsplit(address).netloc)

    def get() -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status in (200, 404), (path, content)
        return content

    return get


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(job: str, ours: float, peer: float, ratio: float) -> Row:
    name = f"workspace, {RUNS:,} runs: {job}"
    return Row(job=name, peer="the smallest request", ours_s=ours, peer_s=peer, ratio=ratio, target=TARGET)
