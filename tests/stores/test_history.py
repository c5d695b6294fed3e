"""The history keeps everything, on both databases: with many writers, with writers that are killed, and over time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from assay.core.errors import InputError, UsageError
from assay.core.history import Kept, Wanted
from assay.stores.dialect import database_at
from assay.stores.history import LAST, History, new_id, now
from assay.stores.schema import COUNTED_LOOKS, HISTORY, LATEST
from tests.stores.runs import RESULT, RUN, run_of


def test_a_run_comes_back_as_it_was_kept(place: str) -> None:
    with History(place) as history:
        history.add(RUN, RESULT)
    with History(place) as history:
        assert history.runs() == [RUN]
        assert history.result(RUN) == RESULT
        assert list(history.every()) == [Kept(RUN, RESULT)]


def test_what_is_not_known_comes_back_as_not_known(place: str) -> None:
    run = replace(RUN, value=None, low=None, sha256=None, base=None, commit=None, dirty=None, note="", tags=())
    with History(place) as history:
        history.add(run, {})
        assert history.runs() == [run]


def test_a_run_is_kept_once_however_often_it_comes(place: str) -> None:
    with History(place) as history:
        assert history.take([Kept(RUN, RESULT)]) == (1, 0)
        assert history.take([Kept(replace(RUN, note="another"), {}), Kept(run_of(1), RESULT)]) == (1, 0)
        assert history.run(RUN.id) == RUN
        assert history.result(RUN) == RESULT


def test_parts_come_back_and_a_piece_that_runs_share_is_there_once(place: str) -> None:
    with History(place) as history:
        history.add(RUN, RESULT, {"page": [b"head", b"body", b"head"], "examples": [b"\x00\xff"], "nothing": []})
        history.add(run_of(1), RESULT, {"page": [b"head", b"other"]})
        history.add(run_of(2), RESULT)
        assert history.part(RUN, "page") == [b"head", b"body", b"head"]
        assert history.part(RUN, "examples") == [b"\x00\xff"]
        assert history.part(run_of(2), "page") == history.part(RUN, "nothing") == []
        assert history.with_parts([RUN.id, run_of(1).id, run_of(2).id], "page") == {RUN.id, run_of(1).id}
        (head,) = {keys[0] for kept in history.every() if (keys := kept.parts.get("page"))}
        history.remove([RUN])
        assert history.part(run_of(1), "page") == [b"head", b"other"]
        assert history.piece(head) == b"head"
        history.remove([run_of(1)])
        with pytest.raises(ValueError, match="not enough values"):
            history.piece(head)


def test_texts_that_no_database_holds_are_kept_as_their_escapes(place: str) -> None:
    with History(place) as history:
        history.add(replace(RUN, path="a\x00b\udce4.jsonl", tags=("\ud83d",)), RESULT)
        (kept,) = history.runs()
        assert (kept.path, kept.tags) == (r"a\x00b\udce4.jsonl", (r"\ud83d",))
        history.note(kept, "'); DROP TABLE runs; --\x1b[2J=1+1 ? %s %")
        assert history.run(LAST).note == "'); DROP TABLE runs; --\x1b[2J=1+1 ? %s %"


def test_runs_are_listed_with_the_newest_first_and_found_by_what_they_are(place: str) -> None:
    with History(place) as history:
        history.add(run_of(1, project="a", outcome="fail"), RESULT)
        history.add(run_of(3, project="a"), {})
        history.add(run_of(2, project="b"), RESULT)
        history.tag(run_of(3), ["x", "y", "x"])
        ids = {
            asked: [int(run.id, 16) for run in history.runs(asked)]
            for asked in (
                Wanted(),
                Wanted(limit=2),
                Wanted(project="a"),
                Wanted(outcome="fail"),
                Wanted(tag="y"),
                Wanted(metric="bleu"),
                Wanted("a", "bleu", "fail", limit=5),
                Wanted("b", "bleu", "fail"),
            )
        }
        assert list(ids.values()) == [[3, 2, 1], [3, 2], [3, 1], [1], [3], [2, 1], [1], []]
        assert [history.count(asked) for asked in ids] == [3, 3, 2, 1, 1, 2, 1, 0]
        assert history.run(LAST).tags == ("x", "y")


def test_a_metric_that_is_asked_for_brings_its_own_numbers(place: str) -> None:
    with History(place) as history:
        history.add(RUN, RESULT)
        (run,) = history.runs(Wanted(metric="bleu"))
        assert (run.metric, run.value, run.low, run.high) == ("bleu", 31.25, 29.0, None)
        assert run == replace(RUN, metric="bleu", value=31.25, low=29.0)


def test_a_run_is_named_by_the_beginning_of_its_id(place: str) -> None:
    with History(place) as history:
        with pytest.raises(UsageError, match="no run 'last'"):
            history.run(LAST)
        for number in (0xAA00, 0xAA01, 0xB):
            history.add(replace(run_of(number), id=f"{number:x}".ljust(8, "0")), {})
        assert history.run("b").id == "b0000000"
        assert history.run("aa01").id == "aa010000"
        assert history.run(LAST).id == "aa010000"
        with pytest.raises(UsageError, match="begins the ids of several runs: aa010000, aa000000"):
            history.run("aa")
        for unknown in ("c", "", "%", "_"):
            with pytest.raises(UsageError, match="no run"):
                history.run(unknown)


def test_an_id_that_begins_another_names_its_own_run(place: str) -> None:
    with History(place) as history:
        for name in ("abcd", "abcdef"):
            history.add(replace(RUN, id=name), {})
        assert history.run("abcd").id == "abcd"


def test_tags_and_notes_are_put_on_and_taken_off(place: str) -> None:
    with History(place) as history:
        history.add(RUN, RESULT)
        history.tag(RUN, ["b", "a"])
        assert history.run(RUN.id).tags == ("a", "b", "released")
        history.untag(RUN, ["a", "never"])
        history.note(RUN, "")
        assert (history.run(RUN.id).tags, history.run(RUN.id).note) == (("b", "released"), "")


def test_runs_that_are_taken_out_leave_nothing_but_the_looks(place: str) -> None:
    with History(place) as history:
        history.take([Kept(run_of(number), RESULT) for number in range(5)])
        history.tag(run_of(0), ["x"])
        history.look("set", "policy", "one")
        history.remove([run_of(0), run_of(3)])
        assert [int(run.id, 16) for run in history.runs()] == [4, 2, 1]
        assert history.look("set", "policy", "two") == 2
    database = database_at(place, HISTORY)
    for table in ("runs", "run_results", "run_metrics", "run_tags"):
        column = "id" if table == "runs" else "run"
        assert database.rows(f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", (run_of(0).id,)) == [(0,)]  # noqa: S608
    database.close()


def test_all_runs_are_read_page_by_page(place: str) -> None:
    with History(place) as history:
        history.take([Kept(replace(run_of(number), at=RUN.at), RESULT) for number in range(450)])
        assert [int(one.run.id, 16) for one in history.every()] == list(range(450))


def test_each_candidate_is_counted_once_however_often_it_is_judged(place: str) -> None:
    with History(place) as history:
        asked = ["first", "second", "first", "third", "second"]
        assert [history.look("set", "policy", one) for one in asked] == [1, 2, 1, 3, 2]


def test_other_test_sets_and_other_policies_are_counted_apart(place: str) -> None:
    with History(place) as history:
        assert history.look("set", "policy", "one") == 1
        assert history.look("other set", "policy", "two") == 1
        assert history.look("set", "other policy", "three") == 1
        assert history.look("set", "policy", "four") == 2


def first_schema(place: str) -> None:
    """A database as the first version made it, with looks in it."""
    database = database_at(place, HISTORY)
    database.prepare()
    for statement in COUNTED_LOOKS:
        database.rows(statement)
    for candidate, at in (
        ("late", "2026-02-03"),
        ("first", "2026-02-01"),
        ("second", "2026-02-02"),
        ("z", "2026-02-02"),
    ):
        database.rows("INSERT INTO looks VALUES (?, ?, ?, ?)", ("set", "policy", candidate, f"{at} 00:00:00"))
    database.rows("INSERT INTO looks (test_set, policy, candidate) VALUES (?, ?, ?)", ("set", "other", "one"))
    database.close()


def test_the_first_schema_is_brought_up_to_date_and_no_count_is_lost(place: str) -> None:
    first_schema(place)
    with History(place, Path("is-not-asked")) as history:
        assert [history.look("set", "policy", one) for one in ("first", "second", "z", "late", "new")] == [
            1,
            2,
            3,
            4,
            5,
        ]
        assert history.look("set", "other", "two") == 2
        history.add(RUN, RESULT)
    with History(place) as history:
        assert history.runs() == [RUN]
        assert [look.candidate for look in history.looks()] == ["one", "two", "first", "second", "z", "late", "new"]
        assert history.looks()[2].at == "2026-02-01 00:00:00"


def test_an_upgrade_that_fails_leaves_the_first_schema_as_it_was(place: str) -> None:
    first_schema(place)
    database = database_at(place, HISTORY)
    database.rows("CREATE TABLE run_tags (other TEXT)")  # stands in the way of the last step
    with pytest.raises(InputError, match="run_tags"):
        History(place)
    assert "history_steps" not in database.tables()
    assert database.rows("SELECT COUNT(*) FROM looks") == [(5,)]
    database.rows("DROP TABLE run_tags")
    database.close()
    with History(place) as history:
        assert len(history.looks()) == 5


KILLED_HALF_WAY = """
import os, signal, sys
from assay.stores import steps
from assay.stores.history import History
taken = steps._take
def take(database, number, step):
    taken(database, number, step[:-1] if number == 3 else step)
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
steps._take = take
History(sys.argv[1])
"""


def test_an_upgrade_that_is_killed_half_way_leaves_the_first_schema_and_is_done_the_next_time(place: str) -> None:
    first_schema(place)
    killed = subprocess.run([sys.executable, "-c", KILLED_HALF_WAY, place], check=False)
    assert killed.returncode == -signal.SIGKILL
    database = database_at(place, HISTORY)
    assert "history_steps" not in database.tables()
    assert database.rows("SELECT COUNT(*) FROM looks") == [(5,)]
    database.close()
    with History(place) as history:
        assert history.look("set", "policy", "new") == 5


def test_several_who_upgrade_at_once_all_get_the_new_schema(place: str) -> None:
    first_schema(place)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_some, args=(place, writer, 1)) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with History(place) as history:
        assert (history.count(), len(history.looks())) == (4, 9)


def test_a_history_of_a_later_version_is_left_alone(place: str) -> None:
    History(place).close()
    database = database_at(place, HISTORY)
    database.rows("INSERT INTO history_steps (number) VALUES (?)", (LATEST + 1,))
    database.close()
    with pytest.raises(InputError, match="later version of Assay"):
        History(place)


def test_the_looks_of_the_users_folder_are_taken_over_once(place: str, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    first_schema(str(old))
    with History(place, old) as history:
        assert history.look("set", "policy", "new") == 5
    with closing(sqlite3.connect(old)) as later:
        later.execute("INSERT INTO looks VALUES ('set', 'policy', 'afterwards', '2026-02-09')")
        later.commit()
    with History(place, old) as history:
        assert history.look("set", "policy", "newer") == 6


@pytest.mark.parametrize("content", [b"", b"no database, but long enough to be taken for one" * 99])
def test_a_file_in_the_users_folder_that_is_no_history_is_passed_over(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "old.sqlite3").write_bytes(content)
    with History(str(tmp_path / "new.sqlite3"), tmp_path / "old.sqlite3") as history:
        assert history.looks() == []


WRITER = """
import os
import sys
from msgspec.structs import replace
from assay.core.history import Kept
from assay.stores.history import History, new_id, now
from assay.stores.pieces import fingerprint
from tests.stores.runs import RESULT, RUN
SHARED = b"shared" * 1000
history = History(sys.argv[1])
while True:
    own = os.urandom(20000)
    parts = {"page": (fingerprint(SHARED), fingerprint(own))}
    result = {**RESULT, "much": [n * 0.1 for n in range(3000)]}
    first = Kept(replace(RUN, id=new_id(), at=now(), note=new_id()), result, parts)
    second = Kept(replace(first.run, id=new_id()), result, parts)
    history.take([first, second], pieces={fingerprint(one): one for one in (SHARED, own)})
    history.look("set", "policy", first.run.id)
    print(first.run.id, flush=True)
