"""How long texts are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.asking import Window
from assay.core.errors import InputError
from assay.models.local.windows import Scored, window_length, windows


def seen_and_scored(text: Scored, length: int, stride: int | None) -> list[tuple[list[int], list[int]]]:
    return [(part.tokens[:-1], part.tokens[part.first :]) for part in windows(text, length, stride)]


def test_windows_apart_see_the_token_before_and_the_last_reaches_back() -> None:
    text = Scored(list(range(10)), 1)
    assert seen_and_scored(text, 4, None) == [
        ([0, 1, 2, 3], [1, 2, 3, 4]),
        ([4, 5, 6, 7], [5, 6, 7, 8]),
        ([5, 6, 7, 8], [9]),
    ]


def test_windows_that_overlap_score_what_is_new() -> None:
    text = Scored(list(range(8)), 1)
    assert seen_and_scored(text, 4, 2) == [
        ([0, 1, 2], [1, 2, 3]),
        ([2, 3, 4], [4, 5]),
        ([4, 5, 6], [6, 7]),
    ]


def test_a_prompt_is_seen_and_not_scored() -> None:
    assert seen_and_scored(Scored([7, 8, 9, 1, 2], 3), 16, None) == [([7, 8, 9, 1], [1, 2])]
    assert seen_and_scored(Scored([7] * 9 + [1, 2], 9), 4, None) == [([7, 7, 7, 7], []), ([7, 7, 7, 1], [1, 2])][1:]


@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 20), st.integers(1, 20))
def test_every_token_is_scored_once_and_no_window_is_longer(n: int, first: int, length: int, stride: int) -> None:
    parts = list(windows(Scored(list(range(n)), first), length, min(stride, length)))
    assert [token for part in parts for token in part.tokens[part.first :]] == list(range(first, n))
    assert all(2 <= len(part.tokens) <= length + 1 for part in parts)
    assert all(part.tokens == list(range(part.tokens[0], part.tokens[-1] + 1)) for part in parts)


@pytest.mark.parametrize("window", [Window(97), Window(1), Window(8, 9), Window(8, -1)])
def test_windows_that_the_model_cannot_see_or_that_leave_gaps_are_refused(window: Window) -> None:
    with pytest.raises(InputError, match="A window of"):
        window_length(window, 96)


def test_a_model_without_a_limit_has_the_one_that_others_use() -> None:
    assert window_length(Window(), None) == 2048
    assert window_length(Window(), 96) == 96
