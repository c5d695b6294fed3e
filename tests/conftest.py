"""What holds for all tests."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.models.fixtures import loaded, tiny
from tests.stores.databases import postgres

__all__ = ["loaded", "postgres", "tiny"]  # fixtures of many rooms

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


@pytest.fixture
def signals_as_on_a_terminal() -> Iterator[None]:
    """The signals as on a terminal: children inherit what is ignored, and nohup or a background job ignores some."""
    ignored = [how for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(how) is signal.SIG_IGN]
    for how in ignored:
        signal.signal(how, signal.SIG_DFL)
    yield
    for how in ignored:
        signal.signal(how, signal.SIG_IGN)
