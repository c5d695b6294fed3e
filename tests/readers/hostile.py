"""A generator of bad files, each reproducible by its number: what tools, disks, networks and people do to files."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

LABELS = ("spam", "ham", "无关", "naïve", "1", "1.0", "", " ")
SCRIPTS = (
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "=HYPERLINK(1)",
    "\u202eevil\u202c",
    "{{7*7}}",
    "'; DROP TABLE x;--",
    "\u200b",
    "a\rb",
    "a\u2028b",
)


@dataclass(frozen=True)
class Hostile:
    """One bad file. `rows` is how many rows it holds, where that is certain whatever else is wrong with it."""

    name: str
    data: bytes
    rows: int | None = None

    def write(self, folder: Path) -> Path:
        """The file in a folder."""
        path = folder / self.name
        path.write_bytes(self.data)
        return path


def hostile_file(number: int) -> Hostile:
    """The bad file of this number."""
    draw = random.Random(number)  # noqa: S311 - not for secrets
    return KINDS[number % len(KINDS)](draw)


def _rows(draw: random.Random, count: int | None = None) -> list[dict[str, object]]:
    count = draw.randint(1, 60) if count is None else count
    return [
        {
            "id": i,
            "prompt": f"question {i} 问题",
            "prediction": draw.choice(LABELS),
            "reference": draw.choice(LABELS[:6]),
        }
        for i in range(count)
    ]


def _jsonl(rows: list[object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _csv(rows: list[dict[str, object]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "prompt", "prediction", "reference"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _parquet(draw: random.Random) -> bytes:
    sink = io.BytesIO()
    rows = _rows(draw)
    table = pa.table({name: [str(row[name]) for row in rows] for name in rows[0]})
    pq.write_table(table, sink)
    return sink.getvalue()


def _eval(draw: random.Random) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", json.dumps({"eval": {}, "plan": {}, "results": None}))
        for row in _rows(draw, draw.randint(1, 8)):
            output = {"choices": [{"message": {"content": row["prediction"]}}]}
            sample = {"id": row["id"], "epoch": 1, "input": "x", "target": row["reference"], "output": output}
            archive.writestr(f"samples/{row['id']}_epoch_1.json", json.dumps(sample))
    return sink.getvalue()


def _cut(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randint(0, len(data))]


def _flipped(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _value(draw: random.Random) -> object:
    values: list[object] = [
        None, True, -1, 10**30, 1.5, float("nan"), float("inf"), "", "text", [], ["a", "b"], [[1]], {}, {"a": {"b": 1}},
        [None], [{"role": "user", "content": "x"}], "\ud800", "\x00", "1e999", draw.choice(SCRIPTS),
    ]  # fmt: skip
    return draw.choice(values)


def truncated_jsonl(draw: random.Random) -> Hostile:
    rows = _rows(draw)
    data = _cut(draw, _jsonl([*rows]))
    return Hostile("cut.jsonl", data, sum(1 for line in data.split(b"\n") if line.strip()))


def truncated_json(draw: random.Random) -> Hostile:
    return Hostile("cut.json", _cut(draw, json.dumps(_rows(draw), indent=draw.choice([None, 1])).encode()))


def truncated_csv(draw: random.Random) -> Hostile:
    return Hostile("cut.csv", _cut(draw, _csv(_rows(draw))))


def mixed_types(draw: random.Random) -> Hostile:
    rows: list[object] = []
    for row in _rows(draw):
        for name in row:
            if draw.random() < 0.3:
                row[name] = _value(draw)
        rows.append(row if draw.random() < 0.9 else _value(draw))
    text = "".join(json.dumps(row) + "\n" for row in rows)
    return Hostile("mixed.jsonl", text.encode(), len(rows))


def mixed_json(draw: random.Random) -> Hostile:
    rows = [row if draw.random() < 0.8 else _value(draw) for row in _rows(draw)]
    return Hostile("mixed.json", json.dumps(rows).encode())


def wrong_encoding(draw: random.Random) -> Hostile:
    encoding = draw.choice(["utf-16", "utf-16-le", "gb18030", "big5", "latin-1", "shift_jis", "utf-7", "utf-8-sig"])
    rows = _rows(draw)
    text = draw.choice([_csv(rows), _jsonl([*rows])]).decode()
    return Hostile(f"enc.{draw.choice(['csv', 'jsonl'])}", text.encode(encoding, "replace"))


def stray_bytes(draw: random.Random) -> Hostile:
    lines = _jsonl([*_rows(draw)]).split(b"\n")[:-1]
    for _ in range(draw.randint(1, 3)):
        lines[draw.randrange(len(lines))] += bytes([draw.randrange(128, 256)])
    return Hostile("stray.jsonl", b"\n".join(lines), len(lines))


def deep_nesting(draw: random.Random) -> Hostile:
    depth = draw.choice([50, 500, 990, 5_000, 100_000])
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}")])
    deep = opening * depth + ("1" if opening != "[" else "") + closing * depth
    good = [json.dumps(row) for row in _rows(draw, 30)]
    field = draw.choice(["prediction", "reference", "prompt", "other"])
    bad = deep if draw.random() < 0.3 else f'{{"{field}": {deep}, "reference2": "x"}}'
    if draw.random() < 0.3:
        return Hostile("deep.json", f"[{','.join([*good, bad])}]".encode())
    return Hostile("deep.jsonl", "\n".join([*good, bad]).encode(), 31)


def huge_field(draw: random.Random) -> Hostile:
    rows = _rows(draw)
    draw.choice(rows)[draw.choice(["prediction", "prompt", "reference"])] = "x" * draw.choice([10**5, 10**6, 3 * 10**6])
    return draw.choice([Hostile("huge.jsonl", _jsonl([*rows]), len(rows)), Hostile("huge.csv", _csv(rows), len(rows))])


def nan_in_json(draw: random.Random) -> Hostile:
    lines = []
    for row in _rows(draw):
        row["score"] = float(draw.choice(["nan", "inf", "-inf", "1"]))
        if draw.random() < 0.1:
            row["prediction"] = float("nan")
        lines.append(json.dumps(row))
    return Hostile("nan.jsonl", "\n".join(lines).encode(), len(lines))


def no_rows(draw: random.Random) -> Hostile:
    empty: list[bytes] = [
        b"", b"\n\n\n", b"  ", b"[]", b"{}", b"null", b"[[]]", b"\xef\xbb\xbf", b"id,prediction,reference\n", b"\x00",
        b'{"data": []}', b"[1, 2]", b'""', b"prediction\n", b"[{}]", b"{}\n{}\n", b",,,\n", b"\t\t\n",
    ]  # fmt: skip
    return Hostile(
        f"none{draw.choice(['.jsonl', '.json', '.csv', '.tsv', '.txt', '.parquet', ''])}", draw.choice(empty)
    )


def control_characters(draw: random.Random) -> Hostile:
    lines = []
    for row in _rows(draw):
        row["prediction"] = "a" + chr(draw.choice([0, 1, 7, 8, 11, 27, 127])) + "b"
        raw = json.dumps(row, ensure_ascii=False)
        lines.append(raw.replace("\\u00", "").replace("a0", "\x07") if draw.random() < 0.3 else raw)
    return Hostile("control.jsonl", "\n".join(lines).encode(), len(lines))


def script_in_labels(draw: random.Random) -> Hostile:
    rows = [{**row, "prediction": draw.choice(SCRIPTS), "reference": draw.choice(SCRIPTS)} for row in _rows(draw)]
    jsonl = Hostile("script.jsonl", _jsonl([*rows]), len(rows))
    return draw.choice([jsonl, Hostile("script.csv", _csv(rows))])


def random_bytes(draw: random.Random) -> Hostile:
    name = f"noise{draw.choice(['.jsonl', '.json', '.csv', '.parquet', '.arrow', '.eval', '.gz', '.zst', '.txt', ''])}"
    start = draw.choice([b"", b"PAR1", b"ARROW1", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"[", b"{"])
    return Hostile(name, start + draw.randbytes(draw.randint(0, 4000)))


def wrong_extension(draw: random.Random) -> Hostile:
    rows = _rows(draw)
    data = draw.choice(
        [_jsonl([*rows]), _csv(rows), json.dumps(rows).encode(), _parquet(draw), gzip.compress(_csv(rows))]
    )
    ending = draw.choice([".csv", ".json", ".jsonl", ".txt", ".parquet", ".tsv", "", ".gz", ".eval", ".arrow"])
    return Hostile(f"wrong{ending}", data)


def small_bomb(draw: random.Random) -> Hostile:
    filling = draw.choice([b"0", b'{"prediction": "a", "reference": "a"}\n', b"\n", b"["])
    return Hostile("bomb.jsonl.gz", gzip.compress(filling * (draw.choice([10**6, 3 * 10**6]) // len(filling)), 9))


def broken_columns(draw: random.Random) -> Hostile:
    data = _parquet(draw)
    return Hostile("broken.parquet", draw.choice([_cut, _flipped])(draw, data))


def broken_gzip(draw: random.Random) -> Hostile:
    data = gzip.compress(_jsonl([*_rows(draw)]))
    return Hostile("broken.jsonl.gz", draw.choice([_cut, _flipped])(draw, data))


def broken_archive(draw: random.Random) -> Hostile:
    return Hostile("broken.eval", draw.choice([_cut, _flipped])(draw, _eval(draw)))


def unclosed_quotes(draw: random.Random) -> Hostile:
    lines = _csv(_rows(draw)).decode().split("\r\n")[:-1]
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(1, len(lines)) if len(lines) > 1 else 0
        lines[at] = lines[at].replace(",", ',"', draw.randint(1, 3))
    return Hostile(f"quotes.{draw.choice(['csv', 'tsv'])}", "\r\n".join(lines).encode())


def uneven_cells(draw: random.Random) -> Hostile:
    lines = _csv([{**row, "prompt": "x"} for row in _rows(draw)]).decode().split("\r\n")[:-1]
    changed = [lines[0], *(line + ",extra" * (draw.random() < 0.1) for line in lines[1:])]
    return Hostile("uneven.csv", "\n".join(changed).encode(), len(lines) - 1)


def faulty_json(draw: random.Random) -> Hostile:
    lines = [json.dumps(row) for row in _rows(draw)]
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(lines))
        old, new = draw.choice([(",", ""), (":", ""), ('"', "'"), ("}", ",}"), ("}", ""), ("{", "{{"), ("}", "}}")])
        lines[at] = lines[at].replace(old, new, 1)
    return Hostile("faulty.jsonl", "\n".join(lines).encode(), sum(1 for line in lines if line))


def flipped_text(draw: random.Random) -> Hostile:
    data = _flipped(draw, draw.choice([_jsonl([*_rows(draw)]), _csv(_rows(draw)), json.dumps(_rows(draw)).encode()]))
    return Hostile(f"flipped{draw.choice(['.jsonl', '.csv', '.json', '.txt'])}", data)


def tool_shaped(draw: random.Random) -> Hostile:
    """The fields of a tool with anything in them."""
    fields = draw.choice([
        ("prompt", "predict", "label"), ("response", "labels", "messages"), ("index", "target", "sample_score"),
        ("index", "model_output"), ("doc_id", "doc", "target", "resps", "filtered_resps", "arguments", "filter"),
        ("doc", "model_response", "metric"), ("custom_id", "response"), ("sample_id", "type", "data"),
        ("question_id", "choices"), ("instruction", "output", "generator"), ("conversations",), ("messages",),
        ("text", "logprobs"), ("nll", "tokens", "bytes"), ("inputs", "outputs", "targets"), ("rater", "score"),
        ("label", "prob_a", "prob_b"), ("prediction", "reference", "confidence"), ("reference", "scores"),
    ])  # fmt: skip
    rows: list[object] = [{name: _value(draw) for name in fields} for _ in range(draw.randint(1, 20))]
    return Hostile("tool.jsonl", "".join(json.dumps(row) + "\n" for row in rows).encode())


def document_shaped(draw: random.Random) -> Hostile:
    """The documents of tools with anything in them."""
    anything = [_value(draw) for _ in range(draw.randint(0, 5))]
    record = {"id": _value(draw), "input": _value(draw), "target": _value(draw), "output": _value(draw), "success": 1}
    documents: list[object] = [
        {"eval": {}, "plan": {}, "samples": [*anything, record]}, {"eval": {}, "plan": {}, "results": anything},
        {"testCases": [*anything, record]}, {"results": {"results": [record, *anything]}}, {"log_history": anything},
        {str(i): value for i, value in enumerate(anything)}, {"columns": ["a", "b"], "data": [[1, 2], *anything]},
        {"prediction": anything, "reference": anything}, {"rows": anything}, anything, [*anything, record], record,
    ]  # fmt: skip
    return Hostile("document.json", json.dumps(draw.choice(documents)).encode())


KINDS: tuple[Callable[[random.Random], Hostile], ...] = (
    truncated_jsonl, truncated_json, truncated_csv, mixed_types, mixed_json, wrong_encoding, stray_bytes, deep_nesting,
    huge_field, nan_in_json, no_rows, control_characters, script_in_labels, random_bytes, wrong_extension, small_bomb,
    broken_columns, broken_gzip, broken_archive, unclosed_quotes, uneven_cells, faulty_json, flipped_text, tool_shaped,
    document_shaped,
)  # fmt: skip
