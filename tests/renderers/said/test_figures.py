"""Numbers as people read them."""

from __future__ import annotations

from math import inf, nan

import pytest

from assay.core.estimate import Estimate
from assay.renderers.said.figures import count, decimals, figure, interval, probability, share, short_interval, shortest


def estimate(value: float | None, low: float, high: float) -> Estimate:
    return Estimate("x", value, None, None, 1, "none", range=(low, high))


@pytest.mark.parametrize(
    ("value", "span", "places"),
    [
        (0.8, (0.0, 1.0), 4),
        (0.5, (-1.0, 1.0), 4),
        (41.4, (0.0, 100.0), 2),
        (12.3, (1.0, inf), 2),
        (2400.0, (1.0, inf), 0),
        (0.0012, (0.0, inf), 6),
        (None, (0.0, inf), 3),
        (inf, (0.0, inf), 3),
        (0.0, (0.0, inf), 3),
    ],
)
def test_a_scale_says_how_many_decimals_it_bears(value: float | None, span: tuple[float, float], places: int) -> None:
    assert decimals(estimate(value, *span)) == places


def test_the_tutorial_s_figures_have_four_decimals() -> None:
    assert [figure(value, 4) for value in (12 / 15, 6 / 7, 6 / 8)] == ["0.8000", "0.8571", "0.7500"]


@pytest.mark.parametrize("value", [None, nan])
def test_a_number_that_does_not_exist_is_a_dash(value: float | None) -> None:
    assert figure(value, 4) == "–"


def test_an_infinite_number_is_said_to_be() -> None:
    assert (figure(inf, 2), figure(-inf, 2)) == ("∞", "−∞")


def test_a_negative_number_has_a_true_minus_and_zero_has_none() -> None:
    assert (figure(-0.05, 4), figure(-0.00001, 4)) == ("−0.0500", "0.0000")


def test_an_end_that_is_not_bounded_is_infinite() -> None:
    assert interval(0.5, None, 2) == "0.50 – ∞"
    assert interval(None, None, 2) == ""


def test_a_threshold_has_no_more_decimals_than_it_was_given() -> None:
    assert [shortest(value) for value in (0.95, 20.0, 8 / 15, -1.0, 1000.0)] == ["0.95", "20", "0.5333", "−1", "1,000"]


def test_an_interval_of_a_class_is_short() -> None:
    assert short_interval(Estimate("x", 0.5, 0.47271, 0.99294, 7, "mid-P")) == "0.47–0.99"
    assert short_interval(estimate(0.5, 0, 1)) == ""


def test_things_are_counted_whole_where_they_are_whole() -> None:
    assert (count(100_000), count(12.34)) == ("100,000", "12.3")


def test_a_share_of_nothing_is_a_dash() -> None:
    assert (share(1, 3), share(0, 0)) == ("33.3\u00a0%", "–")


def test_a_p_value_is_kept_on_one_line() -> None:
    assert probability(0.1094) == "p\u00a0=\u00a00.1094"
    assert probability(1e-30) == "p\u00a0<\u00a00.0001"
    assert probability(None) == "p\u00a0=\u00a0–"
