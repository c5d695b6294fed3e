"""What has cost somebody a wrong number."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.core.errors import InputError
from assay.readers import read, read_candidate
from assay.readers.base import ReadOptions
from assay.readers.files.encodings import encoding_of
from tests.readers.written import document, gold, jsonl, notes, said, text, texts

ROW = {"prediction": "a", "reference": "a"}
LINE = json.dumps(ROW)


def with_one_bad_line(path: Path, bad: str | bytes, good: int = 30) -> Path:
    lines = [LINE.encode()] * good
    lines.insert(16, bad.encode() if isinstance(bad, str) else bad)
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


@pytest.mark.parametrize("label", ["yes\n", " yes", "ｙｅｓ", "Yes", "1.0", "1", ""])
def test_labels_stay_exactly_as_they_are_written(tmp_path: Path, label: str) -> None:
    rows = [{"prediction": label, "reference": label}]
    assert said(read(jsonl(tmp_path / "x.jsonl", rows))) == [label]
    pq.write_table(pa.table({"prediction": [label], "reference": [label]}), tmp_path / "x.parquet")
    assert said(read(tmp_path / "x.parquet")) == [label]


def test_numbers_and_booleans_become_the_texts_that_a_file_shows(tmp_path: Path) -> None:
    rows = [{"prediction": value, "reference": "x"} for value in (1, 1.0, True, False, 0.25, -3)]
    assert said(read(jsonl(tmp_path / "x.jsonl", rows))) == ["1", "1.0", "true", "false", "0.25", "-3"]


def test_an_empty_prediction_stays_an_empty_prediction(tmp_path: Path) -> None:
    rows = [{"prediction": "", "reference": "a"}, {"prediction": None, "reference": "a"}, {"reference": "a"}]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert said(examples) == ["", None, None]
    assert examples.source.skipped == ()


def test_an_empty_cell_is_an_empty_prediction(tmp_path: Path) -> None:
    assert said(read(text(tmp_path / "x.csv", "prediction,reference\n,a\nb,a\n"))) == ["", "b"]


def test_a_row_without_a_reference_is_set_aside(tmp_path: Path) -> None:
    rows = [ROW] * 30 + [{"prediction": "b", "reference": None}]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert len(examples) == 30
    assert [(skip.line, str(skip.why)) for skip in examples.source.skipped] == [(31, "has no reference")]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ('{"prediction": "a" "reference": "b"}', "is not JSON: a comma is missing after column 18"),
        ('{"prediction" "a"}', "is not JSON: a colon is missing after column 13"),
        ("{prediction: 1}", "is not JSON: a name in double quotes is missing at column 2"),
        ('{"prediction": }', "is not JSON: a value is missing at column 16"),
        ('{"prediction": "a', "is not JSON: the string that begins at column 16 is not closed"),
        ('{"prediction": "a"', "is cut off after column 18: it was not written to its end"),
        (LINE + LINE, f"is not JSON: more follows after its end, at column {len(LINE) + 1}"),
        ("[1, 2]", "is not an object of fields"),
        ("17", "is not an object of fields"),
        (b'{"prediction": "\xff"}', "is not UTF-8 at byte 17"),
        ("[" * 100_000, "is nested too deeply to be read"),
        ('{"prediction": ' + "9" * 5000 + "}", "holds a number of thousands of digits"),
        ('{"error": "timeout"}', "has no reference"),
    ],
)
def test_one_bad_line_among_many_is_named_and_kept_aside(tmp_path: Path, bad: str | bytes, why: str) -> None:
    path = with_one_bad_line(tmp_path / "x.jsonl", bad)
    examples = read(path)
    assert (len(examples), set(said(examples))) == (30, {"a"})
    (skip,) = examples.source.skipped
    assert (skip.path, skip.line) == (str(path), 17)
    assert str(skip.why).startswith(why)


def test_a_list_where_all_rows_before_have_a_text_is_a_bad_row(tmp_path: Path) -> None:
    rows: list[object] = [*[ROW] * 400, {"prediction": ["a"], "reference": "b"}]
    (skip,) = read(jsonl(tmp_path / "x.jsonl", rows)).source.skipped
    assert (skip.line, str(skip.why)) == (
        401,
        "holds a list or object in 'prediction', where other rows have one value",
    )


def test_blank_lines_are_no_rows_but_count_as_lines(tmp_path: Path) -> None:
    lines = [*[LINE, ""] * 30, "{"]
    examples = read(text(tmp_path / "x.jsonl", "\r\n".join(lines)))
    assert len(examples) == 30
    assert [skip.line for skip in examples.source.skipped] == [61]


def test_a_bad_line_far_into_the_file_has_the_right_number(tmp_path: Path) -> None:
    lines = [LINE] * 20_000
    lines[12_344] = lines[17_654] = "{"
    examples = read(text(tmp_path / "x.jsonl", "\n".join(lines)))
    assert [skip.line for skip in examples.source.skipped] == [12_345, 17_655]
    assert len(examples) == 19_998


def test_over_five_per_cent_bad_rows_is_an_error_with_the_first_reasons(tmp_path: Path) -> None:
    text(tmp_path / "x.jsonl", "\n".join([LINE] * 37 + ["{"] * 3))
    with pytest.raises(InputError, match=r"x\.jsonl has 3 of 40 rows that cannot be read.*x\.jsonl:38 is cut off"):
        read(tmp_path / "x.jsonl")
    text(tmp_path / "x.jsonl", "\n".join([LINE] * 38 + ["{"] * 2))
    assert len(read(tmp_path / "x.jsonl")) == 38


def test_no_good_row_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row that can be read, of 2"):
        read(text(tmp_path / "x.csv", "prediction,reference\na\nb\n"))


@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.csv", "x.txt"])
@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        read(text(tmp_path / name, content))


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no rows"):
        read(text(tmp_path / "x.csv", "prediction,reference\n"))


def test_a_file_still_being_written_keeps_its_last_line_aside(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.jsonl", "\n".join([LINE] * 30 + [LINE[:14]])))
    assert len(examples) == 30
    assert "not written to its end" in str(examples.source.skipped[0].why)


BILINGUAL = "prediction,reference\n" + "他说这是不好的，我们都知道,这是好的\n" * 30


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_encodings_are_recognised_and_said(tmp_path: Path, encoding: str) -> None:
    examples = read(text(tmp_path / "x.csv", BILINGUAL, encoding))
    assert said(examples)[0] == "他说这是不好的，我们都知道"
    assert gold(examples)[0] == "这是好的"
    assert ("read as such" in notes(examples)) == (encoding != "utf-8-sig")


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    traditional = "prediction,reference\n" + "他說這是不好的，我們都知道,這是好的\n" * 30
    examples = read(text(tmp_path / "x.csv", traditional, "big5"))
    assert said(examples)[0] == "他說這是不好的，我們都知道"


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.csv", "prediction,reference\n" + "déjà vu à l'été,naïve\n" * 30, "cp1252"))
    assert said(examples)[0] == "déjà vu à l'été"


def test_jsonl_in_utf16_is_read_too(tmp_path: Path) -> None:
    row = json.dumps({"prediction": "好", "reference": "坏"}, ensure_ascii=False)
    assert said(read(text(tmp_path / "x.jsonl", f"{row}\r\n{row}\r\n", "utf-16"))) == ["好", "好"]


def test_a_character_cut_by_the_head_does_not_change_the_encoding() -> None:
    data = ("好" * 400_000).encode()
    assert encoding_of(data[:1_000_001]) == "utf-8"


def test_crlf_is_no_part_of_the_last_cell(tmp_path: Path) -> None:
    assert gold(read(text(tmp_path / "x.csv", "prediction,reference\r\na,b\r\n"))) == ["b"]


def test_nan_in_json_is_no_value(tmp_path: Path) -> None:
    lines = '{"prediction": "a", "reference": "b", "score": NaN}\n{"prediction": NaN, "reference": "b", "score": 1}\n'
    examples = read(text(tmp_path / "x.jsonl", lines))
    assert said(examples) == ["a", None]
    assert texts(examples.extra["score"]) == [None, "1"]
    assert "NaN" in notes(examples)


def test_nan_in_a_document_is_no_value(tmp_path: Path) -> None:
    assert said(read(text(tmp_path / "x.json", '[{"prediction": NaN, "reference": "b"}]'))) == [None]


def test_a_field_that_changes_type_half_way_stays_readable(tmp_path: Path) -> None:
    rows = [{"id": i, "prediction": 1, "reference": 1} for i in range(9000)]
    rows += [{"id": f"x{i}", "prediction": "1.0", "reference": 2.5} for i in range(9000)]  # type: ignore[dict-item]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert (said(examples)[0], said(examples)[-1], gold(examples)[-1]) == ("1", "1.0", "2.5")
    assert (texts(examples.ids)[8999], texts(examples.ids)[9000]) == ("8999", "x0")


def test_control_characters_and_half_surrogates_do_not_stop_a_row(tmp_path: Path) -> None:
    lines = '{"prediction": "a\tb", "reference": "\\ud83d"}\n' + LINE + "\n"
    examples = read(text(tmp_path / "x.jsonl", lines))
    assert said(examples)[0] == "a\tb"
    assert gold(examples)[0] == "\N{REPLACEMENT CHARACTER}"


def test_a_huge_field_is_a_field(tmp_path: Path) -> None:
    long = "x" * 5_000_000
    assert len(str(said(read(jsonl(tmp_path / "x.jsonl", [{**ROW, "prediction": long}])))[0:1])) > 5_000_000
    assert said(read(text(tmp_path / "x.csv", f'prediction,reference\n"{long}",a\n'))) == [long]


@pytest.mark.parametrize("depth", [200, 900, 100_000])
def test_deep_nesting_is_never_a_crash(tmp_path: Path, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    rows = [LINE] * 30 + [f'{{"prediction": {deep}, "reference": "b"}}']
    assert len(read(text(tmp_path / "x.jsonl", "\n".join(rows)))) == 30
    with pytest.raises(InputError):
        read(text(tmp_path / "x.json", f"[{deep}]"))


def test_a_json_document_names_the_line_of_its_fault(tmp_path: Path) -> None:
    rows = """[
 {"prediction": "a",
  "reference": "b"}
 {"prediction": "a"}
]"""
    with pytest.raises(InputError, match=r"x\.json:3 is not JSON: a comma is missing after column 19\."):
        read(text(tmp_path / "x.json", rows))
    with pytest.raises(InputError, match=r"x\.json:3 is cut off after column 19:"):
        read(text(tmp_path / "x.json", rows.partition("}")[0] + "}"))


def test_elements_of_a_document_that_are_no_rows_are_named_by_their_number(tmp_path: Path) -> None:
    examples = read(document(tmp_path / "x.json", [*[ROW] * 30, "odd"]))
    assert [(skip.line, str(skip.why)) for skip in examples.source.skipped] == [(31, "is not an object of fields")]


def test_an_unclosed_quote_costs_one_row_and_swallows_none(tmp_path: Path) -> None:
    lines = ["prediction,reference", *["a,b"] * 20, 'a,"b', *["a,b"] * 20]
    examples = read(text(tmp_path / "x.csv", "\n".join(lines)))
    assert len(examples) == 40
    assert [(skip.line, str(skip.why)) for skip in examples.source.skipped] == [
        (22, "opens a quotation mark that is not closed")
    ]


@pytest.mark.parametrize("bad", [['a,"b', 'c,"d'], ['a,"b', 'c,"d"'], ['a,"b', "c,d", 'e,"f'], ['a,"b']])
def test_unclosed_quotes_never_make_one_row_of_two(tmp_path: Path, bad: list[str]) -> None:
    lines = ["prediction,reference", *["a,b"] * 60, *bad]
    examples = read(text(tmp_path / "x.csv", "\n".join(lines)))
    assert len(examples) + len(examples.source.skipped) == 60 + len(bad)
    assert not any("\n" in str(reference) for reference in gold(examples))


def test_a_quoted_cell_may_cross_any_boundary(tmp_path: Path) -> None:
    rows = [f'{i},"{"x" * (i % 50)}""\n{i}",b' for i in range(12_000)]
    examples = read(text(tmp_path / "x.csv", "\n".join(["id,prediction,reference", *rows])))
    assert len(examples) == 12_000
    assert said(examples) == [f'{"x" * (i % 50)}"\n{i}' for i in range(12_000)]


def test_a_stray_quote_inside_a_cell_is_a_character(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.csv", 'prediction,reference\n5" disk,a\n6" disk,"b\nc"\n'))
    assert (said(examples), gold(examples)) == (['5" disk', '6" disk'], ["a", "b\nc"])


def test_a_quoted_cell_may_span_lines(tmp_path: Path) -> None:
    examples = read(text(tmp_path / "x.csv", 'prediction,reference\n"a ""b""\nc",d\ne,f\n'))
    assert said(examples) == ['a "b"\nc', "e"]


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    lines = ["prediction,reference", *["a,b"] * 30, "a,b,c"]
    (skip,) = read(text(tmp_path / "x.csv", "\n".join(lines))).source.skipped
    assert (skip.line, str(skip.why)) == (32, "has 3 cells where the header has 2")


def test_bytes_that_are_no_text_cost_only_their_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"prediction,reference\n" + b"a,b\n" * 20 + b"a\xff,b\n" + b"a,b\n" * 20)
    examples = read(path)
    assert len(examples) == 40
    assert [skip.line for skip in examples.source.skipped] == [22]


def test_repeated_ids_are_all_kept_and_said(tmp_path: Path) -> None:
    rows = [{"id": i % 3, **ROW} for i in range(6)]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert len(examples) == 6
    assert "6 rows have 3 different ids" in notes(examples)


def test_several_references_are_columns(tmp_path: Path) -> None:
    rows = [{"prediction": "a", "references": ["b", "c"]}, {"prediction": "a", "references": ["d"]}]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert [texts(column) for column in examples.references] == [["b", "d"], ["c", None]]


def test_lists_of_labels_on_both_sides_are_sets(tmp_path: Path) -> None:
    rows = [{"prediction": ["x", "y"], "labels": ["x"]}, {"prediction": [], "labels": ["y", "z"]}]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert examples.prediction_sets == (("x", "y"), ())
    assert said(examples) == ["x, y", ""]
    assert [texts(column) for column in examples.references] == [["x", "y"], [None, "z"]]


def test_an_example_may_have_no_label_at_all(tmp_path: Path) -> None:
    rows = [{"prediction": ["x"], "labels": []}, {"prediction": ["x", "y"], "labels": ["y"]}]
    examples = read(jsonl(tmp_path / "x.jsonl", rows))
    assert len(examples) == 2
    assert [texts(column) for column in examples.references] == [[None, "y"]]


def test_of_several_generations_the_first_is_read_and_it_is_said(tmp_path: Path) -> None:
    examples = read(jsonl(tmp_path / "x.jsonl", [{"prediction": ["a", "b"], "reference": "a"}]))
    assert said(examples) == ["a"]
    assert "up to 2 predictions" in notes(examples)


def test_every_other_column_is_kept_as_a_possible_slice(tmp_path: Path) -> None:
    examples = read(jsonl(tmp_path / "x.jsonl", [{**ROW, "topic": "law", "year": 2020, "tags": ["a"], "none": None}]))
    assert {name: texts(column) for name, column in examples.extra.items()} == {"topic": ["law"], "year": ["2020"]}


def test_a_missing_prediction_column_is_named_with_what_there_is(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "predictions.jsonl", [{"ident": 1, "reply": "x"}])
    with pytest.raises(InputError) as raised:
        read(path)
    assert str(raised.value) == f"{path} has no prediction column; it has ident, reply. Name one with --prediction."


def test_a_missing_reference_column_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "predictions.jsonl", [{"id": 1, "output": "x"}])
    with pytest.raises(InputError) as raised:
        read(path)
    expected = "has no reference column; it has id, output. Name one with --reference, or give --references FILE."
    assert str(raised.value) == f"{path} {expected}"


def test_a_named_column_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'said' for --prediction; it has prediction, reference"):
        read(jsonl(tmp_path / "x.jsonl", [ROW]), ReadOptions(prediction="said"))


def test_named_columns_override_the_aliases(tmp_path: Path) -> None:
    row = {"prediction": "a", "reference": "b", "other": "c", "gold2": "d", "key2": "k", "ask": "q"}
    options = ReadOptions(prediction="other", reference="gold2", id="key2", prompt="ask")
    examples = read(jsonl(tmp_path / "x.jsonl", [row]), options)
    assert (said(examples), gold(examples)) == (["c"], ["d"])
    assert (texts(examples.ids), texts(examples.prompts)) == (["k"], ["q"])
    assert str(examples.source.why) == "The columns other, gold2 were named by the user."


def test_a_data_set_is_no_candidate(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "x.jsonl", [{"text": "t", "label": "a"}])
    assert gold(read(path)) == ["a"]
    with pytest.raises(InputError, match=r"references but no predictions.*--references"):
        read_candidate(path)


def test_a_damaged_parquet_file_is_one_sentence(tmp_path: Path) -> None:
    pq.write_table(pa.table({"prediction": ["a"] * 1000, "reference": ["b"] * 1000}), tmp_path / "x.parquet")
    whole = (tmp_path / "x.parquet").read_bytes()
    (tmp_path / "x.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="not a whole parquet file"):
        read(tmp_path / "x.parquet")


def test_noise_is_said_to_be_no_text(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(InputError, match="is not text"):
        read(tmp_path / "x.jsonl")
