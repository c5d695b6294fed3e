"""Rating projects in a database: nothing that a rater said is ever changed or taken out, only added to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assay.core.errors import InputError
from assay.core.rating_project import Answered, Card, Exhibit, Form, Mark, Plan, Project, Rater
from assay.stores.database import opened

T = TypeVar("T")
_SECRET = 18  # random bytes of a link's secret part

_PROJECTS = sa.table("rating_projects", *map(sa.column, ("id", "name", "form", "plan", "token", "made_at")))
_EXHIBITS = sa.table("rating_exhibits", *map(sa.column, ("project", "number", "content")))
_RATERS = sa.table("raters", *map(sa.column, ("id", "project", "name", "token")))
_CARDS = sa.table("rating_cards", *map(sa.column, ("rater", "position", "exhibit", "shown", "kind")))
_MARKS = sa.table(
    "rating_marks", *map(sa.column, ("rater", "key", "turn", "position", "what", "value", "seconds", "at"))
)


class RatingStore:
    """All projects of one database. Several processes may use it at once."""

    def __init__(self, place: str) -> None:
        self._engine = opened(place)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    def make(
        self, name: str, form: Form, plan: Plan, exhibits: Sequence[Exhibit], raters: Mapping[str, Sequence[Card]]
    ) -> Project:
        """A new project, whole. Raises InputError where there is one of that name."""
        written = {"form": _dumped(form), "plan": _dumped(plan)}
        new = {"name": name, **written, "token": _token(), "made_at": _now()}
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_PROJECTS), new)
                number: int = connection.execute(sa.select(_PROJECTS.c.id).where(_PROJECTS.c.name == name)).scalar_one()
                rows = [
                    {"project": number, "number": place, "content": _dumped(one)} for place, one in enumerate(exhibits)
                ]
                connection.execute(sa.insert(_EXHIBITS), rows)
                for rater, cards in raters.items():
                    self._add_rater(connection, number, rater, cards)
        except sa.exc.IntegrityError:
            raise InputError("stores.project-is-there", name=name) from None
        return Project(number, name, form, plan, new["token"], new["made_at"])

    def add_rater(self, project: Project, name: str, cards: Sequence[Card]) -> Rater:
        """One more rater. Raises InputError where there is one of that name."""
        try:
            with self._engine.begin() as connection:
                return self._add_rater(connection, project.id, name, cards)
        except sa.exc.IntegrityError:
            raise InputError("stores.rater-is-there", name=name) from None

    def projects(self) -> list[Project]:
        """All of them, the oldest first."""
        with self._engine.connect() as connection:
            return [_project(row) for row in connection.execute(sa.select(_PROJECTS).order_by(_PROJECTS.c.id))]

    def project_of(self, token: str) -> Project | None:
        """The project whose overview has this secret."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_PROJECTS).where(_PROJECTS.c.token == token)).first()
        return None if row is None else _project(row)

    def rater_of(self, token: str) -> tuple[Project, Rater] | None:
        """Whose link has this secret, and of which project."""
        with self._engine.connect() as connection:
            rater = connection.execute(sa.select(_RATERS).where(_RATERS.c.token == token)).first()
            if rater is None:
                return None
            project = connection.execute(sa.select(_PROJECTS).where(_PROJECTS.c.id == rater.project)).one()
        return _project(project), Rater(rater.id, rater.name, rater.token)

    def raters(self, project: Project) -> list[Rater]:
        """In the order in which they came."""
        asked = sa.select(_RATERS).where(_RATERS.c.project == project.id).order_by(_RATERS.c.id)
        with self._engine.connect() as connection:
            return [Rater(row.id, row.name, row.token) for row in connection.execute(asked)]

    def exhibits(self, project: Project, numbers: Iterable[int] | None = None) -> dict[int, Exhibit]:
        """Those of the `numbers`, or all."""
        asked = sa.select(_EXHIBITS).where(_EXHIBITS.c.project == project.id).order_by(_EXHIBITS.c.number)
        if numbers is not None:
            asked = asked.where(_EXHIBITS.c.number.in_(list(numbers)))
        with self._engine.connect() as connection:
            return {row.number: _loaded(row.content, Exhibit) for row in connection.execute(asked)}

    def cards(self, rater: Rater, first: int = 0, count: int | None = None) -> list[Card]:
        """`count` of the rater's cards from the position `first` on, or all."""
        asked = sa.select(_CARDS).where(_CARDS.c.rater == rater.id, _CARDS.c.position >= first)
        if count is not None:
            asked = asked.where(_CARDS.c.position < first + count)
        with self._engine.connect() as connection:
            rows = connection.execute(asked.order_by(_CARDS.c.position))
            return [Card(row.exhibit, tuple(json.loads(row.shown)), row.kind) for row in rows]

    def answered(self, rater: Rater) -> Answered:
        """The rater's cards with what holds of them."""
        asked = sa.select(_MARKS).where(_MARKS.c.rater == rater.id).order_by(_MARKS.c.turn, _MARKS.c.at, _MARKS.c.key)
        said: dict[int, dict[str, Mark]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(asked):
                mark = Mark(row.key, row.turn, row.position, row.what, json.loads(row.value), row.seconds, row.at)
                said.setdefault(row.position, {})[row.what] = mark
        return Answered(rater, self.cards(rater), said)

    def add_marks(self, rater: Rater, marks: Sequence[Mark]) -> None:
        """Keeps them; one whose key is there already is the same mark, sent again."""
        if not marks:
            return
        at = _now()
        rows = [
            {**asdict(mark), "rater": rater.id, "value": _dumped(mark.value), "at": mark.at or at} for mark in marks
        ]
        of_sqlite = self._engine.dialect.name == "sqlite"
        insert = sqlite.insert(_MARKS) if of_sqlite else postgresql.insert(_MARKS)
        with self._engine.begin() as connection:
            connection.execute(insert.on_conflict_do_nothing(), rows)

    def _add_rater(self, connection: sa.Connection, project: int, name: str, cards: Sequence[Card]) -> Rater:
        token = _token()
        connection.execute(sa.insert(_RATERS), {"project": project, "name": name, "token": token})
        number: int = connection.execute(sa.select(_RATERS.c.id).where(_RATERS.c.token == token)).scalar_one()
        rows = [
            {"rater": number, "position": place, "exhibit": one.exhibit, "shown": _dumped(one.order), "kind": one.kind}
            for place, one in enumerate(cards)
        ]
        if rows:
            connection.execute(sa.insert(_CARDS), rows)
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


def _project(row: sa.Row[Any]) -> Project:
    form, plan = _loaded(row.form, Form), _loaded(row.plan, Plan)
    return Project(row.id, row.name, form, plan, row.token, row.made_at)
