"""The real command, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLES = ("ASSAY_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "ASSAY_DEBUG", "NO_COLOR", "COLUMNS")


def environment(**variables: str) -> Mapping[str, str]:
    """This process's, without what would change the command's language or looks."""
    return {name: value for name, value in os.environ.items() if name not in VARIABLES} | variables


def assay(
    *arguments: str | Path, folder: Path | None = None, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`assay` with these arguments, run in `folder`, with these environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "assay", *map(str, arguments)],
        cwd=folder,
        env=environment(**(variables or {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
