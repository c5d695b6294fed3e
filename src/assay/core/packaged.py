"""Files that come with the package."""

from __future__ import annotations

# Not importlib.resources, which imports half the standard library: `assay --help` reads such a file too.
from pkgutil import get_data


def packaged(room: str, path: str) -> str:
    """The text of the file `path` in the folder of `room`: "core", "policy". Raises FileNotFoundError without one."""
    return (get_data(f"assay.{room}", path) or b"").decode("utf-8")
