"""Threads share a database without sharing a connection at any moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from assay.core.errors import InputError
from assay.core.rating_project import Mark
from assay.stores.connections import Connections
from assay.stores.rating_schema import RATINGS
from tests.stores.databases import fresh_database
from tests.stores.ratings import made


def test_many_threads_that_write_and_read_at_once_lose_nothing(place: str) -> None:
    store, _, raters = made(place, *map(str, range(30)))

    def rate(number: int) -> bool:
        for turn in range(10):
            store.add_marks(raters[number], [Mark(str(turn), turn, turn, "fluency", number)])
            found = store.rater_of(raters[number].token)
            if found is None or len(store.answered(found[1]).said) != turn + 1:
                return False
        return True

    with ThreadPoolExecutor(30) as threads:
        assert all(threads.map(rate, range(30)))
    assert {len(store.answered(rater).said) for rater in raters} == {10}
    store.close()


def test_who_writes_the_same_marks_in_many_orders_at_once_keeps_them_once(place: str) -> None:
    store, _, (rater,) = made(place)
    marks = [Mark(str(turn), turn, turn, "fluency", turn) for turn in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda by: store.add_marks(rater, marks[::by]), [1, -1] * 8))
    assert [one["fluency"].value for one in store.answered(rater).said.values()] == list(range(40))
    store.close()


def test_a_connection_is_used_again_and_two_at_once_are_two(place: str) -> None:
    connections = Connections(place, RATINGS)
    with connections.one() as first:
        pass
    with connections.one() as again, connections.one() as other:
        assert again is first
        assert other is not first
    connections.close()


def test_a_thread_waits_for_a_connection_where_all_are_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.stores.connections._MOST", 3)
    connections = Connections(str(tmp_path / "a.sqlite3"), RATINGS)
    with ThreadPoolExecutor(1) as threads:
        with ExitStack() as taken:
            for _ in range(3):
                taken.enter_context(connections.one())
            waiting = threads.submit(connections.rows, "SELECT 1")
            assert not waiting.done()
        assert waiting.result(timeout=10) == [(1,)]
    connections.close()


def half(connections: Connections) -> None:
    with connections.writing() as database:
        database.rows("CREATE TABLE half (id INTEGER)")
        database.rows("SELECT * FROM nothing_there")


def test_a_statement_that_fails_costs_no_connection_and_leaves_nothing_half(place: str) -> None:
    connections = Connections(place, RATINGS)
    for _ in range(50):  # more than there are connections
        with pytest.raises(InputError, match="nothing_there"):
            half(connections)
    with connections.one() as database:
        assert "half" not in database.tables()
    connections.close()


def test_what_is_closed_may_be_used_again(place: str) -> None:
    connections = Connections(place, RATINGS)
    connections.close()
    assert connections.rows("SELECT 1") == [(1,)]
    connections.close()


def test_a_server_that_was_away_between_two_requests_is_not_noticed(postgres: str) -> None:
    store, project, _ = made(fresh_database(postgres))
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with pytest.raises(InputError, match="cannot be used"):
        store._database.rows(end)
    with ThreadPoolExecutor(5) as threads:  # several that lie ready
        list(threads.map(lambda _: store.projects(), range(20)))
    others = f"{end} AND pid <> pg_backend_pid()"
    for _ in range(2):
        store._database.rows(others)
        with ThreadPoolExecutor(5) as threads:
            assert list(threads.map(lambda _: store.projects(), range(20))) == [[project]] * 20
    store.close()


def test_a_place_that_cannot_be_opened_can_be_asked_again(tmp_path: Path) -> None:
    place = tmp_path / "later" / "a.sqlite3"
    place.parent.write_text("a file where the folder should be")
    connections = Connections(str(place), RATINGS)
    for _ in range(50):
        with pytest.raises(InputError, match="cannot be used"):
            connections.rows("SELECT 1")
    place.parent.unlink()
    assert connections.rows("SELECT 1") == [(1,)]
    connections.close()
