"""Every cell, written to docs/calibration.md; exit 1 where a bar is missed.

python -m tests.calibration         all replications
python -m tests.calibration 0.25    a quarter of them
python -m tests.calibration 1 people comparisons    these parts alone; what the page says of others stays
"""

from __future__ import annotations

import os

# Two processes with a thread each, rather than two with all threads each; read when NumPy is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from tests.calibration import comparisons, coverage, gates, margins, panels, preferences, repeats, together, worlds
from tests.calibration.page import page
from tests.calibration.shown import Counted

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
COVERAGE, GATES, COMPARISONS, STABILITY, RECIPES, PEOPLE, JUDGES = 400, 200, 250, 300, 200, 1000, 500  # replications


@dataclass(frozen=True)
class Task:
    """One part of the work: its name for people, and what counts it."""

    name: str
    cells: Callable[[], Sequence[Counted]]


def tasks(part: float) -> Iterator[Task]:
    """The work in parts, the long ones first, with this part of the replications."""
    yield from _coverage(part)
    yield from _preferences(round(part * COVERAGE))
    yield from _comparisons(round(part * COMPARISONS))
    yield from _stability(round(part * STABILITY))
    yield from _recipes(round(part * RECIPES))
    yield from _people(round(part * PEOPLE), round(part * JUDGES))


def _coverage(part: float) -> Iterator[Task]:
    for name in worlds.NAMES:
        one = worlds.world(name)
        replications = round(part * COVERAGE * one.share)
        for n in reversed(one.sizes):
            yield Task(f"coverage: {name}, n = {n}", partial(_cells, name, n, replications))
    for name, _ in gates.TRIED:
        for n in reversed(gates.SIZES):
            yield Task(f"gates: {name}, n = {n}", partial(gates.gated, name, n, round(part * GATES)))


def _preferences(replications: int) -> Iterator[Task]:
    for world, n in product(preferences.WORLDS, preferences.SIZES):
        yield Task(f"preferences: {world.name}, n = {n}", partial(preferences.win_rates, world, n, replications))
    for (raters, ties), n in product(((1, 0.0), (1, 0.7), (3, 0.7)), preferences.STRENGTH_SIZES):
        counted = partial(preferences.strength_cells, raters, ties, n, replications)
        yield Task(f"preferences: strengths, {raters} raters, nu {ties:g}, n = {n}", counted)


def _comparisons(replications: int) -> Iterator[Task]:
    sizes = dict.fromkeys(comparisons.NAMES, comparisons.SIZES)
    planned = {name: (n,) for name, (_, _, n) in comparisons.PLANNED.items()}
    for name, several in (sizes | planned).items():
        for n in reversed(several):
            yield Task(f"comparisons: {name}, n = {n}", partial(comparisons.compared, name, n, replications))
    for limit in margins.LIMITS:
        for n in reversed(margins.SIZES):
            yield Task(
                f"gates against a base: {limit.gate}, n = {n}", partial(margins.kept, limit.gate, n, replications)
            )


def _stability(replications: int) -> Iterator[Task]:
    alike = product(repeats.RUNS, repeats.VARIATIONS, (repeats.ALIKE,), reversed(repeats.SIZES))
    for runs, variation, agreed, n in (*alike, *repeats.AGREE_LESS):
        counted = partial(repeats.steady, runs, variation, agreed, n, replications)
        yield Task(f"stability: {runs} runs, CV {variation:g}, n = {n}", counted)


def _recipes(replications: int) -> Iterator[Task]:
    for sides, n in product(repeats.RECIPES, reversed(repeats.RECIPE_SIZES)):
        yield Task(f"recipes: {sides} runs, n = {n}", partial(repeats.recipes, sides, n, replications))


def _people(replications: int, with_a_judge: int) -> Iterator[Task]:
    for (raters, spread, missing), n in product(panels.PANELS, reversed(panels.SIZES)):
        name = panels.named(f"people: {raters} raters, severity {spread:g}, n = {n}", missing)
        yield Task(name, partial(panels.panelled, raters, spread, missing, n, replications))
    for alike, missing, n in product(panels.ALIKE, panels.MISSING, reversed(panels.SIZES)):
        name = panels.named(f"people: agreement of {alike}, n = {n}", missing)
        yield Task(name, partial(panels.agreeing, alike, missing, n, replications))
    for correlation, n in product(together.NOISES, reversed(together.SIZES)):
        counted = partial(together.combined, correlation, n, with_a_judge)
        yield Task(f"people: a judge, correlation {correlation:g}, n = {n}", counted)


def _cells(name: str, n: int, replications: int) -> Sequence[Counted]:
    return coverage.cells(worlds.world(name), n, replications)


def _counted(task: Task) -> Sequence[Counted]:
    return task.cells()


def main(part: float, names: Sequence[str]) -> int:
    started, found = time.monotonic(), list[Counted]()
    work = [task for task in tasks(part) if not names or task.name.partition(":")[0] in names]
    if not work:
        sys.exit(f"no part is called {' or '.join(names)}")
    before = PAGE.read_text(encoding="utf-8") if names else ""
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for done, (task, cells) in enumerate(zip(work, pool.map(_counted, work), strict=True), start=1):
            found += cells
            missed = [cell for cell in cells if not cell.holds]
            print(f"{done}/{len(work)} {task.name}", *missed, file=sys.stderr, flush=True)
    PAGE.write_text(page(found, before), encoding="utf-8")
    below = sum(not cell.holds for cell in found)
    print(f"{len(found)} cells in {time.monotonic() - started:.0f} s, {below} below the bar; see {PAGE.name}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 1.0, sys.argv[2:]))
