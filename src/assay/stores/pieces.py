"""What is kept of runs beside their results, in pieces: a piece that several runs share is there once."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

from assay.stores.dialect import Database

_QUICK = 1  # a sixth larger than zlib's usual level, in half its time
MOST_BYTES = 32_000_000
_SHARED = ((b"<style>", b"</style>"), (b"<script>", b"</script>"))  # an element of data has attributes
_AT_ONCE = 200  # values in a statement


class Pieces:
    """The pieces of one history. Whatever writes is called within the database's `writing`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def packed(self, pieces: Mapping[str, bytes]) -> dict[str, bytes]:
        """Those that are not there yet, compressed: the work of a writer that others need not wait for."""
        there = self._there(list(pieces))
        return {key: zlib.compress(piece, _QUICK) for key, piece in pieces.items() if key not in there}

    def add(self, ready: Mapping[str, bytes], pieces: Mapping[str, bytes]) -> None:
        """Keeps the `ready` ones, and those of all that somebody has taken out meanwhile."""
        gone = pieces.keys() - ready.keys() - self._there([key for key in pieces if key not in ready])
        rows = [*ready.items(), *((key, zlib.compress(pieces[key], _QUICK)) for key in gone)]
        self._database.many("INSERT INTO pieces (id, content) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)

    def give(self, run: str, parts: Mapping[str, Sequence[str]]) -> None:
        """Says of which pieces the parts of a run are made."""
        rows = [(run, part, place, key) for part, keys in parts.items() for place, key in enumerate(keys)]
        self._database.many("INSERT INTO run_pieces (run, part, place, piece) VALUES (?, ?, ?, ?)", rows)

    def of(self, run: str, part: str) -> list[bytes]:
        """The pieces of a part of a run, in order."""
        asked = (
            "SELECT content FROM run_pieces JOIN pieces ON pieces.id = run_pieces.piece "
            "WHERE run = ? AND part = ? ORDER BY place"
        )
        return [zlib.decompress(content) for (content,) in self._database.rows(asked, (run, part))]

    def one(self, key: str) -> bytes:
        """The piece of that fingerprint."""
        [(content,)] = self._database.rows("SELECT content FROM pieces WHERE id = ?", (key,))
        return zlib.decompress(content)

    def named(self, runs: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """The parts of each run that has any, as fingerprints."""
        asked = f"SELECT run, part, piece FROM run_pieces WHERE run IN ({_marks(runs)}) ORDER BY run, part, place"  # noqa: S608 - question marks
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for run, part, key in self._database.rows(asked, runs):
            parts = found.setdefault(run, {})
            parts[part] = (*parts.get(part, ()), key)
        return found

    def having(self, runs: Collection[str], part: str) -> frozenset[str]:
        """Those of the runs that have the part."""
        if not runs:
            return frozenset()
        asked = f"SELECT run FROM run_pieces WHERE part = ? AND place = 0 AND run IN ({_marks(runs)})"  # noqa: S608 - question marks
        return frozenset(run for (run,) in self._database.rows(asked, [part, *runs]))

    def drop_unused(self) -> None:
        """Takes out what no run has any more."""
        unused = "NOT EXISTS (SELECT 1 FROM run_pieces WHERE run_pieces.piece = pieces.id)"
        self._database.rows(f"DELETE FROM pieces WHERE {unused}")  # noqa: S608 - the text above

    def _there(self, keys: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            asked = f"SELECT id FROM pieces WHERE id IN ({_marks(some)})"  # noqa: S608 - question marks
            found.update(key for (key,) in self._database.rows(asked, some))
        return frozenset(found)


def fingerprint(piece: bytes) -> str:
    """The name of a piece: equal for equal content alone."""
    return blake2b(piece, digest_size=16).hexdigest()


def pieces_of_page(page: str) -> list[bytes]:
    """A page of HTML in pieces, cut where a style sheet or a script begins and ends: these are the same in all pages.
    None of one that is too large to be kept.
    """
    whole = page.encode("utf-8", "replace")
    if not 0 < len(whole) <= MOST_BYTES:
        return []
    borders = sorted({0, len(whole), *_borders(whole)})
    return [whole[start:end] for start, end in pairwise(borders)]


def _borders(page: bytes) -> Iterator[int]:
    """Where an element's own text begins, and where it ends."""
    for opened, closed in _SHARED:
        end = 0
        while (found := page.find(opened, end)) >= 0 and (end := page.find(closed, found)) >= 0:
            yield found + len(opened)
            yield end


def _marks(things: Collection[object]) -> str:
    return ", ".join("?" * len(things))
