"""Rating projects in a database: nothing that a rater said is ever changed or taken out, only added to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from assay.core.errors import InputError
from assay.core.rating_project import Answered, Card, Exhibit, Form, Mark, Plan, Project, Rater
from assay.stores.connections import Connections
from assay.stores.dialect import Database, Row
from assay.stores.rating_schema import RATINGS, SCHEMA
from assay.stores.steps import brought_up_to_date

T = TypeVar("T")
_SECRET = 18  # random bytes of a link's secret part
_PROJECTS = "SELECT id, name, form, plan, token, made_at FROM rating_projects"


class RatingStore:
    """All projects of one database, at a file or an address. Several processes and threads may use it at once.

    Raises InputError where it cannot be opened or brought up to date, UsageError for another kind of database.
    """

    def __init__(self, place: str) -> None:
        self._database = Connections(place, RATINGS)
        with self._database.one() as database:
            brought_up_to_date(database, SCHEMA)

    def close(self) -> None:
        """Gives the connections back."""
        self._database.close()

    def make(
        self, name: str, form: Form, plan: Plan, exhibits: Sequence[Exhibit], raters: Mapping[str, Sequence[Card]]
    ) -> Project:
        """A new project, whole. Raises InputError where there is one of that name."""
        token, made_at = _token(), _now()
        shown = [(place, _dumped(one)) for place, one in enumerate(exhibits)]
        with self._database.writing() as database:
            if database.rows("SELECT id FROM rating_projects WHERE name = ?", (name,)):
                raise InputError("stores.project-is-there", name=name)
            database.rows(
                "INSERT INTO rating_projects (name, form, plan, token, made_at) VALUES (?, ?, ?, ?, ?)",
                (name, _dumped(form), _dumped(plan), token, made_at),
            )
            [(number,)] = database.rows("SELECT id FROM rating_projects WHERE token = ?", (token,))
            database.many(
                "INSERT INTO rating_exhibits (project, number, content) VALUES (?, ?, ?)",
                [(number, *one) for one in shown],
            )
            for rater, cards in raters.items():
                _add_rater(database, number, rater, cards)
        return Project(number, name, form, plan, token, made_at)

    def add_rater(self, project: Project, name: str, cards: Sequence[Card]) -> Rater:
        """One more rater. Raises InputError where there is one of that name."""
        with self._database.writing() as database:
            return _add_rater(database, project.id, name, cards)

    def projects(self) -> list[Project]:
        """All of them, the oldest first."""
        return [_project(row) for row in self._database.rows(f"{_PROJECTS} ORDER BY id")]

    def project_of(self, token: str) -> Project | None:
        """The project whose overview has this secret."""
        found = self._database.rows(f"{_PROJECTS} WHERE token = ?", (token,))
        return _project(found[0]) if found else None

    def rater_of(self, token: str) -> tuple[Project, Rater] | None:
        """Whose link has this secret, and of which project."""
        found = self._database.rows("SELECT project, id, name, token FROM raters WHERE token = ?", (token,))
        if not found:
            return None
        number, *rater = found[0]
        [project] = self._database.rows(f"{_PROJECTS} WHERE id = ?", (number,))
        return _project(project), Rater(*rater)

    def raters(self, project: Project) -> list[Rater]:
        """In the order in which they came."""
        asked = "SELECT id, name, token FROM raters WHERE project = ? ORDER BY id"
        return [Rater(*row) for row in self._database.rows(asked, (project.id,))]

    def progress(self, project: Project) -> tuple[int, int]:
        """How many cards all raters have together, and of how many of them something was said."""
        of = "FROM {} JOIN raters ON raters.id = {}.rater WHERE raters.project = ?"
        cards, marks = (of.format(name, name) for name in ("rating_cards", "rating_marks"))
        [(every,)] = self._database.rows(f"SELECT COUNT(*) {cards}", (project.id,))
        distinct = f"SELECT DISTINCT rating_marks.rater, rating_marks.position {marks}"
        [(done,)] = self._database.rows(f"SELECT COUNT(*) FROM ({distinct}) AS said", (project.id,))  # noqa: S608 - as above
        return int(every), int(done)

    def exhibits(self, project: Project, numbers: Collection[int] | None = None) -> dict[int, Exhibit]:
        """Those of the `numbers`, or all."""
        wanted = "" if numbers is None else f"AND number IN ({', '.join('?' * len(numbers)) or 'NULL'})"
        asked = f"SELECT number, content FROM rating_exhibits WHERE project = ? {wanted} ORDER BY number"  # noqa: S608 - places of values alone
        rows = self._database.rows(asked, (project.id, *(numbers or ())))
        return {number: _loaded(content, Exhibit) for number, content in rows}

    def cards(self, rater: Rater, first: int = 0, count: int | None = None) -> list[Card]:
        """`count` of the rater's cards from the position `first` on, or all."""
        asked = "SELECT exhibit, shown, kind FROM rating_cards WHERE rater = ? AND position >= ?"
        values = [rater.id, first]
        if count is not None:
            asked, values = f"{asked} AND position < ?", [*values, first + count]
        rows = self._database.rows(f"{asked} ORDER BY position", values)
        return [Card(exhibit, tuple(json.loads(shown)), kind) for exhibit, shown, kind in rows]

    def answered(self, rater: Rater) -> Answered:
        """The rater's cards with what holds of them."""
        asked = (
            "SELECT key, turn, position, what, value, seconds, at FROM rating_marks "
            "WHERE rater = ? ORDER BY turn, at, key"
        )
        said: dict[int, dict[str, Mark]] = {}
        for key, turn, position, what, value, *when in self._database.rows(asked, (rater.id,)):
            said.setdefault(position, {})[what] = Mark(key, turn, position, what, json.loads(value), *when)
        return Answered(rater, self.cards(rater), said)

    def add_marks(self, rater: Rater, marks: Sequence[Mark]) -> None:
        """Keeps them; one whose key is there already is the same mark, sent again."""
        if not marks:
            return
        now = _now()
        rows = [
            (rater.id, one.key, one.turn, one.position, one.what, _dumped(one.value), one.seconds, one.at or now)
            for one in marks
        ]
        with self._database.writing() as database:
            database.many(
                "INSERT INTO rating_marks (rater, key, turn, position, what, value, seconds, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                rows,
            )


def _add_rater(database: Database, project: int, name: str, cards: Sequence[Card]) -> Rater:
    """Within `writing`, so that nobody else takes the name."""
    if database.rows("SELECT id FROM raters WHERE project = ? AND name = ?", (project, name)):
        raise InputError("stores.rater-is-there", name=name)
    token = _token()
    database.rows("INSERT INTO raters (project, name, token) VALUES (?, ?, ?)", (project, name, token))
    [(number,)] = database.rows("SELECT id FROM raters WHERE token = ?", (token,))
    rows = [(number, place, one.exhibit, _dumped(one.order), one.kind) for place, one in enumerate(cards)]
    database.many("INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES (?, ?, ?, ?, ?)", rows)
    return Rater(number, name, token)


def _token() -> str:
    return secrets.token_urlsafe(_SECRET)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _dumped(value: object) -> str:
    """In ASCII: a database need not know of zeros and halves of characters in texts."""
    return json.dumps(msgspec.to_builtins(value, str_keys=True), allow_nan=False)


def _loaded(text: str, kind: type[T]) -> T:
    return msgspec.convert(json.loads(text), kind, strict=False)


def _project(row: Row) -> Project:
    number, name, form, plan, token, made_at = row
    return Project(number, name, _loaded(form, Form), _loaded(plan, Plan), token, made_at)
