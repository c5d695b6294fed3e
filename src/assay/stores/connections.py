"""One database for many threads: each takes a connection for as long as it needs one, and gives it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import LifoQueue
from threading import Lock

from assay.stores.dialect import Database, Row, Use, database_at

_MOST = 20  # connections at once, of the hundred that PostgreSQL has for everybody; a thread waits for one


class Connections:
    """Connections to the database at a place, made as they are needed.

    Everything raises InputError where the database fails, UsageError for a kind of database that is not known.
    """

    def __init__(self, place: str, use: Use) -> None:
        self._place, self._use = place, use
        self._free: LifoQueue[Database | None] = LifoQueue()  # None is one that is not made yet
        self._writer = Lock()  # SQLite lets who waits ask again and again, in no order: some would wait for seconds
        self._none_made()

    @contextmanager
    def one(self) -> Iterator[Database]:
        """A connection of this thread's alone. One that fails is not used again."""
        database = self._free.get()
        try:
            if database is None or not database.answers():
                database = database_at(self._place, self._use)
            yield database
        except BaseException:
            if database is not None:
                database.close()
            database = None
            raise
        finally:
            self._free.put(database)

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """As `Database.writing`: one writer at a time, and all that is written or nothing."""
        with self._writer, self.one() as database, database.writing():
            yield database

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """What the statement answers."""
        with self.one() as database:
            return database.rows(statement, values)

    def close(self) -> None:
        """Gives all of them back, after whoever uses one."""
        for database in [self._free.get() for _ in range(_MOST)]:
            if database is not None:
                database.close()
        self._none_made()

    def _none_made(self) -> None:
        for _ in range(_MOST):
            self._free.put(None)
