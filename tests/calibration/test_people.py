"""A fast part of what `make calibrate` counts of people and of a judge beside them; see test_ratings.py too."""

from __future__ import annotations

import numpy as np
import pytest

from tests.calibration import panels, together
from tests.calibration.page import page
from tests.calibration.panels import Agreeing, Panelled
from tests.calibration.shown import Counted
from tests.calibration.together import Together


@pytest.mark.parametrize(
    ("raters", "spread", "missing", "n"),
    [(2, 0.25, 0.4, 15), (3, 0.5, 0.0, 50), (3, 0.25, 0.4, 200), (6, 0.5, 0.0, 50)],
)
def test_means_hold_for_these_raters_and_for_any(raters: int, spread: float, missing: float, n: int) -> None:
    assert [cell for cell in panels.panelled(raters, spread, missing, n, 100) if not cell.holds] == []


@pytest.mark.parametrize(("name", "missing", "n"), [("two alike", 0.4, 15), ("three, one strict", 0.0, 50)])
def test_agreement_holds_and_is_not_given_where_too_few_outputs_tell(name: str, missing: float, n: int) -> None:
    (cell,) = panels.agreeing(name, missing, n, 150)
    assert cell.holds
    assert (cell.open > 75) == (n == 15)


@pytest.mark.parametrize(("correlation", "n"), [(0.25, 10), (0.5, 15), (0.65, 50), (0.78, 200), (0.5, 9)])
def test_a_judge_and_people_hold_the_mean_and_are_not_combined_where_that_misleads(correlation: float, n: int) -> None:
    (cell,) = together.combined(correlation, n, 60)
    assert cell.holds
    assert n == 9 or (0.6 < cell.ratio < 1.1 and cell.chosen == 60)


def test_the_judges_go_along_with_people_as_their_names_say() -> None:
    for correlation, noise in together.NOISES.items():
        ratings, grades = together.beside(np.random.default_rng(0), 100_000, noise)
        assert np.corrcoef(ratings.mean(axis=1), grades)[0, 1] == pytest.approx(correlation, abs=0.01)


MISSED: list[Counted] = [
    Panelled(3, 0.5, 0.0, 50, 500, covered=440, over=10, anyone=490),
    Panelled(3, 0.5, 0.0, 50, 500, covered=475, over=45, anyone=490),
    Panelled(3, 0.5, 0.0, 50, 500, covered=475, over=10, anyone=390),
    Panelled(6, 0.5, 0.0, 50, 500, covered=475, over=10, anyone=440),
    Agreeing("two alike", 0.5, 50, 500, covered=440, over=10, open=0),
    Agreeing("two alike", 0.5, 50, 500, covered=475, over=45, open=0),
    Together(0.5, 50, 500, used=490, covered=430, over=10, ratio=0.9, chosen=500),
    Together(0.5, 50, 500, used=490, covered=470, over=45, ratio=0.9, chosen=500),
    Together(0.5, 50, 500, used=450, covered=440, over=10, ratio=0.9, chosen=500),
    Together(0.5, 50, 500, used=490, covered=475, over=10, ratio=0.9, chosen=350),
    Together(0.5, 9, 500, used=1, covered=1, over=0, ratio=0.9, chosen=500),
]


@pytest.mark.parametrize("cell", MISSED, ids=str)
def test_every_bar_can_be_missed(cell: Counted) -> None:
    assert not cell.holds
    assert "**below** |" in page([cell])


def test_a_part_that_is_counted_again_leaves_the_others_as_they_were() -> None:
    two, three = (Panelled(raters, 0.5, 0.0, 50, 500, covered=475, over=10, anyone=490) for raters in (2, 3))
    alpha = Agreeing("two alike", 0.5, 50, 500, covered=475, over=10, open=0)
    before = page([two, three, alpha])
    again = Panelled(3, 0.5, 0.0, 50, 400, covered=400, over=0, anyone=400)
    assert page([again], before) == before.replace("95.0 / 2.0 / 98.0 |", "@", 1).replace(
        "95.0 / 2.0 / 98.0 |", "100.0 / 0.0 / 100.0 |"
    ).replace("@", "95.0 / 2.0 / 98.0 |")
    assert page([two, three], page([alpha])) == before
    assert page([], before) == before
