"""Whether an installed package brings plug-ins: a glance, since importing `importlib.metadata` takes long."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder

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


# Not by `Path`: there may be hundreds of packages, and a path for each takes as long as all that is read.
@cache
def _declarations() -> list[bytes]:
    """The entry points of every package in the folders that Python imports from, as they are written."""
    folders = dict.fromkeys(folder or "." for folder in sys.path)
    return [_content(f"{folder}/{name}/entry_points.txt") for folder in folders for name in _packages(folder)]


def _packages(folder: str) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if name.endswith(_METADATA)]  # noqa: PTH208 - see above
    except OSError:  # no such folder, which Python does not mind either
        return []


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see above
            return file.read()
    except OSError:  # most packages declare nothing
        return b""