"""


def test_whoever_is_killed_in_the_middle_of_writing_leaves_all_that_was_kept_and_nothing_half(place: str) -> None:
    History(place).close()
    kept: set[str] = set()
    for attempt in range(8):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for _ in range(2):
            kept.add(writer.stdout.readline().strip())
        time.sleep(0.003 * attempt)
        os.kill(writer.pid, signal.SIGKILL)
        kept |= set(writer.stdout.read().split())
        writer.wait()
        writer.stdout.close()
        with History(place) as history:
            found = {one.run.id: one for one in history.every()}
            assert len(found) == history.count()
            assert kept <= found.keys()
            assert all(len(one.result["much"]) == 3000 for one in found.values())  # type: ignore[arg-type]
            assert all(list(map(len, history.part(one.run, "page"))) == [6000, 20000] for one in found.values())
            notes = [one.run.note for one in found.values()]
            assert {notes.count(note) for note in notes} == {2}  # the two that were kept together
            assert kept <= {look.candidate for look in history.looks()}
            candidates = [look.candidate for look in history.looks()]
            assert [history.look("set", "policy", one) for one in candidates] == [*range(1, len(candidates) + 1)]


def write_some(place: str, writer: int, count: int) -> None:
    """What one of several writers does; it opens the history itself, which may not be there yet."""
    with History(place) as history:
        for number in range(count):
            history.add(replace(RUN, id=new_id(), at=now(), note=f"{writer} {number}"), RESULT)
            history.look("set", "policy", f"{writer} {number}")
            history.tag(history.run(LAST), [f"by {writer}"])


def test_several_who_write_to_a_new_history_at_once_lose_nothing(place: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_some, args=(place, writer, 15)) for writer in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with History(place) as history:
        assert {run.note for run in history.runs()} == {f"{one} {number}" for one in range(5) for number in range(15)}
        assert sum(len(run.tags) - len(RUN.tags) >= 1 for run in history.runs()) >= 15
        candidates = [look.candidate for look in history.looks()]
        assert [history.look("set", "policy", one) for one in candidates] == [*range(1, 76)]


def test_ten_thousand_runs_are_listed_and_filtered(place: str) -> None:
    with History(place) as history:
        history.take([Kept(run_of(number, project=f"p{number % 7}"), RESULT) for number in range(10_000)])
        assert [int(run.id, 16) for run in history.runs(Wanted(limit=20))] == [*range(9999, 9979, -1)]
        asked = Wanted(project="p3", metric="bleu", outcome="pass", limit=20)
        assert {run.project for run in history.runs(asked)} == {"p3"}
        assert history.count(asked) == 1429  # 3, 10, ..., 9999
        assert len(history.runs()) == 10_000


def test_a_database_in_use_for_too_long_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "history.sqlite3")
    monkeypatch.setattr("assay.stores.dialect.WAIT", 0.1)
    with History(place) as history, closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="database is locked"):
            history.add(RUN, RESULT)
        other.execute("ROLLBACK")
        history.add(RUN, RESULT)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "history.sqlite3"
    place.write_text("not a database, but long enough to be taken for one " * 50, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be used: file is not a database"):
        History(str(place))


@pytest.mark.parametrize("address", ["postgresql://u:secret@127.0.0.1:1/x", "postgres://127.0.0.1:1/x?password=secret"])
def test_a_server_that_is_not_there_is_one_sentence_without_the_password(address: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(InputError) as failed:
        History(address)
    assert "secret" not in str(failed.value)
    assert "***" in str(failed.value)
    assert "127.0.0.1" in str(failed.value)


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(UsageError, match="'mysql' is no database"):
        History("mysql://host/name")
