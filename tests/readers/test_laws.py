"""What is written is what is read: any text, in any form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.readers import read, read_values
from tests.readers.written import gold, said

# Any text but half surrogates, which no file in UTF-8 can hold.
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
ROWS = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=12)
LAW = settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def reads_back(path: Path, rows: list[tuple[str, str]]) -> bool:
    examples = read(path)
    return (said(examples), gold(examples)) == ([row[0] for row in rows], [row[1] for row in rows])


@given(rows=ROWS, ascii_only=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
@LAW
def test_jsonl(tmp_path: Path, rows: list[tuple[str, str]], ascii_only: bool, end: str) -> None:
    lines = [json.dumps({"prediction": a, "reference": b}, ensure_ascii=ascii_only) + end for a, b in rows]
    (tmp_path / "x.jsonl").write_bytes("".join(lines).encode())
    assert reads_back(tmp_path / "x.jsonl", rows)


@given(rows=ROWS, indent=st.sampled_from([None, 1]))
@LAW
def test_json(tmp_path: Path, rows: list[tuple[str, str]], indent: int | None) -> None:
    document = [{"prediction": a, "reference": b} for a, b in rows]
    (tmp_path / "x.json").write_text(json.dumps(document, indent=indent), encoding="utf-8", newline="")
    assert reads_back(tmp_path / "x.json", rows)


@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]))
@LAW
def test_csv(tmp_path: Path, rows: list[tuple[str, str]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(["prediction", "reference"])
    writer.writerows(rows)
    (tmp_path / "x.csv").write_bytes(out.getvalue().encode())
    assert reads_back(tmp_path / "x.csv", rows)


@given(rows=ROWS, group=st.integers(1, 5))
@LAW
def test_parquet(tmp_path: Path, rows: list[tuple[str, str]], group: int) -> None:
    table = pa.table({"prediction": [row[0] for row in rows], "reference": [row[1] for row in rows]})
    pq.write_table(table, tmp_path / "x.parquet", row_group_size=group)
    assert reads_back(tmp_path / "x.parquet", rows)


@given(rows=ROWS)
@LAW
def test_values(rows: list[tuple[str, str]]) -> None:
    examples = read_values([row[0] for row in rows], [row[1] for row in rows])
    assert (said(examples), gold(examples)) == ([row[0] for row in rows], [row[1] for row in rows])


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_blocks_of_any_size_hold_the_same_rows(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from assay.readers.files.content import Content

    rows = [(f'é{i}\n"{"x" * (i % 9)}', "好" * (i % 3) + "b") for i in range(300)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("prediction", "reference"), *rows])
    lines = [json.dumps({"prediction": a, "reference": b}, ensure_ascii=False) + "\n" for a, b in rows]
    for encoding in ("utf-8", "utf-16", "gb18030"):
        (tmp_path / f"{encoding}.csv").write_bytes(out.getvalue().replace("é", "的").encode(encoding))
        (tmp_path / f"{encoding}.jsonl").write_bytes("".join(lines).replace("é", "的").encode(encoding))
    whole = Content.blocks
    monkeypatch.setattr(Content, "blocks", lambda content, _=0: whole(content, size))
    expected = [(a.replace("é", "的"), b) for a, b in rows]
    assert all(reads_back(path, expected) for path in sorted(tmp_path.iterdir()))
