"""A fast part of `make calibrate`: every procedure once, where it is most easily wrong."""

from __future__ import annotations

import pytest

from tests.calibration import comparisons, gates
from tests.calibration.coverage import Cell, cells
from tests.calibration.page import page
from tests.calibration.worlds import world

COVERED = (
    ("two classes", 50, 120),
    ("two classes, well apart", 15, 120),
    ("a rare class", 200, 80),
    ("three classes, nearly right", 15, 120),
    ("four classes, one in 3 %", 50, 100),
    ("three classes with probabilities", 50, 100),
    ("clusters, much alike", 200, 120),
    ("texts, nearly right, 2 % empty", 50, 120),
    ("texts, poor", 50, 80),
    ("texts by edits", 50, 60),
    ("documents", 50, 150),
    ("rankings", 50, 60),
)


@pytest.mark.parametrize(("name", "n", "replications"), COVERED)
def test_intervals_cover_and_do_not_ship(name: str, n: int, replications: int) -> None:
    assert [cell for cell in cells(world(name), n, replications) if not cell.holds] == []


def test_gates_at_the_truth_do_not_ship_and_clear_ones_decide() -> None:
    assert [cell for cell in gates.gated("clusters, somewhat alike", 1000, 80) if not cell.holds] == []


def test_equal_models_are_not_called_better() -> None:
    assert [cell for cell in comparisons.compared("labels", 200, 60) if not cell.holds] == []


def counted(covered: int, over: int) -> Cell:
    return Cell("made", "made", 50, 0.5, True, 500, covered, over, 500 - covered - over, 0, 0.1)


def test_the_bars_can_be_missed() -> None:
    assert counted(covered=475, over=12).holds
    assert not counted(covered=430, over=12).holds
    assert not counted(covered=455, over=45).holds
    assert "**below**" in page([counted(covered=430, over=12)])
