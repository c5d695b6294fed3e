"""A small rating project, as the tests of its store make it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from assay.core.rating_project import Card, Criterion, Exhibit, Form, Output, Plan, Project, Rater
from assay.stores.places import is_address
from assay.stores.rating import RatingStore

FORM = Form(
    "rating", (Criterion("fluency", 1, 5, "Flow", "How?", {1: "bad", 5: "good"}), Criterion("风格", 0, 10)), "Hi"
)
EXHIBITS = [
    Exhibit("a", (Output("one", "text\x00\ud83d <b>"), Output("two", "文")), "prompt", "reference"),
    Exhibit("c", (Output("", "check"),), part="check", expected={"fluency": 2.0}),
]
OF_ALEMBIC = Path(__file__).with_name("ratings_of_alembic.sql")
CARDS = [Card(0, (1, 0)), Card(1, (0,), "check")]


def made(place: str, *raters: str) -> tuple[RatingStore, Project, list[Rater]]:
    """A store with one project of these raters, or of one."""
    store = RatingStore(place)
    project = store.make("p", FORM, Plan(2, 1, 7), EXHIBITS, dict.fromkeys(raters or ("Li",), CARDS))
    return store, project, store.raters(project)


def made_by_alembic(place: str) -> None:
    """A database as the store over SQLAlchemy and Alembic left it, with what people said in it."""
    statements = OF_ALEMBIC.read_text("utf-8")
    if is_address(place):
        import psycopg

        with psycopg.connect(place, autocommit=True) as server:
            server.execute(statements.encode())
    else:
        with closing(sqlite3.connect(place)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.executescript(statements.replace("SERIAL", "INTEGER"))
