"""A fast part of `make calibrate`: every procedure once, where it is most easily wrong."""

from __future__ import annotations

import pytest

from tests.calibration import comparisons, gates, margins, repeats
from tests.calibration.coverage import Cell, cells
from tests.calibration.page import page
from tests.calibration.shown import Counted
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


@pytest.mark.parametrize(
    ("name", "n", "replications"),
    [("labels", 200, 40), ("label sets", 200, 30), ("texts", 50, 20), ("documents", 50, 40)],
)
def test_equal_models_are_not_called_better(name: str, n: int, replications: int) -> None:
    assert [cell for cell in comparisons.compared(name, n, replications) if not cell.holds] == []


def test_as_many_pairs_as_planned_find_the_gain() -> None:
    name, (_, _, n) = next(iter(comparisons.PLANNED.items()))
    assert [cell for cell in comparisons.compared(name, n, 40) if not cell.holds] == []


@pytest.mark.parametrize("gate", [limit.gate for limit in margins.LIMITS])
def test_a_gate_against_a_base_does_not_ship_at_its_limit(gate: str) -> None:
    assert [cell for cell in margins.kept(gate, 200, 30) if not cell.holds] == []


@pytest.mark.parametrize("variation", [0.0, 0.005, 0.05, 0.1])
def test_runs_that_vary_too_much_are_not_called_stable_and_steady_ones_are_not_failed(variation: float) -> None:
    assert [cell for cell in repeats.steady(3, variation, repeats.ALIKE, 500, 60) if not cell.holds] == []


def test_few_examples_alone_do_not_make_runs_unstable() -> None:
    assert [cell for cell in repeats.steady(5, 0.0, repeats.APART, 100, 60) if not cell.holds] == []


def test_very_steady_runs_pass_and_restless_ones_fail() -> None:
    steady, restless = (repeats.steady(5, variation, repeats.ALIKE, 5000, 15)[0] for variation in (0.005, 0.1))
    assert steady.holds
    assert restless.holds


@pytest.mark.parametrize("runs", [(3, 3), (3, 1)])
def test_the_recipe_of_a_lucky_run_is_not_called_better(runs: tuple[int, int]) -> None:
    assert [cell for cell in repeats.recipes(runs, 200, 30) if not cell.holds] == []


def counted(covered: int, over: int) -> Cell:
    return Cell("made", "made", 50, 0.5, True, 500, covered, over, 500 - covered - over, 0, 0.1)


def test_the_bars_can_be_missed() -> None:
    assert counted(covered=475, over=12).holds
    assert not counted(covered=430, over=12).holds
    assert not counted(covered=455, over=45).holds
    assert page([counted(covered=430, over=12)]).count("**below**") == 2


MISSED: list[Counted] = [
    comparisons.Compared("labels", "accuracy", 1000, 250, covered=215, shipped=4, good=250, bad=250),
    comparisons.Compared("labels", "accuracy", 200, 250, covered=238, shipped=25, good=0, bad=0),
    comparisons.Compared("labels", "accuracy", 1000, 250, covered=238, shipped=4, good=250, bad=0),
    margins.Kept("accuracy >= base - 0.02", 200, 250, shipped=25, good=0, bad=0),
    repeats.Steady(3, 0.05, repeats.ALIKE, 200, 400, passed=40, failed=0),
    repeats.Steady(3, 0.01, repeats.ALIKE, 200, 400, passed=0, failed=40),
    repeats.Steady(3, 0.005, repeats.ALIKE, 5000, 400, passed=0, failed=0),
    repeats.Steady(5, 0.1, repeats.ALIKE, 5000, 400, passed=0, failed=0),
    repeats.Recipes((3, 3), 1000, 250, covered=238, shipped=25, lucky=0, good=250),
]


@pytest.mark.parametrize("cell", MISSED, ids=str)
def test_every_bar_of_comparisons_and_runs_can_be_missed(cell: Counted) -> None:
    assert not cell.holds
    assert page([cell]).count("**below**") == 2  # where the mark is explained, and at the cell
