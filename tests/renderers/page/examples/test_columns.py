"""Columns for the page's script: what comes again is written once, and what is too long is cut and counted."""

from __future__ import annotations

import numpy as np

from assay.core.columns import Column
from assay.renderers.page.examples.columns import FIRST, MOST, Texts, compact, levels_for

WHOLE = (MOST, MOST)


def test_texts_that_come_again_are_codes_into_a_list() -> None:
    column = Texts(Column(["yes", "no", "yes", None, "yes", "yes"]))
    assert column.written(WHOLE) == {"values": ["yes", "no"], "codes": [0, 1, 0, -1, 0, 0]}


def test_texts_that_are_all_different_are_a_list() -> None:
    assert Texts(Column(["a", "b", None])).written(WHOLE) == ["a", "b", None]


def test_what_the_base_says_as_the_candidate_does_is_a_nought() -> None:
    candidate = Column(["a", "b", None, "d"])
    assert Texts(Column(["a", "x", None, None]), like=candidate).written(WHOLE) == [0, "x", None, None]


def test_a_long_text_keeps_its_head_and_a_prompt_its_end_too_and_what_is_left_out_is_counted() -> None:
    text = "0123456789" * 4
    assert Texts(Column([text])).written((20, 20)) == [["01234567890123456789", 20]]
    assert Texts(Column([text]), keeps_end=True).written((20, 20)) == [["01234", 20, "567890123456789"]]


def test_chinese_counts_three_bytes_a_character() -> None:
    assert Texts(Column(["中文" * 10])).written((30, 30)) == [["中文" * 5, 10]]


def test_what_reorders_a_line_or_moves_a_terminal_is_shown_as_a_picture_of_itself() -> None:
    assert Texts(Column(["\u202eabc", "\x1b[2J", "a\u2028b"])).written(WHOLE) == ["⟨202E⟩abc", "␛[2J", "a\nb"]


def test_all_texts_fit_into_the_budget_with_those_of_the_first_rows_cut_last() -> None:
    columns = [Texts(Column([f"{row:05}{'x' * 995}" for row in range(3 * FIRST)]))]
    first, rest = levels_for(columns, budget=2_000_000)
    # Half of two million for a thousand texts of a thousand; the other half for two thousand.
    assert (first, rest) == (MOST, 500)
    first, rest = levels_for(columns, budget=1_000_000)
    assert (first, rest) == (500, 250)


def test_short_texts_leave_their_room_to_long_ones() -> None:
    columns = [Texts(Column(["x" * 10, "y" * 10, "z" * 1000]))]
    assert levels_for(columns, budget=240)[0] == 100  # of 120, twenty are the short ones'


def test_texts_that_fit_are_not_cut() -> None:
    columns = [Texts(Column(["a", "b"]))]
    levels = levels_for(columns)
    assert levels == WHOLE
    assert not columns[0].is_cut(levels)


def test_one_text_of_a_megabyte_is_cut_however_few_there_are() -> None:
    columns = [Texts(Column(["x" * 1_000_000, "y"]))]
    assert columns[0].is_cut(levels_for(columns))
    assert columns[0].written(levels_for(columns)) == [["x" * MOST, 1_000_000 - MOST], "y"]


def test_values_that_no_row_has_are_left_out() -> None:
    column = compact(Column.coded([f"value {i}" for i in range(100)], np.array([7, -1, 99, 7])))
    assert column.texts == ["value 7", None, "value 99", "value 7"]
    assert column.values == ("value 7", "value 99")
