"""The scale a number is drawn on."""

from __future__ import annotations

from math import inf, nan

import pytest

from assay.core.estimate import Estimate
from assay.renderers.said.scale import Scale, mark, scale_of


def test_a_bounded_metric_has_its_own_range() -> None:
    assert scale_of(Estimate("mcc", 0.5, 0.1, 0.9, 9, "x", range=(-1.0, 1.0))) == Scale(-1.0, 1.0, (-1.0, 0.0, 1.0))


@pytest.mark.parametrize(("high", "top"), [(1.7, 2.0), (12.0, 20.0), (39.0, 50.0), (96.0, 200.0), (0.3, 0.4)])
def test_an_unbounded_metric_ends_at_a_round_number_above_what_is_drawn(high: float, top: float) -> None:
    assert scale_of(Estimate("perplexity", high / 2, high / 4, high, 9, "x", range=(0.0, inf))).high == pytest.approx(
        top
    )


def test_the_threshold_has_room_on_the_scale() -> None:
    assert scale_of(Estimate("perplexity", 3.0, 2.0, 4.0, 9, "x", range=(1.0, inf)), (20.0,)).high == 40.0


def test_an_infinite_value_lies_at_the_end_beyond_the_threshold() -> None:
    perplexity = Estimate("perplexity", inf, None, None, 9, "x", range=(1.0, inf))
    placed = mark(perplexity, scale_of(perplexity, (20.0,)), threshold=20.0)
    assert placed.value == 1.0
    assert placed.threshold is not None
    assert placed.threshold < 0.6


def test_an_infinite_value_alone_still_has_a_scale() -> None:
    perplexity = Estimate("perplexity", inf, inf, inf, 9, "x", range=(1.0, inf))
    assert scale_of(perplexity).high > scale_of(perplexity).low
    assert mark(perplexity, scale_of(perplexity)).value == 1.0


def test_a_scale_without_a_foot_goes_as_far_below() -> None:
    assert scale_of(Estimate("gain", -3.0, -4.5, 1.0, 9, "x", range=(-inf, inf))).low == -5.0


def test_nothing_to_draw_leaves_a_scale_all_the_same() -> None:
    assert scale_of(Estimate("ter", None, None, None, 0, "none", range=(0.0, inf))).high == 1.0


@pytest.mark.parametrize("value", [None, nan])
def test_what_does_not_exist_has_no_place(value: float | None) -> None:
    assert Scale(0.0, 1.0, (0.0, 0.5, 1.0)).place(value) is None


def test_what_is_beyond_the_scale_stands_at_its_end() -> None:
    assert Scale(0.0, 1.0, (0.0, 0.5, 1.0)).place(1.2) == 1.0
