"""How the history's tables came to be, step by step. A step that has been published is never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assay.core.errors import InputError
from assay.core.history import Look
from assay.stores import steps
from assay.stores.dialect import Database, Use

COUNTED_LOOKS = (
    """
    CREATE TABLE IF NOT EXISTS looks (
        test_set TEXT NOT NULL, policy TEXT NOT NULL, candidate TEXT NOT NULL,
        first_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
        PRIMARY KEY (test_set, policy, candidate)
    )
    """,
)
"""The first: candidates in the order in which they came, which SQLite alone keeps."""

NUMBERED_LOOKS = (
    "ALTER TABLE looks RENAME TO looks_without_number",
    """
    CREATE TABLE looks_with_number (
        test_set TEXT NOT NULL, policy TEXT NOT NULL, candidate TEXT NOT NULL,
        number INTEGER NOT NULL, first_at TEXT NOT NULL,
        PRIMARY KEY (test_set, policy, candidate), UNIQUE (test_set, policy, number)
    )
    """,
    """
    INSERT INTO looks_with_number
    SELECT test_set, policy, candidate,
        ROW_NUMBER() OVER (PARTITION BY test_set, policy ORDER BY first_at, {row}), first_at
    FROM looks_without_number
    """,
    "DROP TABLE looks_without_number",
    "ALTER TABLE looks_with_number RENAME TO looks",
)
"""The second: the number of a look is kept, so that it stays the same whatever is merged into the history."""

RUNS = (
    """
    CREATE TABLE runs (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
        family TEXT NOT NULL, metric TEXT NOT NULL, outcome TEXT NOT NULL, policy TEXT NOT NULL, version TEXT NOT NULL,
        settings TEXT NOT NULL, level {real} NOT NULL, seed TEXT NOT NULL, n BIGINT NOT NULL,
        value {real}, low {real}, high {real}, sha256 TEXT, base TEXT, base_sha256 TEXT, test_set TEXT,
        git_commit TEXT, dirty INTEGER, note TEXT NOT NULL
    )
    """,
    "CREATE INDEX runs_by_time ON runs (at, id)",
    "CREATE INDEX runs_by_project ON runs (project, at, id)",
    """
    CREATE TABLE run_metrics (
        run TEXT NOT NULL REFERENCES runs (id), metric TEXT NOT NULL, value {real}, low {real}, high {real},
        PRIMARY KEY (run, metric)
    )
    """,
    "CREATE TABLE run_tags (run TEXT NOT NULL REFERENCES runs (id), tag TEXT NOT NULL, PRIMARY KEY (run, tag))",
    # Apart, so that a page of runs does not read through them.
    "CREATE TABLE run_results (run TEXT PRIMARY KEY REFERENCES runs (id), content {bytes} NOT NULL)",
)
"""The third: evaluations, each with all its metrics and its whole result, compressed."""

PIECES = (
    "CREATE TABLE pieces (id TEXT PRIMARY KEY, content {bytes} NOT NULL)",
    """
    CREATE TABLE run_pieces (
        run TEXT NOT NULL REFERENCES runs (id), part TEXT NOT NULL, place BIGINT NOT NULL,
        piece TEXT NOT NULL REFERENCES pieces (id), PRIMARY KEY (run, part, place)
    )
    """,
    "CREATE INDEX run_pieces_by_piece ON run_pieces (piece)",
    "CREATE INDEX runs_by_test_set ON runs (test_set, at, id)",
)
"""The fourth: the page and the examples of a run, in pieces that runs share: prompts, references, style sheets."""

STEPS = (COUNTED_LOOKS, NUMBERED_LOOKS, RUNS, PIECES)
LATEST = len(STEPS)
SCHEMA = steps.Schema("looks", STEPS)
HISTORY = Use("history", lock=7216174, settings=("synchronous = NORMAL",))
"""A power cut may lose the last run, never the history."""


def brought_up_to_date(database: Database, earlier: Path | None) -> None:
    """All steps that are still to be done. A history that is new takes over the looks of an `earlier` one.

    Raises InputError for one that a later version of Assay has written.
    """

    def filled() -> None:
        if earlier is not None:
            add_looks(database, looks_of_file(earlier))

    steps.brought_up_to_date(database, SCHEMA, filled)


def add_looks(database: Database, looks: list[Look]) -> int:
    """How many of them were not there; each gets the next number of its test set and policy. Within `writing`."""
    return sum(add_look(database, look)[1] for look in looks)


def add_look(database: Database, look: Look) -> tuple[int, bool]:
    """The look's number, and whether it was not there. Within `writing`, so that nobody else takes the number."""
    key = (look.test_set, look.policy, look.candidate)
    found = database.rows("SELECT number FROM looks WHERE test_set = ? AND policy = ? AND candidate = ?", key)
    if found:
        return int(found[0][0]), False
    asked = "SELECT COALESCE(MAX(number), 0) + 1 FROM looks WHERE test_set = ? AND policy = ?"
    number = int(database.rows(asked, key[:2])[0][0])
    database.rows(
        "INSERT INTO looks (test_set, policy, candidate, number, first_at) VALUES (?, ?, ?, ?, ?)",
        (*key, number, look.at),
    )
    return number, True


def looks_of_file(path: Path) -> list[Look]:
    """The looks in a SQLite file of any version, in their order; none where it is no history.

    Raises InputError where it is in use for too long.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as old:
            return list(_looks(old))
    except sqlite3.OperationalError as failed:
        if "no such table" in str(failed):
            return []
        raise InputError("stores.no-history", place=str(path), why=str(failed)) from failed
    except sqlite3.DatabaseError:
        return []


def _looks(old: sqlite3.Connection) -> Iterator[Look]:
    for row in old.execute("SELECT test_set, policy, candidate, first_at FROM looks ORDER BY first_at, rowid"):
        yield Look(*row)
