"""Reading: JSONL beside json and msgspec, Parquet beside its dictionary pages alone and polars."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from assay.core.messages import literal
from assay.core.task import Task
from assay.metrics.classification.labels import label_table
from assay.readers import read
from benchmarks.measure import Row, compare

LINES = 200_000
ROWS = 10_000_000
CLASSES = 50
TASK = Task("classification", literal("made"), labels=tuple(f"label {code}" for code in range(CLASSES)))


def run() -> list[Row]:
    """JSONL to examples and to label counts; CSV; 10,000,000 rows of Parquet to a confusion matrix."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_jsonl(Path(folder) / "x.jsonl"), *_csv(Path(folder) / "x.csv"), *_parquet(Path(folder) / "x.parquet")]


def _row(job: str, peer: str, ours: Callable[[], object], theirs: Callable[[], object], target: str) -> Row:
    """Times faster; where the target is a bound on ours ("<="), times the peer."""
    mine, other, ratio = compare(ours, theirs, rounds=5)
    shown = 1 / ratio if target.startswith("<=") else ratio
    return Row(job=job, peer=peer, ours_s=mine, peer_s=other, ratio=shown, target=target)


def _jsonl(path: Path) -> list[Row]:
    draw = random.Random(1)
    labels = ["billing", "delivery", "technical", "account", "praise"]
    with path.open("w", encoding="utf-8") as out:
        for i in range(LINES):
            prompt = f"Classify the ticket {i}: " + "word " * draw.randint(20, 40)
            row = {"id": i, "prompt": prompt, "prediction": draw.choice(labels), "reference": draw.choice(labels)}
            out.write(json.dumps(row) + "\n")
    strict = msgspec.json.Decoder()

    def ours() -> object:
        return read(path)

    def counted() -> int:
        examples = read(path)
        assert examples.predictions is not None
        return int(np.bincount(examples.predictions.codes).sum())

    def by_json() -> int:
        with path.open("rb") as lines:
            return len([json.loads(line) for line in lines])

    def by_msgspec() -> int:
        with path.open("rb") as lines:
            return len([strict.decode(line) for line in lines])

    assert counted() == by_json() == by_msgspec() == LINES
    job = f"JSONL to examples, bad rows by line, {LINES:,} lines"
    return [
        _row(job, "json.loads a line", ours, by_json, "3x"),
        _row("the same", "msgspec a line, no errors by line", ours, by_msgspec, "1x"),
        _row("JSONL to label counts (times of it)", "msgspec a line alone", counted, by_msgspec, "<=2x"),
    ]


def _csv(path: Path) -> list[Row]:
    draw = random.Random(2)
    with path.open("w", encoding="utf-8") as out:
        out.write("id,text,prediction,reference\n")
        for i in range(LINES):
            out.write(f'{i},"ticket, number {i}",{draw.choice("abcde")},{draw.choice("abcde")}\n')

    def by_csv() -> int:
        import csv

        with path.open(encoding="utf-8", newline="") as lines:
            return len(list(csv.DictReader(lines)))

    return [
        _row(f"CSV to examples, bad rows by line, {LINES:,} lines", "csv.DictReader", lambda: read(path), by_csv, "1x")
    ]


def _parquet(path: Path) -> list[Row]:
    _write(path)
    names = ["prediction", "reference"]

    def ours() -> int:
        return int(label_table(read(path), TASK).counts.sum())

    def pages() -> int:
        # Not read_table, which decodes on other threads too, whatever `use_threads` says.
        batches = pq.ParquetFile(path, read_dictionary=names).iter_batches(1 << 16, columns=names, use_threads=False)
        return sum(batch.num_rows for batch in batches)

    def by_polars() -> int:
        counts = pl.scan_parquet(path).group_by(names).len().collect()
        return int(counts["len"].sum())

    assert ours() == pages() == by_polars() == ROWS
    job = f"{ROWS:,} rows of Parquet to a confusion matrix"
    return [
        _row(f"{job} (times of it)", "pyarrow, dictionary pages alone", ours, pages, "<=1.6x"),
        _row(f"the same ({_peak_megabytes(path)} MB at most)", "polars, all cores", ours, by_polars, "1x"),
    ]


def _write(path: Path) -> None:
    rng = np.random.default_rng(0)
    labels = pa.array(TASK.labels)
    schema = pa.schema({"prediction": pa.string(), "reference": pa.string()})
    with pq.ParquetWriter(path, schema) as out:
        for _ in range(10):
            gold = rng.integers(0, CLASSES, ROWS // 10, dtype=np.int32)
            said = np.where(rng.random(ROWS // 10) < 0.8, gold, rng.integers(0, CLASSES, ROWS // 10, dtype=np.int32))
            columns = [pa.DictionaryArray.from_arrays(codes, labels).cast(pa.string()) for codes in (said, gold)]
            out.write_table(pa.table(columns, schema=schema))


def _peak_megabytes(path: Path) -> int:
    """What a process of its own needs at most, to read the file and count."""
    code = (
        "import re, sys; from assay.readers import read;"
        "from assay.metrics.classification.labels import label_table; from benchmarks.reading import TASK;"
        "label_table(read(sys.argv[1]), TASK).counts;"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    return int(done.stdout) // 1024
