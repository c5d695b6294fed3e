"""One SQL for SQLite, as it comes with Python, and for PostgreSQL: a connection that says what went wrong in words."""

from __future__ import annotations

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from msgspec import Struct

from assay.core.errors import AssayError, InputError, UsageError
from assay.stores.places import FOLDER, is_address, shown_place

WAIT = 10  # seconds for others who write
_CONNECT = 5  # seconds for a server that does not answer

Row = tuple[Any, ...]  # as the database has it


class Use(Struct, frozen=True):
    """What a store makes of a database. `name` is in the names of its sentences and of the table of its steps; `lock`
    is of all who write to it on PostgreSQL, `settings` are SQLite's. Where threads `share` a connection, it is theirs
    to use it one at a time.
    """

    name: str
    lock: int
    settings: tuple[str, ...]
    share: bool = False


class Database(ABC):
    """One connection. Statements have `?` for values; `words` are what the two say differently of one thing.

    `place` is how it is shown. Everything raises InputError where the database fails.
    """

    words: ClassVar[Mapping[str, str]]
    failures: tuple[type[Exception], ...] = (sqlite3.Error, OSError)

    def __init__(self, place: str, use: Use) -> None:
        self.place, self.use = place, use
        with self._told():
            self._raw = self._connected()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """What the statement answers; nothing where it is no question."""
        with self._told():
            answer = self._raw.execute(self._spelt(statement), values)
            return answer.fetchall() if answer.description else []

    def many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """The statement for each row."""
        with self._told():
            self._raw.cursor().executemany(self._spelt(statement), rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time, and all that is written or nothing."""
        self.begin()
        try:
            yield
        except BaseException:
            with suppress(AssayError):  # of a connection that is gone nothing was kept
                self.rows("ROLLBACK")
            raise
        self.rows("COMMIT")

    def answers(self) -> bool:
        """Whether the connection is still one."""
        with suppress(AssayError):
            return bool(self.rows("SELECT 1"))
        return False

    def close(self) -> None:
        """Gives the connection back."""
        with suppress(*self.failures):
            self._raw.close()

    @abstractmethod
    def begin(self) -> None:
        """Begins to write, after whoever does."""

    @abstractmethod
    def prepare(self) -> None:
        """What is done once, before the first table is made."""

    @abstractmethod
    def tables(self) -> frozenset[str]:
        """Their names."""

    @abstractmethod
    def _connected(self) -> Any: ...  # noqa: ANN401 - two libraries' connections, alike but of no common type

    def _spelt(self, statement: str) -> str:
        return statement

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self.failures as failed:
            said = (isinstance(failed, OSError) and failed.strerror) or str(failed).strip() or type(failed).__name__
            raise InputError(f"stores.no-{self.use.name}", place=self.place, why=said.splitlines()[0]) from failed


class Sqlite(Database):
    """A file, which is made where it is not there."""

    words: ClassVar[Mapping[str, str]] = {"bytes": "BLOB", "real": "REAL", "id": "INTEGER", "row": "rowid"}

    def begin(self) -> None:
        """At once: two who first read, then write, would wait for each other."""
        self.rows("BEGIN IMMEDIATE")

    def prepare(self) -> None:
        """Those who read and who writes shall not wait for each other."""
        self.rows("PRAGMA journal_mode = WAL")

    def tables(self) -> frozenset[str]:
        """Their names."""
        return frozenset(name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))

    def _connected(self) -> sqlite3.Connection:
        path = Path(self.place)
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.parent.name == FOLDER:  # not to be taken for a part of the project's source
                (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        whose = "?immutable=1" if _only_read(path) else ""
        address = f"{path.absolute().as_uri()}{whose}"
        alone = not self.use.share
        connection = sqlite3.connect(address, timeout=WAIT, isolation_level=None, uri=True, check_same_thread=alone)
        # Its own knows the letters of ASCII alone.
        connection.create_function("LOWER", 1, str.lower, deterministic=True)
        for setting in self.use.settings:
            connection.execute(f"PRAGMA {setting}")
        return connection


def _only_read(path: Path) -> bool:
    """Whether the file is another's, and nobody writes to it now: without a word of that SQLite would want to write
    beside it.
    """
    if not path.exists() or path.with_name(f"{path.name}-wal").exists():
        return False
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


class Postgres(Database):
    """A database of a server, at `postgresql://user@host/name`. Raises UsageError where its library is not there."""

    words: ClassVar[Mapping[str, str]] = {"bytes": "BYTEA", "real": "DOUBLE PRECISION", "id": "SERIAL", "row": "ctid"}

    def __init__(self, address: str, use: Use) -> None:
        try:
            import psycopg
        except ImportError:
            raise UsageError("stores.postgres-extra") from None
        self._address, self.failures = address, (psycopg.Error, UnicodeError)
        super().__init__(shown_place(address), use)

    def begin(self) -> None:
        """After whoever writes."""
        self.rows("BEGIN")
        self.rows("SELECT pg_advisory_xact_lock(?)", (self.use.lock,))

    def prepare(self) -> None:
        """Nothing."""

    def tables(self) -> frozenset[str]:
        """Their names."""
        found = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return frozenset(name for (name,) in found)

    def _connected(self) -> Any:  # noqa: ANN401 - as above
        import psycopg

        address = psycopg.conninfo.make_conninfo(self._address, connect_timeout=_CONNECT, client_encoding="utf8")
        connection = psycopg.connect(address, autocommit=True)
        connection.execute(f"SET lock_timeout = '{WAIT}s'".encode())
        return connection

    def _spelt(self, statement: str) -> str:
        return statement.replace("?", "%s")


def database_at(place: str, use: Use) -> Database:
    """The database at a file's path or at an address.

    Raises InputError where it cannot be opened, UsageError for another kind of database.
    """
    if not is_address(place):
        return Sqlite(place, use)
    scheme, _, rest = place.partition("://")
    if scheme.partition("+")[0] not in {"postgres", "postgresql"}:
        raise UsageError("stores.unknown-database", name=scheme)
    return Postgres(f"postgresql://{rest}", use)
