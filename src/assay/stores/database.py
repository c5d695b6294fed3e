"""A database by its file or its address, brought up to the present schema: SQLite as it comes, PostgreSQL for teams."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from assay.core.errors import InputError, UsageError
from assay.stores.places import is_address, shown_place

_WAIT = 30.0  # seconds for another process that writes
_MIGRATIONS = Path(__file__).with_name("migrations")


def opened(place: str) -> sa.Engine:
    """The database at a file's path, which is made, or at an address (`postgresql://user@host/name`).

    Raises InputError where it cannot be opened or brought up to date, UsageError for another kind of database.
    """
    engine = _of_address(place) if is_address(place) else _of_file(place)
    try:
        _upgrade(engine)
    except (DBAPIError, OSError) as failed:
        raise InputError("stores.no-database", place=shown_place(place), why=_first_line(failed)) from failed
    return engine


def _of_file(path: str) -> sa.Engine:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise InputError("stores.no-database", place=path, why=failed.strerror or str(failed)) from None
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT, "isolation_level": None})
    sa.event.listen(engine, "connect", _as_we_like_it)
    # Who is to write says so at once: two who first read, then write, would wait for each other.
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _as_we_like_it(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what was said to be saved outlives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _of_address(place: str) -> sa.Engine:
    url = sa.make_url(place.replace("postgres://", "postgresql://", 1))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(url, pool_pre_ping=True)
    except NoSuchModuleError:
        raise UsageError("stores.unknown-database", name=url.get_backend_name()) from None
    except ModuleNotFoundError:
        raise UsageError("stores.postgres-extra") from None


def _upgrade(engine: sa.Engine) -> None:
    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two who start at once: the second waits
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7216173)")
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def _first_line(failed: Exception) -> str:
    cause = getattr(failed, "orig", None) or failed
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]
