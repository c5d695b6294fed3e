"""Training data as a stream."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest

from assay.core.errors import InputError
from assay.readers.files.content import Content
from assay.readers.questions.stream import TrainingRows
from assay.readers.tables.json_array import JsonArray, is_long_list

ALPACA = [{"instruction": "Classify.", "input": f"text {i}", "output": "yes"} for i in range(5)]
CHAT = [{"conversations": [{"from": "human", "value": "Hi?"}, {"from": "gpt", "value": "Ho."}]}]
MESSAGES = [{"messages": [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Ho."}]}]


def written(folder: Path, name: str, rows: object) -> Path:
    path = folder / name
    lines = name.endswith(".jsonl") and isinstance(rows, list)
    text = "".join(json.dumps(row) + "\n" for row in rows) if lines else json.dumps(rows)  # type: ignore[attr-defined]
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "rows", "form", "asked", "answer"),
    [
        ("a.json", ALPACA, "alpaca", "Classify.\ntext 0", "yes"),
        ("a.jsonl", ALPACA, "alpaca", "Classify.\ntext 0", "yes"),
        ("s.json", CHAT, "sharegpt", "Hi?", "Ho."),
        ("m.jsonl", MESSAGES, "messages", "Hi?", "Ho."),
        ("p.jsonl", [{"text": "What a day", "label": 1}], "plain", "What a day", "1"),
    ],
)
def test_every_form_of_data_is_read(
    tmp_path: Path, name: str, rows: object, form: str, asked: str, answer: str
) -> None:
    stream = TrainingRows(written(tmp_path, name, rows))
    (place, first), *_ = list(stream)
    assert (place.partition(":")[0], first.turns[-1].content, first.references[0]) == (name, asked, answer)
    assert stream.source is not None
    assert (stream.source.format, len(stream.source.sha256 or "")) == (form, 64)


def test_tables_without_a_header_and_values_are_read(tmp_path: Path) -> None:
    path = tmp_path / "sms.tsv"
    path.write_text("ham\tSee you at five then\nspam\tYou have won a prize\n" * 5, encoding="utf-8")
    rows = [(one.turns[-1].content, *one.references) for _, one in TrainingRows(str(path))]
    assert rows[-2:] == [("See you at five then", "ham"), ("You have won a prize", "spam")]
    assert [one.references for _, one in TrainingRows([{"text": "Go.", "label": "a"}])] == [("a",)]


def test_a_data_set_is_named_behind_its_dataset_info(tmp_path: Path) -> None:
    written(tmp_path, "one.json", ALPACA)
    written(tmp_path, "two.json", CHAT)
    info = {"one": {"file_name": "one.json"}, "two": {"file_name": "two.json", "formatting": "sharegpt"}}
    written(tmp_path, "dataset_info.json", info)
    for source in (f"{tmp_path}:two", f"{tmp_path / 'dataset_info.json'}:two"):
        assert [one.references for _, one in TrainingRows(source)] == [("Ho.",)]
    with pytest.raises(InputError, match="one"):
        list(TrainingRows(str(tmp_path)))


def test_bad_rows_are_set_aside_and_too_many_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    good = "".join(json.dumps(row) + "\n" for row in ALPACA * 10)
    path.write_text(good + "{broken\n", encoding="utf-8")
    stream = TrainingRows(path)
    assert len(list(stream)) == 50
    assert stream.source is not None
    assert [row.line for row in stream.source.skipped] == [51]
    path.write_text(good + "{broken\n" * 40, encoding="utf-8")
    with pytest.raises(InputError, match="40"):
        list(TrainingRows(path))


def test_a_long_list_is_read_piece_by_piece_with_the_same_rows(tmp_path: Path) -> None:
    rows = [{"instruction": f'Say "{i}", [and] {{more}} 你好', "output": "x" * i} for i in range(300)]
    for indent in (None, 1):
        path = tmp_path / "long.json"
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=indent), encoding="utf-8")
        with patch("assay.readers.tables.json_array._BLOCK", 100), patch("assay.readers.tables.json_array.LONG", 1):
            content = Content.of(path)
            assert is_long_list(content)
            assert [row for _, row in JsonArray(content).records()] == rows
            assert len(list(TrainingRows(path))) == 300


def test_a_long_list_that_breaks_off_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text('[\n{"instruction": "a", "output": "b"},\n{"instruction": "c", "out', encoding="utf-8")
    with pytest.raises(InputError, match=r"cut\.json:3"):
        list(JsonArray(Content.of(path)).records())
