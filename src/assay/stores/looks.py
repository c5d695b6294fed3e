"""Which candidates were judged on which test set: one small database, on this machine alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

from assay.core.errors import InputError
from assay.core.examples import Examples

VARIABLE = "ASSAY_HISTORY"
_MOST_SORTED = 100_000  # examples; beyond, their order in the file counts too
_WAIT = 10.0  # seconds for another process that writes

_TABLE = """
CREATE TABLE IF NOT EXISTS looks (
    test_set TEXT NOT NULL, policy TEXT NOT NULL, candidate TEXT NOT NULL,
    first_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (test_set, policy, candidate)
)
"""


def usual_place() -> Path:
    """Where the history lies: the file that ASSAY_HISTORY names, else one in the user's folder for such things."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "assay" / "history.sqlite3"


def number_of_look(place: Path, test_set: str, policy: str, candidate: str) -> int:
    """Which verdict this is on the test set by the policy, counting each candidate once; and it is remembered.

    Raises InputError where the history cannot be read or written.
    """
    with _opened(place) as history, history:
        history.execute(
            "INSERT OR IGNORE INTO looks (test_set, policy, candidate) VALUES (?, ?, ?)", (test_set, policy, candidate)
        )
        rows = history.execute(
            "SELECT candidate FROM looks WHERE test_set = ? AND policy = ? ORDER BY first_at, rowid", (test_set, policy)
        )
        return 1 + [name for (name,) in rows].index(candidate)


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(place, timeout=_WAIT)) as history:
            history.execute("PRAGMA journal_mode = WAL")
            history.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last look, never the history
            history.execute(_TABLE)
            yield history
    except (sqlite3.Error, OSError) as failed:
        raise InputError("stores.no-history", path=str(place), why=str(failed)) from failed


def fingerprint_of(examples: Examples) -> str:
    """What tells a test set from others, whatever was predicted on it: its prompts and references, in any order."""
    columns = [column for column in (examples.prompts, *examples.references) if column is not None]
    if not columns and examples.ids is not None:
        columns = [examples.ids]
    rows = list(zip(*(column.texts for column in columns), strict=True)) if columns else [(str(len(examples)),)]
    texts = ["\0".join(text or "" for text in row) for row in rows]
    if len(texts) <= _MOST_SORTED:
        texts.sort()
    return blake2b("\1".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def outputs_of(examples: Examples) -> str:
    """What tells a candidate from others on the same test set: its file, else what it said."""
    if examples.source.sha256 is not None:
        return examples.source.sha256
    said = ["" if output is None else str(output) for output in examples.outputs]
    return blake2b("\1".join(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
