"""A store's tables as they came to be, step by step. A step that has been published is never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from assay.core.errors import InputError
from assay.stores.dialect import Database

Step: TypeAlias = tuple[str, ...]
"""Statements, with the `words` of a database in braces."""


class Schema(Struct, frozen=True):
    """The steps of one store, of which several may lie in one database, each at a step of its own. `first` is a table
    of the first step: it tells databases that took this step before steps were written down.
    """

    first: str
    steps: tuple[Step, ...]


def brought_up_to_date(database: Database, schema: Schema, filled: Callable[[], object] | None = None) -> None:
    """All steps that are still to be done, together; and where there was none, what is `filled` into the new tables.

    Raises InputError for a database that a later version of Assay has written.
    """
    found, known = _taken(database, schema), len(schema.steps)
    if found > known:
        raise InputError(f"stores.newer-{database.use.name}", place=database.place, found=found, known=known)
    if found == known:
        return
    database.prepare()
    with database.writing():
        found = _taken(database, schema)  # another may have done it
        for number, step in enumerate(schema.steps[found:], found + 1):
            _take(database, number, step)
        if found == 0 and filled is not None:
            filled()


def _taken(database: Database, schema: Schema) -> int:
    tables, kept = database.tables(), _table(database)
    if kept in tables:
        return int(database.rows(f"SELECT COALESCE(MAX(number), 0) FROM {kept}")[0][0])  # noqa: S608 - our own name
    return 1 if schema.first in tables else 0


def _take(database: Database, number: int, step: Step) -> None:
    kept = _table(database)
    database.rows(
        f"CREATE TABLE IF NOT EXISTS {kept} (number INTEGER PRIMARY KEY, "
        "taken_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
    )
    for statement in step:
        database.rows(statement.format(**database.words))
    database.rows(f"INSERT INTO {kept} (number) VALUES (?)", (number,))  # noqa: S608 - as above


def _table(database: Database) -> str:
    """Where the steps are written down that the database has taken."""
    return f"{database.use.name}_steps"
