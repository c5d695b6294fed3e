"""A fast part of what `make calibrate` counts of preferences."""

from __future__ import annotations

import pytest

from tests.calibration import preferences
from tests.calibration.preferences import Judging


@pytest.mark.parametrize("n", [15, 200])
@pytest.mark.parametrize("world", preferences.WORLDS, ids=lambda world: world.name)
def test_the_interval_of_a_win_rate_covers_it_and_does_not_ship(world: Judging, n: int) -> None:
    assert [cell for cell in preferences.win_rates(world, n, 300) if not cell.holds] == []


@pytest.mark.parametrize(("raters", "ties"), [(1, 0.0), (1, 0.7), (3, 0.7)])
def test_the_intervals_of_strengths_cover_them_and_do_not_ship(raters: int, ties: float) -> None:
    assert [cell for cell in preferences.strength_cells(raters, ties, 100, 200) if not cell.holds] == []
