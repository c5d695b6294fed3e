"""Values passed from Python."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.readers import read, read_values
from tests.readers.written import gold, notes, said, texts


def test_two_lists() -> None:
    examples = read_values([1, 0, "x"], ["1", 0, True])
    assert (said(examples), gold(examples)) == (["1", "0", "x"], ["1", "0", "true"])
    assert (examples.source.path, examples.source.format, examples.source.sha256) == ("", "values", None)


@pytest.mark.parametrize(
    "made",
    [
        np.array([1, 0, 1]),
        np.array(["1", "0", "1"]),
        np.array([1, 0, 1], dtype=object),
        pd.Series([1, 0, 1]),
        pl.Series([1, 0, 1]),
        pa.array([1, 0, 1]),
        pa.chunked_array([[1, 0], [1]]),
        (1, 0, 1),
        [np.int64(1), np.int64(0), np.int64(1)],
    ],
    ids=lambda made: type(made).__name__,
)
def test_lists_arrays_and_series_are_one(made: object) -> None:
    examples = read_values(made, made)
    assert said(examples) == gold(examples) == ["1", "0", "1"]


def test_floats_and_missing_values() -> None:
    examples = read_values([1.0, float("nan"), None, np.float64(2.5)], ["a"] * 4)
    assert said(examples) == ["1.0", None, None, "2.5"]


def test_several_references_and_sets_of_labels() -> None:
    several = read_values(["a", "b"], [["c", "d"], ["e"]])
    assert [texts(column) for column in several.references] == [["c", "e"], ["d", None]]
    sets = read_values([["x", "y"], []], [["x"], ["y"]])
    assert sets.prediction_sets == (("x", "y"), ())


def test_lists_of_different_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="There are 3 predictions and 2 references"):
        read_values(["a", "b", "c"], ["a", "b"])


def test_rows() -> None:
    examples = read([{"id": "x", "output": "a", "expected": "b"}, {"id": "y", "output": "c", "expected": ["d"]}])
    assert (said(examples), gold(examples), texts(examples.ids)) == (["a", "c"], ["b", "d"], ["x", "y"])


def test_rows_in_the_form_of_a_tool_are_recognised() -> None:
    examples = read([{"prompt": "q", "predict": "a", "label": "b\n"}])
    assert (examples.source.format, gold(examples)) == ("llamafactory-predictions", ["b\n"])


COLUMNS = {
    "prediction": ["a", "b", None],
    "reference": ["a", "a", "b"],
    "topic": [1, 2, 3],
    "score": [0.5, math.nan, 1.0],
}


@pytest.mark.parametrize(
    "table",
    [COLUMNS, pd.DataFrame(COLUMNS), pl.DataFrame(COLUMNS, strict=False), pa.table(COLUMNS)],
    ids=["columns", "pandas", "polars", "pyarrow"],
)
def test_tables_of_columns_are_one(table: object) -> None:
    examples = read(table)
    assert (said(examples), gold(examples)) == (["a", "b", None], ["a", "a", "b"])
    assert texts(examples.extra["topic"]) == ["1", "2", "3"]


def test_a_data_frame_of_mixed_types_and_another_index() -> None:
    frame = pd.DataFrame({"prediction": ["a", 1, None], "reference": ["a", "1", "b"]}, index=[5, 6, 9])
    assert said(read(frame)) == ["a", "1", None]
    frame = pd.DataFrame({"prediction": ["a", "b"], "reference": ["a", "b"]}, index=["r", "s"])
    assert read(frame).extra == {}


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="different lengths: prediction 2, reference 1"):
        read({"prediction": ["a", "b"], "reference": ["a"]})


def test_a_matrix_of_probabilities_needs_names() -> None:
    examples = read({"reference": ["n", "y"], "prob_y": [0.2, 0.9], "prob_n": [0.8, 0.1]})
    assert examples.probabilities is not None
    assert examples.probabilities.labels == ("y", "n")
    assert said(examples) == ["n", "y"]
    assert "highest probability" in notes(examples)


@pytest.mark.parametrize("nothing", [5, None, object(), b"bytes", 1.5])
def test_what_is_no_table_is_refused(nothing: object) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(nothing)


def test_an_empty_list_has_no_rows() -> None:
    with pytest.raises(InputError, match="holds no rows"):
        read_values([], [])
    with pytest.raises(InputError):
        read([])


def test_a_row_that_is_no_row_is_set_aside() -> None:
    examples = read([*[{"prediction": "a", "reference": "b"}] * 30, 7])
    assert [(skip.line, len(examples)) for skip in examples.source.skipped] == [(31, 30)]


def test_too_many_bad_rows_are_named_by_their_numbers() -> None:
    with pytest.raises(InputError, match="row 2 has no reference"):
        read([{"prediction": "a", "reference": "b"}, {"prediction": "a"}])


def test_a_list_alone_has_no_reference() -> None:
    with pytest.raises(InputError, match="has no reference column"):
        read(["a", "b"])


def test_reading_many_times_leaves_nothing_behind() -> None:
    def once() -> Examples:
        return read_values(["a", "b"], ["a", "a"])

    first, second = once(), once()
    assert first.predictions is not second.predictions
    assert said(first) == said(second)
