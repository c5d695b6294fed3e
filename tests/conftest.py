"""What holds for all tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.models.fixtures import loaded, tiny

__all__ = ["loaded", "tiny"]  # fixtures of many rooms

# A busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_FOLDER = tempfile.TemporaryDirectory(prefix="assay-history-")
os.environ["ASSAY_HISTORY"] = str(Path(_FOLDER.name) / "of-fixtures.sqlite3")  # never the history of who runs the tests


@pytest.fixture(autouse=True)
def _history_of_its_own(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test counts the looks of another."""
    monkeypatch.setenv("ASSAY_HISTORY", str(Path(_FOLDER.name) / f"{abs(hash(request.node.nodeid))}.sqlite3"))
    return (yield)
