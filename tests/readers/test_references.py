"""References from another file: by id, by row, by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.core.errors import InputError
from assay.readers import read
from assay.readers.base import ReadOptions
from tests.readers.written import document, gold, jsonl, notes, said, text, texts


def predictions(folder: Path, *ids: str) -> Path:
    return jsonl(folder / "said.jsonl", [{"id": i, "output": f"said {i}"} for i in ids])


def references(folder: Path, *ids: str) -> Path:
    return jsonl(folder / "refs.jsonl", [{"id": i, "reference": f"gold {i}"} for i in ids])


def test_references_are_joined_by_id_whatever_their_order(tmp_path: Path) -> None:
    examples = read(predictions(tmp_path, "a", "b", "c"), references=references(tmp_path, "c", "b", "a"))
    assert gold(examples) == ["gold a", "gold b", "gold c"]
    assert "3 references of" in notes(examples)
    assert "joined by id" in notes(examples)


def test_what_did_not_join_is_counted_on_both_sides(tmp_path: Path) -> None:
    path = predictions(tmp_path, "a", "b", "x")
    examples = read(path, references=references(tmp_path, "b", "a", "y", "z"))
    assert said(examples) == ["said a", "said b"]
    assert (examples.source.rows, len(examples)) == (2, 2)
    assert "2 references have no prediction" in notes(examples)
    assert "1 row has no reference and was set aside: x" in notes(examples)
    assert [(skip.path, skip.line, str(skip.why)) for skip in examples.source.skipped] == [
        (str(path), 3, "has no reference in the file of references")
    ]


def test_an_id_with_several_references_has_them_all(tmp_path: Path) -> None:
    examples = read(predictions(tmp_path, "a", "b"), references=references(tmp_path, "a", "b", "a"))
    assert [texts(column) for column in examples.references] == [["gold a", "gold b"], ["gold a", None]]


def test_without_ids_as_many_rows_are_joined_in_their_order_and_it_is_said(tmp_path: Path) -> None:
    said_there = jsonl(tmp_path / "said.jsonl", [{"output": "a"}, {"output": "b"}])
    gold_there = jsonl(tmp_path / "refs.jsonl", [{"answer": "c"}, {"answer": "d"}])
    examples = read(said_there, references=gold_there)
    assert (said(examples), gold(examples)) == (["a", "b"], ["c", "d"])
    assert "row by row" in notes(examples)


def test_rows_set_aside_before_do_not_become_ids(tmp_path: Path) -> None:
    rows = [{"response": "a", "labels": "x", "messages": []}] * 30
    said_there = jsonl(tmp_path / "said.jsonl", [*rows, {"response": "b", "labels": None, "messages": []}])
    gold_there = jsonl(tmp_path / "refs.jsonl", [{"id": str(31 - i), "reference": f"{i}"} for i in range(30)])
    assert gold(read(said_there, references=gold_there)) == [str(i) for i in range(30)]


def test_different_counts_without_ids_are_refused_with_both(tmp_path: Path) -> None:
    said_there = jsonl(tmp_path / "said.jsonl", [{"output": "a"}] * 3)
    with pytest.raises(InputError, match=r"has 3 rows and .*refs\.jsonl has 2; they share no ids"):
        read(said_there, references=references(tmp_path, "a", "b"))


def test_a_reference_file_may_be_a_data_set(tmp_path: Path) -> None:
    data = document(tmp_path / "data.json", [{"instruction": "Q", "input": "", "output": "gold"}])
    examples = read(jsonl(tmp_path / "said.jsonl", [{"output": "a"}]), references=data)
    assert (said(examples), gold(examples)) == (["a"], ["gold"])


def test_in_a_file_of_references_an_output_is_the_reference(tmp_path: Path) -> None:
    given = jsonl(tmp_path / "refs.jsonl", [{"id": "a", "prompt": "Q", "completion": "gold"}])
    examples = read(predictions(tmp_path, "a"), references=given)
    assert gold(examples) == ["gold"]


def test_given_references_replace_those_of_the_file(tmp_path: Path) -> None:
    said_there = jsonl(tmp_path / "said.jsonl", [{"id": "a", "prediction": "p", "reference": "old"}])
    assert gold(read(said_there, references=references(tmp_path, "a"))) == ["gold a"]


def test_references_may_be_values(tmp_path: Path) -> None:
    assert gold(read(predictions(tmp_path, "a", "b"), references=["c", "d"])) == ["c", "d"]
    by_id = [{"id": "b", "reference": "B"}, {"id": "a", "reference": "A"}]
    assert gold(read(predictions(tmp_path, "a", "b"), references=by_id)) == ["A", "B"]


def test_text_is_joined_line_by_line_and_an_empty_line_is_a_segment(tmp_path: Path) -> None:
    said_there = text(tmp_path / "out.txt", "one\n\nthree\u2028still three\r\n")
    gold_there = text(tmp_path / "ref.txt", "eins\nzwei\ndrei")
    examples = read(said_there, references=gold_there)
    assert (said(examples), gold(examples)) == (["one", "", "three\u2028still three"], ["eins", "zwei", "drei"])
    assert "line by line" in notes(examples)
    assert examples.source.format == "text"


def test_several_texts_of_references_are_several_references(tmp_path: Path) -> None:
    said_there = text(tmp_path / "out.txt", "one\ntwo\n")
    text(tmp_path / "ref.1", "eins\nzwei\n")
    text(tmp_path / "ref.2", "un\ndeux\n")
    examples = read(said_there, references=str(tmp_path / "ref.*"))
    assert [texts(column) for column in examples.references] == [["eins", "zwei"], ["un", "deux"]]
    text(tmp_path / "ref.3", "uno\n")
    with pytest.raises(InputError, match=r"different numbers of lines: 2, 2, 1"):
        read(said_there, references=str(tmp_path / "ref.*"))


def test_text_alone_asks_for_references(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"plain text.*--references FILE"):
        read(text(tmp_path / "out.txt", "one\ntwo\n"))


def test_texts_of_different_lengths_are_refused(tmp_path: Path) -> None:
    said_there = text(tmp_path / "out.txt", "one\ntwo\n")
    with pytest.raises(InputError, match="has 2 rows and"):
        read(said_there, references=text(tmp_path / "ref.txt", "eins\n"))


def test_a_file_of_references_without_any_is_an_error(tmp_path: Path) -> None:
    given = jsonl(tmp_path / "refs.jsonl", [{"id": "a", "colour": "red"}])
    with pytest.raises(InputError, match="no reference column; it has id, colour"):
        read(predictions(tmp_path, "a"), references=given)


def test_options_name_columns_of_the_candidate_alone(tmp_path: Path) -> None:
    said_there = jsonl(tmp_path / "said.jsonl", [{"key": "a", "mine": "p"}])
    examples = read(said_there, ReadOptions(prediction="mine"), references(tmp_path, "a"))
    assert (said(examples), gold(examples)) == (["p"], ["gold a"])
