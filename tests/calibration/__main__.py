"""Every cell, written to docs/calibration.md; exit 1 where a bar is missed.

python -m tests.calibration         all replications
python -m tests.calibration 0.25    a quarter of them
"""

from __future__ import annotations

import os

# Two processes with a thread each, rather than two with all threads each; read when NumPy is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.calibration import comparisons, coverage, gates, worlds
from tests.calibration.page import page

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
COVERAGE, GATES, COMPARISONS = 400, 200, 250  # replications

Task = tuple[str, str, int, int]
"""What is counted, in which world, at which size, over how many replications."""

Counted = coverage.Cell | gates.Gated | comparisons.Compared


def tasks(part: float) -> Iterator[Task]:
    """The work in parts, the long ones first, with this part of the replications."""
    for name in worlds.NAMES:
        one = worlds.world(name)
        yield from (("coverage", name, n, round(part * COVERAGE * one.share)) for n in reversed(one.sizes))
    yield from (("gates", name, n, round(part * GATES)) for name, _ in gates.TRIED for n in reversed(gates.SIZES))
    yield from (
        ("comparisons", name, n, round(part * COMPARISONS))
        for name in comparisons.NAMES
        for n in reversed(comparisons.SIZES)
    )


def counted(task: Task) -> list[Counted]:
    """The cells of one part of the work."""
    kind, name, n, replications = task
    if kind == "coverage":
        return [*coverage.cells(worlds.world(name), n, replications)]
    return [*(gates.gated if kind == "gates" else comparisons.compared)(name, n, replications)]


def main(part: float = 1.0) -> int:
    started, found = time.monotonic(), list[Counted]()
    work = list(tasks(part))
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for done, (task, cells) in enumerate(zip(work, pool.map(counted, work), strict=True), start=1):
            found += cells
            missed = [cell.metric for cell in cells if not cell.holds]
            print(f"{done}/{len(work)} {task[0]}: {task[1]}, n = {task[2]}", *missed, file=sys.stderr, flush=True)
    PAGE.write_text(page(found), encoding="utf-8")
    below = sum(not cell.holds for cell in found)
    print(f"{len(found)} cells in {time.monotonic() - started:.0f} s, {below} below the bar; see {PAGE.name}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
