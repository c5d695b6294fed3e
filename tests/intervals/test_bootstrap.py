"""The weights of resamples, summed by row."""

from __future__ import annotations

import numpy as np
import pytest

from assay.core.arrays import Array
from assay.core.scores import Scores
from assay.intervals import bootstrap
from assay.intervals.bootstrap import by_row, by_row_of_each

RNG = np.random.default_rng(0)
WEIGHTS: Array = RNG.poisson(1.0, (7, 50)).astype(np.float64)
FEW = Scores(("a",), RNG.random((2, 1)), RNG.integers(0, 2, 50))
MORE = Scores(("a",), RNG.random((5, 1)), RNG.integers(0, 5, 50))
EACH_ITS_OWN = Scores(("a",), RNG.random((50, 1)))


@pytest.mark.parametrize("several", [[FEW, MORE], [FEW], [FEW, EACH_ITS_OWN]])
@pytest.mark.parametrize("most_cells", [0, 1_000_000])
def test_sums_of_several_at_once_are_those_of_each(
    several: list[Scores], most_cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "_MOST_CELLS", most_cells)
    together = by_row_of_each(several, WEIGHTS)
    assert all((found == by_row(one, WEIGHTS)).all() for found, one in zip(together, several, strict=True))
