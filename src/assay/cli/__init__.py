"""The command line: a thin reading of arguments around `assay.evaluate`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The `assay` command. Exits 0 PASS, 1 FAIL, 2 for what was asked or given, 3 INCONCLUSIVE; 130 interrupted."""
    from assay.cli.run import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
