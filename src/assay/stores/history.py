"""The history: every evaluation with its whole result, and which candidates were judged on which test set."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import cast

from assay.core.errors import UsageError
from assay.core.history import Kept, Look, Parts, Project, Result, Run, Wanted
from assay.core.rounds import TestSet
from assay.stores.dialect import Row, database_at
from assay.stores.listing import values_of, which_runs
from assay.stores.pieces import Pieces, fingerprint
from assay.stores.run_rows import COLUMNS, NUMBERS, packed, plain, row_of, run_of, unpacked
from assay.stores.schema import HISTORY, add_look, add_looks, brought_up_to_date

LAST = "last"
"""What names the newest run instead of its id."""
_ADD = f"INSERT INTO runs ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
_PARTS = ("run_metrics", "run_tags", "run_results", "run_pieces")  # tables with rows of a run
_PAGE = 200  # runs read at a time where all are wanted
_EVERY = Wanted()


class History:
    """One history, at a file or an address. Several processes may use it at once.

    `earlier` is a file whose looks are taken over where the history is made. Raises InputError where it cannot be used.
    """

    def __init__(self, place: str, earlier: Path | None = None) -> None:
        self._database = database_at(place, HISTORY)
        self._pieces = Pieces(self._database)
        try:
            brought_up_to_date(self._database, earlier)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> History:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connection back."""
        self._database.close()

    def look(self, test_set: str, policy: str, candidate: str) -> int:
        """Which verdict this is on the test set by the policy, counting each candidate once; and it is remembered."""
        with self._database.writing():
            return add_look(self._database, Look(test_set, policy, candidate, now()))[0]

    def looks(self) -> list[Look]:
        """All of them, in an order that keeps their numbers."""
        asked = "SELECT test_set, policy, candidate, first_at FROM looks ORDER BY test_set, policy, number"
        return [Look(*row) for row in self._database.rows(asked)]

    def add(self, run: Run, result: Result, parts: Parts | None = None) -> None:
        """Keeps a run. Nothing happens where there is one of its id."""
        pieces: dict[str, bytes] = {}
        named = {name: tuple(map(fingerprint, some)) for name, some in (parts or {}).items()}
        for name, keys in named.items():
            pieces |= zip(keys, (parts or {})[name], strict=True)
        self.take([Kept(run, result, named)], pieces=pieces)

    def take(
        self, runs: Iterable[Kept], looks: Iterable[Look] = (), pieces: Mapping[str, bytes] | None = None
    ) -> tuple[int, int]:
        """How many of the runs and of the looks were not there; all of them are kept, or none. `pieces`, by their
        fingerprints, are those of the runs that are not there yet.
        """
        ready = [(one, packed(one.result)) for one in runs]
        new_pieces = self._pieces.packed(pieces or {})
        with self._database.writing():
            self._pieces.add(new_pieces, pieces or {})
            new = sum(self._added(*one) for one in ready)
            return new, add_looks(self._database, list(looks))

    def runs(self, wanted: Wanted = _EVERY) -> list[Run]:
        """Those that are wanted."""
        return self._found(f"{which_runs(wanted)} ORDER BY at DESC, id DESC", values_of(wanted), wanted)

    def count(self, wanted: Wanted = _EVERY) -> int:
        """How many are wanted, whatever the limit."""
        return int(self._database.rows(f"SELECT COUNT(*) {which_runs(wanted)}", values_of(wanted))[0][0])

    def run(self, name: str) -> Run:
        """The run of that id, or the one whose id begins so, or the newest for LAST. Raises UsageError for none."""
        found = self.runs(Wanted(limit=1)) if name == LAST else self._called(plain(name))
        if not name or not found:
            raise UsageError("stores.no-run", name=name)
        if len(found) > 1:
            raise UsageError("stores.several-runs", name=name, ids=[run.id for run in found[:5]])
        return found[0]

    def result(self, run: Run) -> Result:
        """All that was found, as result.json has it."""
        [(content,)] = self._database.rows("SELECT content FROM run_results WHERE run = ?", (run.id,))
        return unpacked(content)

    def part(self, run: Run, name: str) -> list[bytes]:
        """The pieces of a part; none where it was not kept."""
        return self._pieces.of(run.id, name)

    def piece(self, key: str) -> bytes:
        """One piece, by its fingerprint."""
        return self._pieces.one(key)

    def with_parts(self, ids: Collection[str], name: str) -> frozenset[str]:
        """Those of the runs that have a part of this name."""
        return self._pieces.having(ids, name)

    def projects(self) -> list[Project]:
        """All of them, the one with the newest run first."""
        asked = "SELECT project, COUNT(*), MAX(at) FROM runs GROUP BY project ORDER BY MAX(at) DESC, project"
        return [Project(name, int(runs), at) for name, runs, at in self._database.rows(asked)]

    def test_sets(self, project: str) -> list[TestSet]:
        """Those that runs of a project were judged on, the one with the newest run first."""
        asked = (
            "SELECT test_set, COUNT(*), MAX(n), MAX(at) FROM runs WHERE project = ? AND test_set IS NOT NULL "
            "GROUP BY test_set ORDER BY MAX(at) DESC, test_set"
        )
        return [
            TestSet(key, int(runs), int(n), at) for key, runs, n, at in self._database.rows(asked, (plain(project),))
        ]

    def metrics(self, run: Run) -> list[str]:
        """The names of all that a run has a number of."""
        asked = "SELECT metric FROM run_metrics WHERE run = ? AND value IS NOT NULL ORDER BY metric"
        return [name for (name,) in self._database.rows(asked, (run.id,))]

    def every(self) -> Iterator[Kept]:
        """All runs, the oldest first, without having all of them in memory."""
        after: tuple[str, str] = ("", "")
        while page := self._found("FROM runs WHERE (at, id) > (?, ?) ORDER BY at, id", after, Wanted(limit=_PAGE)):
            asked = f"SELECT run, content FROM run_results WHERE run IN ({_marks(page)})"  # noqa: S608 - as above
            contents = dict(cast("list[tuple[str, bytes]]", self._database.rows(asked, [run.id for run in page])))
            # Another may have taken a run out in between.
            parts = self._pieces.named([run.id for run in page])
            yield from (
                Kept(run, unpacked(contents[run.id]), parts.get(run.id, {})) for run in page if run.id in contents
            )
            after = (page[-1].at, page[-1].id)

    def tag(self, run: Run, tags: Iterable[str]) -> None:
        """Adds the tags that it does not have."""
        with self._database.writing():
            self._tag(run.id, tags)

    def untag(self, run: Run, tags: Iterable[str]) -> None:
        """Takes the tags off."""
        with self._database.writing():
            self._database.many(
                "DELETE FROM run_tags WHERE run = ? AND tag = ?", [(run.id, plain(tag)) for tag in tags]
            )

    def note(self, run: Run, text: str) -> None:
        """What people write on a run, instead of what is there."""
        with self._database.writing():
            self._database.rows("UPDATE runs SET note = ? WHERE id = ?", (plain(text), run.id))

    def remove(self, runs: Sequence[Run]) -> None:
        """Takes runs out. Which candidates were judged on which test set stays."""
        ids = [(run.id,) for run in runs]
        with self._database.writing():
            for part in _PARTS:
                self._database.many(f"DELETE FROM {part} WHERE run = ?", ids)  # noqa: S608 - as above
            self._database.many("DELETE FROM runs WHERE id = ?", ids)
            self._pieces.drop_unused()

    def _called(self, name: str) -> list[Run]:
        """The run of that id, else all whose ids begin so, for which every run has to be looked at."""
        begins = "FROM runs WHERE substr(id, 1, ?) = ? ORDER BY at DESC, id DESC"
        return self._found("FROM runs WHERE id = ?", (name,)) or self._found(begins, (len(name), name))

    def _added(self, kept: Kept, content: bytes) -> bool:
        run, result = kept.run, kept.result
        if self._database.rows("SELECT id FROM runs WHERE id = ?", (run.id,)):
            return False
        self._database.rows(_ADD, row_of(run))
        metrics = cast("Mapping[str, Mapping[str, float | None]]", result.get("metrics") or {})
        rows = [(run.id, plain(name), *map(one.get, NUMBERS[1:])) for name, one in metrics.items()]
        self._database.many("INSERT INTO run_metrics (run, metric, value, low, high) VALUES (?, ?, ?, ?, ?)", rows)
        self._database.rows("INSERT INTO run_results (run, content) VALUES (?, ?)", (run.id, content))
        self._pieces.give(run.id, kept.parts)
        self._tag(run.id, run.tags)
        return True

    def _tag(self, run: str, tags: Iterable[str]) -> None:
        rows = [(run, plain(tag)) for tag in tags]
        self._database.many("INSERT INTO run_tags (run, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)

    def _found(self, which: str, values: Sequence[object], wanted: Wanted = _EVERY) -> list[Run]:
        """The runs that a FROM and what follows it give, with the numbers of the wanted metric."""
        if wanted.limit is not None:
            which, values = f"{which} LIMIT ? OFFSET ?", [*values, wanted.limit, wanted.skip]
        numbers = COLUMNS[-len(NUMBERS) :]
        others = [f"runs.{name}" for name in COLUMNS[: -len(NUMBERS)]]
        shown = [f"{'runs' if wanted.metric is None else 'm'}.{name}" for name in numbers]
        rows = self._database.rows(f"SELECT {', '.join([*others, *shown])} {which}", values)
        tags = self._tags([row[0] for row in rows])
        return [run_of(row, tags.get(row[0], ())) for row in rows]

    def _tags(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        if not ids:
            return {}
        few = len(ids) <= _PAGE  # more than that has no room in a statement
        where = f" WHERE run IN ({_marks(ids)})" if few else ""
        found: dict[str, tuple[str, ...]] = {}
        rows: list[Row] = self._database.rows(f"SELECT run, tag FROM run_tags{where} ORDER BY tag", ids if few else ())  # noqa: S608 - as above
        for run, tag in rows:
            found[run] = (*found.get(run, ()), tag)
        return found


def _marks(things: Sequence[object]) -> str:
    return ", ".join("?" * len(things))


def new_id() -> str:
    """An id that no other run has, in any history."""
    return os.urandom(6).hex()


def now() -> str:
    """The moment, in UTC, to the millisecond: such texts are in order where the moments are."""
    seconds, thousandths = divmod(time.time_ns() // 1_000_000, 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{thousandths:03d}Z"
