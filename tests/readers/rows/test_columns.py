"""Columns of any size, in as little memory as their values allow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assay.core.columns import Column
from assay.readers.rows import columns
from assay.readers.rows.columns import LOOK, ColumnBuilder, LazyColumn, joined, missing_column
from assay.readers.rows.values import BadRow


def built(*blocks: Sequence[object]) -> Column:
    builder = ColumnBuilder()
    for block in blocks:
        builder.add(block)
    return builder.column()


def is_coded(column: Column) -> bool:
    return "_coded" in vars(column) and "texts" not in vars(column)


def test_a_few_rows_stay_texts() -> None:
    assert built(["a", None], [1, 2.0, True]).texts == ["a", None, "1", "2.0", "true"]


def test_values_that_repeat_become_codes() -> None:
    block: list[object] = ["x", "y", None]
    column = built(*[block] * LOOK)
    assert is_coded(column)
    assert (column.values, column.codes[:4].tolist()) == (("x", "y"), [0, 1, -1, 0])
    assert column.texts == ["x", "y", None] * LOOK


def test_values_that_do_not_repeat_stay_texts() -> None:
    texts: list[object] = [f"text {i}" for i in range(2 * LOOK)]
    assert not is_coded(built(texts))


def test_values_that_stop_repeating_are_texts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_MOST_CODES", 10)
    texts: list[object] = [*["a"] * LOOK, *(f"text {i}" for i in range(LOOK))]
    last: list[object] = ["z"]
    column = built(texts[:LOOK], texts[LOOK:], last)
    assert list(column.texts) == [*texts, "z"]


def test_whole_numbers_are_kept_as_numbers_until_one_is_none() -> None:
    column = built([1, 2], [3])
    assert isinstance(column, LazyColumn)
    assert column.texts == ["1", "2", "3"]
    assert built([1, 2], ["x"], [3]).texts == ["1", "2", "x", "3"]
    assert built([1], [10**30]).texts == ["1", str(10**30)]
    assert built([True], [1]).texts == ["true", "1"]


def test_very_many_texts_are_packed_until_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_PACK", LOOK)
    texts: list[object] = [None if i % 7 == 0 else f"é{i}\ud800好" for i in range(5 * LOOK)]
    column = built(*(texts[i : i + 1000] for i in range(0, len(texts), 1000)))
    assert isinstance(column, LazyColumn)
    assert list(column.texts) == texts


def test_what_holds_a_list_is_refused() -> None:
    with pytest.raises(BadRow):
        built([["a"]])


def test_columns_are_joined_by_their_values() -> None:
    first = Column.coded(("a", "b"), np.array([0, 1, -1] * LOOK))
    second = Column.coded(("b", "c"), np.array([0, 1] * LOOK))
    whole = joined([first, second, missing_column(2)])
    assert whole.values == ("a", "b", "c")
    assert list(whole.texts) == [*first.texts, *second.texts, None, None]
    assert joined([Column(["a"]), Column([None])]).texts == ["a", None]


def test_rows_of_a_lazy_column_are_loaded_late() -> None:
    loaded: list[int] = []

    def load() -> Column:
        loaded.append(1)
        return Column(["a", "b", "c"])

    column = LazyColumn(3, load)
    taken = column.take(np.array([2, 0]))
    assert (len(column), len(taken), loaded) == (3, 2, [])
    assert (taken.texts, column.codes.tolist(), loaded) == (["c", "a"], [0, 1, 2], [1])
