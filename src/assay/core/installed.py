"""Whether an installed package brings plug-ins: a glance, since importing `importlib.metadata` takes long."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

_METADATA = (".dist-info", ".egg-info")


def may_declare(group: str) -> bool:
    """Whether some installed package may have entry points of `group`; False only where none has.

    Raises nothing: what cannot be looked into may have some.
    """
    return _looks_elsewhere() or any(group.encode() in declared for declared in _declarations())


def _looks_elsewhere() -> bool:
    """Whether packages are found other than in folders: in archives, or by somebody's own finder."""
    finders = [finder for finder in sys.meta_path if finder is not PathFinder]
    return any(hasattr(finder, "find_distributions") for finder in finders) or any(map(os.path.isfile, sys.path))


@cache
def _declarations() -> list[bytes]:
    """The entry points of every package in the folders that Python imports from, as they are written."""
    return [
        _content(package / "entry_points.txt") for folder in dict.fromkeys(sys.path) for package in _packages(folder)
    ]


def _packages(folder: str) -> list[Path]:
    try:
        return [path for path in Path(folder).iterdir() if path.name.endswith(_METADATA)]
    except OSError:  # no such folder, which Python does not mind either
        return []


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # most packages declare nothing
        return b""
