"""What is run together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.models.local.batches import batches, wanted_batches

LENGTHS = st.lists(st.integers(1, 60), max_size=40)


def test_the_longest_rows_come_first_and_equals_in_their_order() -> None:
    assert list(batches([3, 9, 3, 9, 1], budget=18)) == [[1, 3], [0, 2, 4]]


def test_a_row_longer_than_the_budget_is_alone() -> None:
    assert list(batches([50, 2, 40], budget=10)) == [[0], [2], [1]]


@given(LENGTHS, st.integers(1, 200))
def test_every_row_is_in_one_batch_that_keeps_the_budget(lengths: list[int], budget: int) -> None:
    plan = list(batches(lengths, budget))
    assert sorted(place for batch in plan for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[place] for place in batch) <= budget for batch in plan)


@given(LENGTHS, st.integers(1, 200), st.sets(st.integers(0, 39)))
def test_what_is_wanted_chooses_batches_and_does_not_change_them(
    lengths: list[int], budget: int, wanted: set[int]
) -> None:
    chosen = [batch for batch in batches(lengths, budget) if wanted & set(batch)]
    assert list(wanted_batches(lengths, budget, wanted)) == chosen
