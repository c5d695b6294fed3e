"""The tables of ratings: made new, taken over from Alembic, and beside a history in one database."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from assay.core.errors import InputError
from assay.core.rating_project import Card, Criterion, Form, Mark, Plan, Project, Rater
from assay.stores.dialect import Database, Row, database_at
from assay.stores.history import History
from assay.stores.places import is_address
from assay.stores.rating import RatingStore
from assay.stores.rating_schema import RATINGS, SCHEMA
from assay.stores.schema import HISTORY
from assay.stores.steps import brought_up_to_date
from tests.stores.databases import fresh_database
from tests.stores.ratings import CARDS, EXHIBITS, FORM, made, made_by_alembic
from tests.stores.runs import RESULT, RUN

TABLES = ("rating_projects", "rating_exhibits", "raters", "rating_cards", "rating_marks")


def contents(place: str) -> dict[str, list[Row]]:
    """All rows of all tables."""
    database = database_at(place, RATINGS)
    rows = {table: sorted(database.rows(f"SELECT * FROM {table}")) for table in TABLES}  # noqa: S608 - our own names
    database.close()
    return rows


def test_a_database_of_alembics_is_taken_over_as_it_is(place: str) -> None:
    made_by_alembic(place)
    before = contents(place)
    store = RatingStore(place)
    p, q = store.projects()
    assert p == Project(1, "p", FORM, Plan(2, 1, 7), "token-1", "2026-11-05T10:00:01.000+00:00")
    assert q == Project(
        2, "q", Form("pairs", (Criterion("better"),)), Plan(), "token-4", "2026-11-05T10:00:02.000+00:00"
    )
    assert list(store.exhibits(p).values()) == EXHIBITS
    assert store.raters(p) == [Rater(1, "Li", "token-2"), Rater(2, "王", "token-3")]
    assert store.rater_of("token-5") == (q, Rater(3, "Li", "token-5"))
    li, wang = map(store.answered, store.raters(p))
    assert (li.cards, wang.cards) == (CARDS, CARDS)
    first, later = "2026-11-05T10:00:03.000+00:00", "2026-11-05T10:00:04.000+00:00"
    assert li.said[0]["fluency"] == Mark("k2", 2, 0, "fluency", 5, 0.25, first)
    assert li.said[1]["comment"] == Mark("k3", 3, 1, "comment", "嗯\x00 it's", None, first)
    assert wang.said == {0: {"fluency": Mark("k1", 2**53, 0, "fluency", 2, None, later)}}
    store.close()
    assert contents(place) == before


def test_a_database_of_alembics_goes_on_with_new_projects_raters_and_marks(place: str) -> None:
    made_by_alembic(place)
    store = RatingStore(place)
    p, q = store.projects()
    li, *_ = store.raters(p)
    store.add_marks(li, [Mark("k1", 9, 0, "fluency", 1), Mark("k4", 4, 0, "fluency", 3)])  # the first is there already
    assert store.answered(li).said[0]["fluency"].value == 3
    assert store.add_rater(q, "new", [Card(0, (0, 1))]).id == 4
    assert store.make("r", FORM, Plan(), EXHIBITS, {"Li": CARDS}).id == 3
    with pytest.raises(InputError, match="already"):
        store.make("p", FORM, Plan(), EXHIBITS, {})
    store.close()


def columns(place: str) -> object:
    """What the database says of its tables, whatever their order and the names it gave to constraints."""
    database = database_at(place, RATINGS)
    if is_address(place):
        fields = (
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        )
        keys = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
        found = [[row for row in database.rows(asked) if row[0] in TABLES] for asked in (fields, keys)]
    else:
        found = [_of_sqlite(database, table) for table in TABLES]
    database.close()
    return found


def _of_sqlite(database: Database, table: str) -> list[Row]:
    fields = [
        tuple("REAL" if one == "FLOAT" else one for one in row) for row in database.rows(f"PRAGMA table_info({table})")
    ]
    keys = [row[2:5] for row in database.rows(f"PRAGMA foreign_key_list({table})")]
    unique = [database.rows(f"PRAGMA index_info({row[1]})") for row in database.rows(f"PRAGMA index_list({table})")]
    return [*fields, *keys, *sorted((row[2],) for rows in unique for row in rows)]


def test_new_tables_are_those_that_alembic_made(place: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    other = (
        fresh_database(request.getfixturevalue("postgres")) if is_address(place) else str(tmp_path / "other.sqlite3")
    )
    made_by_alembic(other)
    RatingStore(place).close()
    assert columns(place) == columns(other)


KILLED_HALF_WAY = """
import os, signal, sys
from assay.stores import steps
from assay.stores.rating import RatingStore
taken = steps._take
def take(database, number, step):
    taken(database, number, step[:-1])
    os.kill(os.getpid(), signal.SIGKILL)
steps._take = take
RatingStore(sys.argv[1])
"""


def test_a_new_database_whose_making_is_killed_half_way_is_made_the_next_time(place: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_HALF_WAY, place], check=False)
    assert killed.returncode == -signal.SIGKILL
    database = database_at(place, RATINGS)
    assert database.tables() == frozenset()
    database.close()
    store, project, _ = made(place)
    assert store.projects() == [project]
    store.close()


def test_ratings_of_a_later_version_are_left_alone(place: str) -> None:
    RatingStore(place).close()
    database = database_at(place, RATINGS)
    database.rows("INSERT INTO ratings_steps (number) VALUES (?)", (len(SCHEMA.steps) + 1,))
    database.close()
    with pytest.raises(InputError, match="later version of Assay"):
        RatingStore(place)


def test_the_next_step_is_taken_by_databases_of_alembics_and_by_those_that_wrote_their_steps_down(place: str) -> None:
    made_by_alembic(place)
    longer = SCHEMA
    for number in (2, 3):
        longer = replace(longer, steps=(*longer.steps, (f"CREATE TABLE later_{number} (id INTEGER)",)))
        database = database_at(place, RATINGS)
        brought_up_to_date(database, longer)
        assert database.rows("SELECT number FROM ratings_steps ORDER BY number") == [(n,) for n in range(2, number + 1)]
        assert f"later_{number}" in database.tables()
        database.close()


@pytest.mark.parametrize("first", ["history", "ratings"])
def test_a_history_and_ratings_lie_in_one_database_each_at_its_own_step(place: str, first: str) -> None:
    for opened in (History, RatingStore) if first == "history" else (RatingStore, History):
        opened(place).close()
    database = database_at(place, HISTORY)
    database.rows("INSERT INTO history_steps (number) VALUES (?)", (999,))  # the history alone is of a later version
    database.close()
    with pytest.raises(InputError, match="later version"):
        History(place)
    store, project, _ = made(place)
    assert store.projects() == [project]
    store.close()


def test_a_history_comes_into_a_database_of_alembics(place: str) -> None:
    made_by_alembic(place)
    before = contents(place)
    with History(place) as history:
        history.add(RUN, RESULT)
    assert contents(place) == before
    with History(place) as history:
        assert history.runs() == [RUN]


def _open_both(place: str) -> None:
    RatingStore(place).close()
    History(place).close()


def test_several_who_open_both_in_a_new_database_at_once_all_get_them(place: str) -> None:
    context = multiprocessing.get_context("spawn")
    openers = [context.Process(target=_open_both, args=(place,)) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
        assert opener.exitcode == os.EX_OK
