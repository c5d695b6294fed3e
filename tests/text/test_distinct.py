"""Equal keys are found to be equal whatever they hash to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.distinct import _MULTIPLIERS, Keys, numbered, representatives


def assert_tells_apart(keys: Keys) -> None:
    found = representatives(keys)
    assert (keys[found] == keys).all()
    assert len(np.unique(found)) == len(np.unique(keys))


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3), max_size=50))
def test_equal_keys_have_one_representative_and_others_another(keys: list[int]) -> None:
    assert_tells_apart(np.array(keys, np.uint64))


@pytest.mark.parametrize("multiplier", _MULTIPLIERS)
def test_keys_that_all_hash_to_one_slot_are_told_apart(multiplier: int) -> None:
    inverse = pow(multiplier, -1, 2**64)
    assert_tells_apart(np.array([inverse * k % 2**64 for k in range(3000)], np.uint64))


def test_more_keys_than_the_first_table_has_slots_are_told_apart() -> None:
    keys = np.random.default_rng(0).integers(0, 400_000, 600_000).astype(np.uint64) << np.uint64(20)
    assert_tells_apart(keys)


def test_numbers_are_consecutive_and_each_leads_back_to_a_mark() -> None:
    numbers, one = numbered(np.array([7, 0, 7, 3, 0]))
    assert numbers.tolist() == [2, 0, 2, 1, 0]
    assert one.tolist() == [4, 3, 2]


def test_no_marks_have_no_numbers() -> None:
    numbers, one = numbered(np.zeros(0, np.int64))
    assert len(numbers) == len(one) == 0
