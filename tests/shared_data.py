"""Where the real data lies that tests try everything on; it is not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The path of one file of the shared data; skips the test, saying so, where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the shared data: {name}")
    return path
