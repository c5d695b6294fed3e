"""What a user may point at."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from assay.core.errors import InputError
from assay.readers import read
from assay.readers.base import ReadOptions
from tests.readers.written import document, gold, jsonl, notes, said, text, texts

ROWS = [{"id": i, "prediction": "ab"[i % 2], "reference": "a"} for i in range(6)]
CSV = "id,prediction,reference\n" + "".join(f"{row['id']},{row['prediction']},a\n" for row in ROWS)


def lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def is_as_written(path: Path) -> bool:
    examples = read(path)
    return said(examples) == list("ababab") and texts(examples.ids) == list("012345")


def test_the_same_rows_in_every_form(tmp_path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    jsonl(tmp_path / "x.jsonl", ROWS)
    document(tmp_path / "x.json", ROWS)
    document(tmp_path / "columns.json", {name: [row[name] for row in ROWS] for name in ROWS[0]})
    document(tmp_path / "keys.json", {str(row["id"]): {**row} for row in ROWS})
    document(tmp_path / "inside.json", {"model": "m", "rows": ROWS})
    text(tmp_path / "x.csv", CSV)
    text(tmp_path / "x.tsv", CSV.replace(",", "\t"))
    text(tmp_path / "semicolon.csv", CSV.replace(",", ";"))
    pq.write_table(table, tmp_path / "x.parquet")
    with pa.OSFile(str(tmp_path / "x.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    pyarrow.feather.write_feather(table, str(tmp_path / "x.feather"))
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(lines(ROWS)))
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(CSV.encode()))
    (tmp_path / "x.jsonl.zst").write_bytes(pa.compress(lines(ROWS), codec="zstd", asbytes=True))
    (tmp_path / "x.parquet.gz").write_bytes(gzip.compress((tmp_path / "x.parquet").read_bytes()))
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files if not is_as_written(path)] == []
    assert len(files) == 15


@pytest.mark.parametrize("name", ["x", "x.json", "x.csv", "x.txt", "x.parquet", "x.log"])
def test_the_form_is_told_by_the_content_not_by_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(lines(ROWS))
    assert is_as_written(tmp_path / name)


def test_a_document_in_one_long_line(tmp_path: Path) -> None:
    rows = [{"prediction": "a" * 10_000, "reference": "b"}] * 6000
    path = text(tmp_path / "x.json", json.dumps(rows))
    started = time.process_time()
    assert len(read(path)) == 6000
    assert time.process_time() - started < 5


def test_a_line_without_end_is_not_read_on_and_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.readers.files.content.LONGEST_LINE", 1 << 20)
    with pytest.raises(InputError, match="a line longer than"):
        read(text(tmp_path / "x.jsonl", json.dumps(ROWS[0]) + "\n" + "x" * (1 << 21)))


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines(ROWS))))
    examples = read("-")
    assert (said(examples), examples.source.path) == (list("ababab"), "-")
    assert examples.source.sha256 == hashlib.sha256(lines(ROWS)).hexdigest()


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(lines(ROWS)))
    writer.start()
    assert is_as_written(pipe)
    writer.join()


def test_the_fingerprint_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    small = jsonl(tmp_path / "small.jsonl", ROWS)
    large = jsonl(tmp_path / "large.jsonl", [{**row, "prompt": "x" * 400_000} for row in ROWS])
    for path in (small, large):
        assert read(path).source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_glob_reads_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    second = jsonl(tmp_path / "part-1.jsonl", ROWS[3:])
    first = jsonl(tmp_path / "part-0.jsonl", ROWS[:3])
    examples = read(str(tmp_path / "part-*.jsonl"))
    assert texts(examples.ids) == list("012345")
    both = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in (first, second))
    assert examples.source.sha256 == hashlib.sha256(both).hexdigest()
    assert "2 files were read as one" in notes(examples)


def test_a_bad_row_of_a_glob_names_its_own_file(tmp_path: Path) -> None:
    jsonl(tmp_path / "part-0.jsonl", ROWS * 10)
    second = text(tmp_path / "part-1.jsonl", "{\n" + lines(ROWS).decode())
    (skip,) = read(str(tmp_path / "part-*.jsonl")).source.skipped
    assert (skip.path, skip.line) == (str(second), 1)


def test_files_that_hold_different_things_are_not_put_together(tmp_path: Path) -> None:
    jsonl(tmp_path / "part-0.jsonl", ROWS)
    jsonl(tmp_path / "part-1.jsonl", [{"prediction": "a", "prob_a": 0.5, "prob_b": 0.5, "reference": "a"}] * 3)
    with pytest.raises(InputError, match="hold different things"):
        read(str(tmp_path / "part-*.jsonl"))


def test_a_large_glob_keeps_its_codes(tmp_path: Path) -> None:
    for part, label in enumerate("xy"):
        rows = [{"prediction": label, "reference": "xy"[i % 2]} for i in range(9000)]
        jsonl(tmp_path / f"part-{part}.jsonl", rows)
    examples = read(str(tmp_path / "part-*.jsonl"))
    assert examples.predictions is not None
    assert (examples.predictions.values, examples.predictions.codes[[0, 9000]].tolist()) == (("x", "y"), [0, 1])
    assert gold(examples) == ["x", "y"] * 9000


def test_a_folder_finds_the_predictions_among_the_rest(tmp_path: Path) -> None:
    jsonl(tmp_path / "generated_predictions.jsonl", [{"prompt": "q", "predict": "a", "label": "a"}])
    document(tmp_path / "predict_results.json", {"predict_bleu-4": 5.0})
    jsonl(tmp_path / "trainer_log.jsonl", [{"current_steps": 1, "total_steps": 2, "loss": 1.0}] * 2)
    document(tmp_path / "adapter_config.json", {"r": 16, "base_model": "m"})
    (tmp_path / "checkpoint-9").mkdir()
    jsonl(tmp_path / "checkpoint-9" / "generated_predictions.jsonl", [{"prompt": "q", "predict": "b", "label": "a"}])
    examples = read(tmp_path)
    assert (examples.source.format, said(examples)) == ("llamafactory-predictions", ["a"])
    assert [figure.name for figure in examples.source.reported] == ["predict_bleu-4"]


def test_a_folder_of_shards_is_one_set(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    jsonl(tmp_path / "deep" / "a.jsonl", ROWS[:3])
    jsonl(tmp_path / "deep" / "b.jsonl", ROWS[3:])
    assert len(read(tmp_path)) == 6


def test_a_folder_of_several_runs_asks_for_one(tmp_path: Path) -> None:
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        jsonl(tmp_path / run / "generated_predictions.jsonl", [{"prompt": "q", "predict": "a", "label": "a"}])
    with pytest.raises(InputError, match=r"holds 2 runs.*one/generated_predictions\.jsonl"):
        read(tmp_path)


def test_a_folder_without_examples_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder without a file that Assay reads"):
        read(tmp_path)
    document(tmp_path / "config.json", {"a": 1})
    with pytest.raises(InputError, match=r"No file in .* holds predictions"):
        read(tmp_path)


def saved_data_set(folder: Path, rows: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True)
    table = pa.Table.from_pylist(rows)
    with (
        pa.OSFile(str(folder / "data-00000-of-00001.arrow"), "wb") as sink,
        pa.ipc.new_stream(sink, table.schema) as out,
    ):
        out.write_table(table)
    document(folder / "state.json", {"_data_files": [{"filename": "data-00000-of-00001.arrow"}]})
    document(folder / "dataset_info.json", {"features": {}})


def test_a_data_set_saved_to_disk(tmp_path: Path) -> None:
    saved_data_set(tmp_path / "saved", ROWS)
    assert is_as_written(tmp_path / "saved")


def test_of_saved_splits_the_test_split_is_read(tmp_path: Path) -> None:
    saved_data_set(tmp_path / "saved" / "train", ROWS[:1])
    saved_data_set(tmp_path / "saved" / "test", ROWS)
    document(tmp_path / "saved" / "dataset_dict.json", {"splits": ["train", "test"]})
    examples = read(tmp_path / "saved")
    assert len(examples) == 6
    assert "'test' was read" in notes(examples)


def test_a_file_that_is_not_there_suggests_the_nearest(tmp_path: Path) -> None:
    jsonl(tmp_path / "predictions.jsonl", ROWS)
    with pytest.raises(InputError, match=r"no file .*predictoins\.jsonl\. Did you mean .*/predictions\.jsonl\?"):
        read(tmp_path / "predictoins.jsonl")
    with pytest.raises(InputError, match=r"There is no file .*nothing-at-all\."):
        read(tmp_path / "nothing-at-all")


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_compressed_file_that_is_cut_off_says_so(tmp_path: Path, cut: float) -> None:
    rows = [{**row, "noise": os.urandom(200).hex()} for row in ROWS * 20]
    for name, data in {
        "x.gz": gzip.compress(lines(rows)),
        "x.zst": pa.compress(lines(rows), "zstd", asbytes=True),
    }.items():
        (tmp_path / name).write_bytes(data[: int(len(data) * cut)])
        with pytest.raises(InputError, match="is cut off"):
            read(tmp_path / name)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * 100_000_000, 9))
    with pytest.raises(InputError, match="300 times its size"):
        read(tmp_path / "bomb.jsonl.gz")


def test_parquet_labels_never_become_strings(tmp_path: Path) -> None:
    table = pa.table({"prediction": ["x", "y", None] * 5000, "reference": ["y", "x", "x"] * 5000, "id": range(15_000)})
    pq.write_table(table, tmp_path / "x.parquet", row_group_size=4000)
    examples = read(tmp_path / "x.parquet")
    assert examples.predictions is not None
    assert "texts" not in vars(examples.predictions)
    assert examples.predictions.codes[:3].tolist() == [0, 1, -1]
    assert said(examples) == ["x", "y", None] * 5000
    assert gold(examples) == ["y", "x", "x"] * 5000
    assert texts(examples.ids)[-1] == "14999"


def test_parquet_of_every_type(tmp_path: Path) -> None:
    table = pa.table(
        {
            "prediction": pa.array([1, 2], pa.int8()),
            "reference": pa.array([1.0, 2.5]),
            "flag": pa.array([True, None]),
            "when": pa.array([0, 1], pa.date32()),
            "tags": pa.array([["a"], []]),
            "nothing": pa.nulls(2),
            "word": pa.array(["a", "b"]).dictionary_encode(),
            "big": pa.array(["a", "b"], pa.large_string()),
        }
    )
    pq.write_table(table, tmp_path / "x.parquet")
    examples = read(tmp_path / "x.parquet")
    assert (said(examples), gold(examples)) == (["1", "2"], ["1.0", "2.5"])
    extra = {name: texts(column) for name, column in examples.extra.items()}
    assert extra == {
        "flag": ["true", None],
        "when": ["1970-01-01", "1970-01-02"],
        "word": ["a", "b"],
        "big": ["a", "b"],
    }


def test_tsv_without_a_header(tmp_path: Path) -> None:
    rows = ['ham\tHe said "hi', "ham\tSee you, later", 'spam\tWin "now"', "ham\tok"] * 10
    examples = read(text(tmp_path / "x.tsv", "\n".join(rows)))
    assert gold(examples)[:3] == ["ham", "ham", "spam"]
    assert texts(examples.prompts)[0] == 'He said "hi'
    assert "no header" in notes(examples)
    swapped = read(tmp_path / "x.tsv", ReadOptions(reference="column 2", prompt="column 1"))
    assert gold(swapped)[1] == "See you, later"


def test_a_tsv_written_with_quotes_is_read_with_them(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.tsv", 'prediction\treference\n"a ""b"""\tc\n"a\tb"\tc\n'))
    assert said(examples) == ['a "b"', "a\tb"]


def test_a_header_with_a_column_twice(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.csv", "prediction,reference,note,note\na,b,c,d\n"))
    assert {name: texts(column) for name, column in examples.extra.items()} == {"note": ["c"], "note (4)": ["d"]}
