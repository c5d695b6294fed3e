"""`make bench`: run every benchmark, or those named, and print one table."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.measure import Row

NAMES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem not in {"__init__", "__main__", "language_model", "measure"}
)


def main(names: list[str]) -> None:
    """Print a row a job: ours, the peer's, the ratio and the target. Each benchmark has a process of its own: what one
    leaves in memory slows the next.
    """
    print(f"{'job':70} {'peer':34} {'ours':>9} {'peer':>9} {'ratio':>8} {'target':>8}", flush=True)
    for name in names or NAMES:
        subprocess.run([sys.executable, "-m", "benchmarks", "--alone", name], check=True)  # noqa: S603 - ourselves


def alone(name: str) -> None:
    """Print the rows of one benchmark."""
    rows: list[Row] = import_module(f"benchmarks.{name}").run()
    for row in rows:
        print(
            f"{row['job']:70.70} {row['peer']:34.34} {row['ours_s']:8.3f}s {row['peer_s']:8.3f}s "
            f"{row['ratio']:7.2f}x {row['target']:>8}",
            flush=True,
        )


if sys.argv[1:2] == ["--alone"]:
    alone(sys.argv[2])
else:
    main(sys.argv[1:])
