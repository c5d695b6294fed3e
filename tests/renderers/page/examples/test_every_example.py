"""The table of every example, as the page's script reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

import assay
from assay.core.finding import Diagnosis, Finding
from assay.core.messages import literal
from assay.renderers.page.examples import every_example as module
from assay.renderers.page.examples.every_example import every_example
from assay.renderers.said.rows import Rows
from tests.renderers.reports import documents, replies, reviews, tickets, tutorial


def test_the_wrong_come_first_and_then_the_right_in_their_order() -> None:
    table = every_example(tutorial(), Rows(tutorial()))
    assert table is not None
    assert table["right"] == "000" + 12 * "1"
    assert table["labels"] == ["0", "1"]
    truth, reading = table["truth"], table["reading"]
    assert isinstance(truth, list)
    assert isinstance(reading, list)
    assert [(a, b) for a, b in zip(truth, reading, strict=True) if a != b] == list(zip(truth, reading, strict=True))[:3]


def test_texts_go_from_the_worst_value_to_the_best() -> None:
    table = every_example(replies(), Rows(replies()))
    assert table is not None
    assert table["ids"] == ["e", "d", "c", "a", "b"]
    assert table["values"] == [0.0, 0.4, 0.6, 0.8571, 1.0]
    assert table["rows"] == [5, 4, 3, 1, 2]


def test_an_infinite_value_is_a_word_as_json_has_no_infinity() -> None:
    table = every_example(documents(), Rows(documents()))
    assert table is not None
    assert table["values"] == ["inf", 12.182, 7.3891]  # e to the 30 over 12, and to the 10 over 5


def test_what_a_base_said_and_how_the_examples_changed_are_told() -> None:
    report = reviews()
    table = every_example(report, Rows(report))
    changes = report.comparisons[0].changes
    assert table is not None
    assert changes is not None
    bases = table["bases"]
    assert isinstance(bases, list)
    (base,) = bases
    assert base["name"] == "reviews-en-base.jsonl"
    assert (base["changes"].count("+"), base["changes"].count("-")) == (changes.n_fixed, changes.n_broken)


def test_a_finding_names_rows_and_one_that_names_none_is_left_out() -> None:
    naming = Finding("a", "note", literal("A"), literal("."), examples=("a", "e", "unknown"))
    report = replace(replies(), diagnosis=Diagnosis((naming, replace(naming, examples=()))))
    table = every_example(report, Rows(report))
    assert table is not None
    assert table["findings"] == [{"title": {"en": "A", "zh-Hans": "A", "zh-Hant": "A"}, "rows": [0, 3]}]


def test_beyond_the_most_rows_those_to_read_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    table = every_example(replies(), Rows(replies()))
    assert table is not None
    assert (table["whole"], table["ids"]) == (5, ["e", "d", "c"])


def test_without_examples_there_is_no_table() -> None:
    report = replace(tickets(), examples=None)
    assert every_example(report, Rows(report)) is None


def test_what_people_gave_is_a_column_a_dimension_as_it_was_given() -> None:
    """The mean of an example's raters, whichever of them are strict; nothing where nobody rated it."""
    rows = [{"id": one, "prediction": f"the cat {one} sat", "reference": f"the cat {one} sat down"} for one in "abcdef"]
    given = [("a", "x", 4), ("a", "y", 5), ("b", "x", 2), ("c", "y", 3), ("d", "x", 1), ("d", "y", 2), ("e", "x", 3)]
    ratings = [{"id": one, "rater": rater, "fluency": grade} for one, rater, grade in given]
    report = assay.evaluate(rows, ratings=ratings, task="generation")
    table = every_example(report, Rows(report))
    assert table is not None
    (column,) = cast("list[dict[str, Any]]", table["ratings"])
    assert column["title"]["zh-Hant"] == "流暢度"
    ids = cast("list[str]", table["ids"])
    expected = {"a": 4.5, "b": 2.0, "c": 3.0, "d": 1.5, "e": 3.0, "f": None}
    assert dict(zip(ids, column["values"], strict=True)) == expected
