"""Servers that end with the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.stores.databases import fresh_database
from tests.web.served import Running, Served, Workspace
from tests.web.workspace.made import Made, copied, filled

Serve = Callable[..., Served]
Open = Callable[..., Workspace]


@pytest.fixture
def serve(tmp_path: Path, signals_as_on_a_terminal: None) -> Iterator[Serve]:
    """Starts `assay rate` with these arguments in an empty folder."""
    started: list[Served] = []

    def start(*arguments: str) -> Served:
        started.append(Served(tmp_path, arguments).start())
        return started[-1]

    yield start
    _ended(started)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A history with runs of every kind."""
    return filled(tmp_path_factory.mktemp("history"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, made: Made) -> str:
    """A copy of it in each kind of database."""
    address = None if request.param == "sqlite" else fresh_database(request.getfixturevalue("postgres"))
    return copied(made, address or str(tmp_path / "kept" / "history.sqlite3"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def reading(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, made: Made
) -> Iterator[Workspace]:
    """One server over it for tests that change nothing."""
    folder = tmp_path_factory.mktemp("reading")
    address = None if request.param == "sqlite" else fresh_database(request.getfixturevalue("postgres"))
    place = copied(made, address or str(folder / "history.sqlite3"))
    server = Workspace(folder, (), variables={"ASSAY_HISTORY": place}).start()
    yield server
    _ended([server])


@pytest.fixture
def own_place(tmp_path: Path, made: Made) -> str:
    """A copy of it in a file."""
    return copied(made, str(tmp_path / "kept" / "history.sqlite3"))


@pytest.fixture
def workspace(tmp_path: Path, signals_as_on_a_terminal: None) -> Iterator[Open]:
    """Starts `assay serve` over the history at a place."""
    started: list[Workspace] = []

    def start(place: str, *arguments: str, **variables: str) -> Workspace:
        started.append(Workspace(tmp_path, arguments, variables={"ASSAY_HISTORY": place} | variables).start())
        return started[-1]

    yield start
    _ended(started)


def _ended(started: Sequence[Running]) -> None:
    for one in started:
        if one.process is not None and one.process.poll() is None:
            one.kill()
