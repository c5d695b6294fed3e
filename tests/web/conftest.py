"""Servers that end with the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.served import Served

Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path, signals_as_on_a_terminal: None) -> Iterator[Serve]:
    """Starts `assay rate` with these arguments in an empty folder."""
    started: list[Served] = []

    def start(*arguments: str) -> Served:
        started.append(Served(tmp_path, arguments).start())
        return started[-1]

    yield start
    for one in started:
        if one.process is not None and one.process.poll() is None:
            one.kill()
