"""Real databases: a SQLite file, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.databases import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be: an empty place in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "rating.sqlite3")
    return fresh_database(request.getfixturevalue("postgres"))
