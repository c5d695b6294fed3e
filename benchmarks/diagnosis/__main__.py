"""`python -m benchmarks.diagnosis`: plant faults, look whether they are found, and print the table."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.diagnosis.actions import RIGHT
from benchmarks.diagnosis.healthy import KINDS
from benchmarks.diagnosis.plan import PARTS, healthy, planted
from benchmarks.diagnosis.run import kept, outcomes
from benchmarks.diagnosis.table import page, summary

TIMES = 10  # healthy cases of each kind, language and size
PAGE = Path("docs/diagnosis.md")


def main() -> None:
    """See --help."""
    options = _options()
    codes = options.only or list(RIGHT)
    plans = list(planted(options.part, codes)) if options.healthy != "only" else []
    plans += [] if options.only else list(healthy(options.part, list(KINDS), TIMES))
    start, found = time.perf_counter(), []
    for count, one in enumerate(outcomes(plans, options.jobs), 1):
        found.append(one)
        if count % 100 == 0:
            print(f"{count} of {len(plans)} cases, {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    if options.keep:
        kept(found, Path(options.keep))
    print(summary(found))
    print(f"{len(found)} cases in {time.perf_counter() - start:.0f} s")
    if options.write:
        PAGE.write_text(page(found, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.diagnosis", description=__doc__)
    parser.add_argument("--part", choices=PARTS, default=PARTS[0], help="thresholds are set on the first alone")
    parser.add_argument("--only", nargs="*", metavar="CODE", choices=list(RIGHT), help="only these faults")
    parser.add_argument("--healthy", choices=("also", "only"), default="also")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", metavar="FILE", help="write what came of each case")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
