"""The page docs/calibration.md: what was counted, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.calibration.comparisons import Compared
from tests.calibration.coverage import Cell
from tests.calibration.gates import CLEARLY, Gated

INTRODUCTION = """\
# Does 95 % cover 95 %?

`make calibrate` writes this page. It draws samples from populations whose true values are known (seeds 0, 1, 2, …
for every world and size), gives each sample to `assay.evaluate`, and counts. The worlds are made in
`tests/calibration/worlds.py`; a fast part of this runs with every `make test`.

What must hold, in every cell, as far as chance can tell (one-sided 99.9 % limits):

- the interval holds the true value in at least 93 % of the samples;
- it lies wholly on the good side of the truth, so that a gate exactly at the truth would ship, in at most 5 %;
- a clearly good model passes and a clearly bad one fails in at least 80 %, so that "always inconclusive" cannot pass.

Small samples near the end of a scale, rare classes and few clusters cover more than 95 %: with 15 examples and a true
value of 0.96 nearly every sample looks alike, and an interval that is right for all of them is wide. A cell that is
below its bar is marked **below**.
"""

COVERAGE = """\
## Coverage

Each cell is `covered / too good / too bad` in % of the samples: too good means that the interval lies on the good side
of the truth (what ships a bad model), too bad on the other (what stops a good one). Samples a cell: {replications}.
"""

GATES = """\
## Gates

A policy with three gates: exactly at the true value, clearly easier, and clearly harder ({clearly:g} standard
deviations of the metric from sample to sample). In %: the first passes / the second passes / the third fails; at most
5, at least 80, at least 80. Samples a cell: {replications}.
"""

COMPARISONS = """\
## Candidate and base

Two models on the same examples. In %: the interval of the difference holds 0 where the two are equally good / the
candidate is called better all the same / a clearly better candidate is called better. At least 93, at most 5, and at
least 80 with 1,000 examples. Samples a cell: {replications}.
"""


def page(found: Iterable[Cell | Gated | Compared]) -> str:
    """The whole page, in Markdown."""
    found = list(found)
    covered = [_covered(cell) for cell in found if isinstance(cell, Cell)]
    gated = [_gated(cell) for cell in found if isinstance(cell, Gated)]
    compared = [_compared(cell) for cell in found if isinstance(cell, Compared)]
    chapters = ((COVERAGE, covered), (GATES, gated), (COMPARISONS, compared))
    return INTRODUCTION + "".join(_chapter(text, cells) for text, cells in chapters)


@dataclass(frozen=True)
class _Shown:
    """A cell as it is printed."""

    world: str
    metric: str
    n: int
    replications: int
    counts: tuple[int, ...]
    holds: bool

    @property
    def text(self) -> str:
        numbers = " / ".join(f"{100 * count / self.replications:.1f}" for count in self.counts)
        return numbers if self.holds else f"{numbers} **below**"


def _covered(cell: Cell) -> _Shown:
    bad_side = cell.over + cell.under - cell.shipped
    counts = (cell.covered, cell.shipped, bad_side)
    return _Shown(cell.world, f"{cell.metric} {cell.truth:.3g}", cell.n, cell.replications, counts, cell.holds)


def _gated(cell: Gated) -> _Shown:
    counts = (cell.shipped, cell.good, cell.bad)
    return _Shown(cell.world, cell.metric, cell.n, cell.replications, counts, cell.holds)


def _compared(cell: Compared) -> _Shown:
    counts = (cell.covered, cell.shipped, cell.power)
    return _Shown(cell.world, cell.metric, cell.n, cell.replications, counts, cell.holds)


def _chapter(text: str, cells: Sequence[_Shown]) -> str:
    if not cells:
        return ""
    counts = [cell.replications for cell in cells]
    replications = " to ".join(f"{count:,}" for count in sorted({min(counts), max(counts)}))
    worlds = dict.fromkeys(cell.world for cell in cells)
    tables = [_table(world, [cell for cell in cells if cell.world == world]) for world in worlds]
    return "\n" + "\n".join([text.format(replications=replications, clearly=CLEARLY), *tables])


def _table(world: str, cells: Sequence[_Shown]) -> str:
    """One world: a row a metric, a column a size."""
    sizes = sorted({cell.n for cell in cells})
    lines = [f"| {world} | " + " | ".join(f"n = {n:,}" for n in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for metric in dict.fromkeys(cell.metric for cell in cells):
        shown = {cell.n: cell.text for cell in cells if cell.metric == metric}
        lines.append(f"| {metric} | " + " | ".join(shown.get(n, "") for n in sizes) + " |")
    return "\n".join(lines) + "\n"
