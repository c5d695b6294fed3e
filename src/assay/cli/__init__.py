"""The command line: a thin reading of arguments around `assay.evaluate`."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The `assay` command. Exits 0 PASS, 1 FAIL, 2 for what was asked or given, 3 INCONCLUSIVE; 130 interrupted."""
    # A command makes many values, hardly a cycle, and ends: looking for cycles every 700 values is a twentieth of it.
    gc.set_threshold(100_000)
    # Nor is there a last look for cycles in all that was imported: memory goes back as a whole.
    atexit.register(gc.freeze)
    from assay.cli.run import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
