"""Every kind of cell as it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tests.calibration.comparisons import Compared
from tests.calibration.coverage import Cell
from tests.calibration.gates import Gated
from tests.calibration.margins import Kept
from tests.calibration.panels import Agreeing, Panelled, named
from tests.calibration.repeats import ALIKE, PROMISED, Recipes, Steady
from tests.calibration.together import Together

ANY, MANY = 0, 10**9
COLUMNS = {ANY: "%", MANY: "very many"}
"""What is above a column that is of no size in particular, or of more examples than can be drawn."""

Counted: TypeAlias = Cell | Gated | Compared | Kept | Steady | Recipes | Panelled | Agreeing | Together


@dataclass(frozen=True)
class Shown:
    """A cell of a `table`, in the row of this name and the column of n; `counts` are of `replications`."""

    table: str
    row: str
    n: int
    replications: int
    counts: tuple[float, ...]
    holds: bool = True

    @property
    def text(self) -> str:
        """The counts in %, and whether a bar is missed."""
        numbers = " / ".join(f"{100 * count / self.replications:.1f}" for count in self.counts)
        return numbers if self.holds else f"{numbers} **below**"


def of_an_interval(cell: Cell) -> Shown:
    counts = (cell.covered, cell.shipped, cell.over + cell.under - cell.shipped)
    return Shown(cell.world, f"{cell.metric} {cell.truth:.3g}", cell.n, cell.replications, counts, cell.holds)


def of_a_gate(cell: Gated) -> Shown:
    return Shown(cell.world, cell.metric, cell.n, cell.replications, (cell.shipped, cell.good, cell.bad), cell.holds)


def of_a_comparison(cell: Compared) -> Shown:
    counts = (cell.covered, cell.shipped, cell.good, cell.bad)
    return Shown(cell.world, cell.metric, cell.n, cell.replications, counts, cell.holds)


def of_a_plan(cell: Compared) -> Shown:
    counts = (cell.covered, cell.shipped, cell.good, cell.bad)
    return Shown("accuracy", f"{cell.world}, n = {cell.n:,}", ANY, cell.replications, counts, cell.holds)


def of_a_limit(cell: Kept) -> Shown:
    counts = (cell.shipped, cell.good, cell.bad)
    return Shown("gate", cell.gate, cell.n, cell.replications, counts, cell.holds)


def of_runs(cells: Iterable[Steady]) -> list[Shown]:
    """The cells, and beside those that have one what it should be with very many examples."""
    counted, many = [], {}
    for cell in cells:
        table = f"{cell.runs} runs" if cell.alike == ALIKE else f"{cell.runs} runs that agree less"
        row = f"CV {100 * cell.variation:g} %"
        counted.append(Shown(table, row, cell.n, cell.replications, (cell.passed, cell.failed), cell.holds))
        promised = PROMISED.get((cell.runs, cell.variation)) if cell.alike == ALIKE else None
        if promised is not None:
            many[table, row] = Shown(table, row, MANY, 1, promised)
    return [*counted, *many.values()]


def of_recipes(cell: Recipes) -> Shown:
    ours, theirs = (f"{count} run" + "s" * (count > 1) for count in cell.runs)
    counts = (cell.covered, cell.shipped, cell.lucky, cell.good)
    return Shown("recipes", f"{ours} and {theirs}", cell.n, cell.replications, counts, cell.holds)


def of_a_panel(cell: Panelled) -> Shown:
    row = named(f"severity sd {cell.spread:g}", cell.missing)
    counts = (cell.covered, cell.over, cell.anyone)
    return Shown(f"{cell.raters} raters", row, cell.n, cell.replications, counts, cell.holds)


def of_agreement(cell: Agreeing) -> Shown:
    row = f"{cell.name} {cell.truth:.2f}"
    return Shown("raters, alpha", row, cell.n, cell.replications, (cell.covered, cell.over, cell.open), cell.holds)


def of_both(cell: Together) -> Shown:
    counts = (cell.covered, cell.over, cell.used * cell.ratio)
    return Shown("correlation", f"{cell.correlation:g}", cell.n, cell.used, counts, cell.holds)


def of_refusals(cell: Together) -> Shown:
    counts = (cell.replications - cell.used, cell.chosen)
    return Shown("correlation", f"{cell.correlation:g}", cell.n, cell.replications, counts, cell.holds)
