"""Every form in which ratings are written down is read, and what is no rating is set aside and counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assay.core.errors import InputError
from assay.core.ratings import Ratings
from assay.readers.ratings import FORMS, read_ratings
from assay.readers.ratings.base import Form
from assay.readers.ratings.when import seconds_of
from tests.shared_data import shared_data

Row = dict[str, Any]

LONG = [
    {"item": "a", "rater": "r1", "dimension": "Fluency", "rating": 4},
    {"item": "a", "rater": "r2", "dimension": "Fluency", "rating": 5},
    {"item": "b", "rater": "r1", "dimension": "Fluency", "rating": 2},
    {"item": "b", "rater": "r2", "dimension": "Fluency", "rating": 1},
]
WIDE = [
    {"id": "a", "rater": "r1", "fluency": 4},
    {"id": "a", "rater": "r2", "fluency": 5},
    {"id": "b", "rater": "r1", "fluency": 2},
    {"id": "b", "rater": "r2", "fluency": 1},
]
BY_RATER = [{"id": "a", "fluency_1": 4, "fluency_2": 5}, {"id": "b", "fluency_1": 2, "fluency_2": 1}]
NESTED = [
    {"id": "a", "annotations": [{"fluency": 4}, {"fluency": 5}]},
    {"id": "b", "annotations": [{"fluency": 2}, {"fluency": 1}]},
]
LISTS = [{"id": "a", "annotations": {"Fluent": [4, 5]}}, {"id": "b", "annotations": {"Fluent": [2, 1]}}]


def ids(ratings: Ratings) -> list[str | None]:
    return [item.id for item in ratings.items]


@pytest.mark.parametrize(
    ("rows", "form"),
    [(LONG, "long"), (WIDE, "wide"), (BY_RATER, "by-rater"), (NESTED, "nested"), (LISTS, "nested")],
    ids=["long", "wide", "by-rater", "list of raters", "list a dimension"],
)
def test_five_ways_of_writing_the_same_ratings_are_the_same(rows: list[Row], form: str) -> None:
    found = read_ratings([rows])
    assert found.sources[0].format == f"ratings-{form}"
    assert found.matrix("fluency").tolist() == [[4, 5], [2, 1]]
    assert ids(found) == ["a", "b"]
    assert found.scales["fluency"].ends == (1.0, 5.0)


def test_an_id_and_a_rating_are_enough() -> None:
    found = read_ratings([[{"id": "a", "rating": 3.5}, {"id": "b", "rating": 5}]])
    assert found.matrix("overall").tolist() == [[3.5], [5.0]]
    assert found.raters == ("rater 1",)


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_files_are_read_as_values_are(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ratings.{ending}"
    lines = [json.dumps(row) for row in WIDE] if ending == "jsonl" else ["id,rater,fluency"]
    lines += [] if ending == "jsonl" else [f"{row['id']},{row['rater']},{row['fluency']}" for row in WIDE]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = read_ratings([str(path)])
    assert found.matrix("fluency").tolist() == [[4, 5], [2, 1]]
    assert found.sources[0].sha256 is not None


def test_every_form_keeps_the_contract() -> None:
    assert all(isinstance(FORMS[name](), Form) for name in FORMS)


def test_chinese_columns_are_known() -> None:
    rows = [
        {"编号": "a", "评分者": "甲", "流畅度": 4, "逻辑性": 3},
        {"编号": "b", "评分者": "甲", "流畅度": 5, "逻辑性": 2},
    ]
    assert read_ratings([rows]).dimensions == ("fluency", "logic")


def test_a_file_for_each_rater_is_a_panel(tmp_path: Path) -> None:
    for name, fluency in (("ann", 4), ("bob", 2)):
        (tmp_path / f"{name}.csv").write_text(f"id,fluency\na,{fluency}\nb,{fluency + 1}\n", encoding="utf-8")
    found = read_ratings([str(tmp_path / "ann.csv"), str(tmp_path / "bob.csv")])
    assert found.raters == ("ann", "bob")
    assert found.matrix("fluency").tolist() == [[4, 2], [5, 3]]


def test_what_is_no_rating_is_set_aside_and_counted() -> None:
    said = [4, "N/A", "", None, "5 - excellent", "3分", "great", 44, *[3] * 100]
    rows = [{"id": str(i), "rater": "r", "fluency": one} for i, one in enumerate(said)]
    found = read_ratings([rows])
    source = found.sources[0]
    assert len(found) == len(said) - 5
    assert [str(one.why) for one in source.skipped] == [
        "is no rating: 'great'",
        "its fluency of 44 is not on the scale from 1 to 5",
    ]
    assert [skip.line for skip in source.skipped] == [7, 8]
    assert "3 ratings are blank" in str(source.notes[0])


def test_the_name_of_a_column_may_say_the_scale() -> None:
    rows = [{"id": str(i), "rater": "r", "humor_0_5": one} for i, one in enumerate([1, 2, 2, 7])]
    found = read_ratings([rows])
    assert (found.scales["humor"].ends, found.scales["humor"].stated) == ((0.0, 5.0), True)
    assert len(found.sources[0].skipped) == 1


@pytest.mark.parametrize(
    ("values", "ends"),
    [([1, 5], (1, 5)), ([1, 7], (1, 7)), ([2, 9], (1, 10)), ([0, 1], (0, 1)), ([0, 4], (0, 4)), ([0, 88], (0, 100))],
)
def test_the_scale_is_the_smallest_usual_one_that_holds_them(values: list[int], ends: tuple[int, int]) -> None:
    rows = [{"id": str(i), "rater": "r", "fluency": one} for i, one in enumerate(values)]
    assert read_ratings([rows]).scales["fluency"].ends == ends


def test_the_last_of_several_ratings_by_one_rater_counts() -> None:
    rows = [{"id": "a", "rater": "r", "rating": 2}, {"id": "a", "rater": "r", "rating": 5}]
    assert read_ratings([rows]).matrix("overall").tolist() == [[5.0]]


def test_times_are_kept_where_they_are_known() -> None:
    rows = [{"id": "a", "rater": "r", "rating": 2, "timestamp": "2026-01-01T00:00:00Z"}]
    times = read_ratings([rows]).times
    assert times is not None
    assert times.tolist() == [seconds_of(1767225600)]
    assert seconds_of(1767225600000) == seconds_of("2026-01-01")
    assert np.isnan(seconds_of("yesterday"))


def test_a_file_without_ratings_is_refused_with_what_it_has() -> None:
    with pytest.raises(InputError, match="holds no ratings that are recognised; it has id, text"):
        read_ratings([[{"id": "a", "text": "b"}]])


@pytest.mark.parametrize("value", [10**400, float("inf"), "★", "4 or 5"])
def test_a_value_that_is_no_rating_is_one_bad_row(value: object) -> None:
    rows: list[Row] = [{"id": "a", "rater": "r", "rating": 4, "timestamp": 10**400}]
    found = read_ratings([[*rows, {"id": "b", "rater": "r", "rating": value}, *rows]])
    assert found.matrix("overall")[0].tolist() == [4.0]


def test_a_models_grades_are_not_peoples() -> None:
    row = {"id": "a", "fluency": 4, "prompt_version": "1", "suspicious": False}
    with pytest.raises(InputError, match="grades by a model"):
        read_ratings([[row]])
    for rater in ("Li", "judge"):
        with pytest.raises(InputError, match="grades by a model"):
            read_ratings([[{**row, "rater": rater}]])
    found = read_ratings([[{**row, "rater": "judge:m"}]])
    assert found.judges == ("judge:m",)
    assert found.dimensions == ("fluency",)


def test_a_file_of_blanks_is_refused() -> None:
    with pytest.raises(InputError, match="no rating that is a number"):
        read_ratings([[{"id": "a", "annotations": {"Fluent": ["N/A"]}}]])


REAL = [
    ("summeval_ratings.jsonl", 38_400, 1200, 8, 4),
    ("dialsummeval_campus.jsonl", 16_800, 1400, 3, 4),
    ("fed_ratings.jsonl", 23_583, 500, 5, 19),
    ("crosstalk_zh_ratings.jsonl", 6_640, 500, 42, 4),
    ("sfhot_unieval.jsonl", 2_625, 875, 1, 3),
]


@pytest.mark.parametrize(("name", "ratings", "items", "raters", "dimensions"), REAL, ids=[row[0] for row in REAL])
def test_real_files_are_read_whole(name: str, ratings: int, items: int, raters: int, dimensions: int) -> None:
    found = read_ratings([str(shared_data(f"ratings/{name}"))])
    counts = (len(found), len(found.items), len(found.raters), len(found.dimensions))
    assert counts == (ratings, items, raters, dimensions)


def test_the_totals_of_crosstalk_are_the_published_ones() -> None:
    path = shared_data("ratings/crosstalk_zh_ratings.jsonl")
    with path.open(encoding="utf-8") as file:
        whole = {row["rater"] for row in map(json.loads, file) if row["rater_complete"]}
    found = read_ratings([str(path)]).of_raters(whole)
    systems = np.array([item.system for item in found.items])
    totals = {name: np.nansum(found.matrix("overall"), axis=1)[systems == name].sum() for name in set(systems)}
    assert len(found.raters) == 30
    assert totals["real data"] == 528
    assert (totals["GPT3"], totals["GPT3-finetune"], totals["rnn"]) == (322, 341, 217)


def test_spreadsheets_of_two_raters_are_a_panel() -> None:
    pytest.importorskip("python_calamine")
    paths = [str(shared_data(f"ratings/opinsummeval_annot{i}_batch1.xlsx")) for i in (1, 2)]
    found = read_ratings(paths)
    assert (len(found.items), found.dimensions) == (140, ("asp_rel", "self_coh", "sent_con", "readblty"))
    assert found.items[0].id == "case1"
    assert found.items[0].system == "M1"
    assert np.isfinite(found.matrix("readblty")).all()
