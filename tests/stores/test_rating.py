"""Rating projects are kept whole in both databases, whatever happens to whoever writes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assay.core.errors import InputError, UsageError
from assay.core.rating_project import Mark, Plan
from assay.stores.rating import RatingStore
from tests.stores.ratings import CARDS, EXHIBITS, FORM, made


def test_what_was_kept_is_found_again_in_another_process(place: str) -> None:
    first, project, raters = made(place, "Li", "Wang")
    first.close()
    store = RatingStore(place)
    assert store.projects() == [project]
    assert list(store.exhibits(project).values()) == EXHIBITS
    assert store.exhibits(project, [1]) == {1: EXHIBITS[1]}
    assert store.raters(project) == raters
    assert store.cards(raters[0]) == CARDS
    assert store.cards(raters[1], 1, 5) == CARDS[1:]
    assert store.rater_of(raters[1].token) == (project, raters[1])
    assert store.project_of(project.token) == project
    assert store.rater_of(project.token) is None
    assert store.project_of(raters[0].token) is None
    store.close()


def test_the_last_turn_holds_and_nothing_that_was_said_is_lost(place: str) -> None:
    store, _, (rater,) = made(place)
    store.add_marks(rater, [Mark("1", 1, 0, "fluency", 4, 2.5), Mark("3", 3, 0, "fluency", None)])
    store.add_marks(rater, [Mark("2", 2, 0, "fluency", 5), Mark("4", 4, 1, "comment", "嗯\x00")])
    said = store.answered(rater).said
    assert said[0]["fluency"].value is None
    assert said[1]["comment"].value == "嗯\x00"
    store.add_marks(rater, [])
    store.close()


def test_a_mark_that_is_sent_again_is_kept_once_as_it_was(place: str) -> None:
    store, _, (rater,) = made(place)
    for value in (4, 4, 1):
        store.add_marks(rater, [Mark("1", 1, 0, "fluency", value)])
    store.add_marks(rater, [Mark("2", 2, 1, "fluency", 2), Mark("2", 2, 1, "fluency", 2)])
    said = store.answered(rater).said
    assert (said[0]["fluency"].value, said[1]["fluency"].value) == (4, 2)
    store.close()


def test_raters_with_the_same_keys_do_not_meet(place: str) -> None:
    store, _, (one, other) = made(place, "Li", "Wang")
    store.add_marks(one, [Mark("1", 1, 0, "fluency", 4)])
    store.add_marks(other, [Mark("1", 1, 0, "fluency", 2)])
    assert store.answered(one).said[0]["fluency"].value == 4
    assert store.answered(other).said[0]["fluency"].value == 2
    store.close()


def test_two_projects_or_raters_of_one_name_are_refused_and_nothing_is_half_there(place: str) -> None:
    store, project, _ = made(place)
    with pytest.raises(InputError, match="already"):
        store.make("p", FORM, Plan(), EXHIBITS, {"Wang": CARDS})
    with pytest.raises(InputError, match="already"):
        store.add_rater(project, "Li", CARDS)
    store.make("q", FORM, Plan(), EXHIBITS, {})
    assert [one.name for one in store.projects()] == ["p", "q"]
    assert [one.name for one in store.raters(project)] == ["Li"]
    store.close()


def _mark_many(place: str, token: str, name: str, count: int) -> None:
    store = RatingStore(place)
    found = store.rater_of(token)
    assert found is not None
    for turn in range(count):
        store.add_marks(found[1], [Mark(f"{name}-{turn}", turn, turn, "fluency", turn % 5 + 1)])
    store.close()


def test_several_processes_that_write_at_once_lose_nothing(place: str) -> None:
    store, _, raters = made(place, "A", "B", "C", "D")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_mark_many, args=(place, one.token, one.name, 60)) for one in raters]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    for rater in raters:
        said = store.answered(rater).said
        assert [said[turn]["fluency"].value for turn in range(60)] == [turn % 5 + 1 for turn in range(60)]
    store.close()


WRITER = """
import sys
from assay.core.rating_project import Mark
from assay.stores.rating import RatingStore
store = RatingStore(sys.argv[1])
rater = store.rater_of(sys.argv[2])[1]
first = int(sys.argv[3])
for turn in range(first, first + 100_000):
    store.add_marks(rater, [Mark(f"{turn}-{n}", turn, turn, f"w{n}", turn) for n in range(5)])
    print(turn, flush=True)
"""


def test_whoever_is_killed_in_the_middle_of_writing_leaves_all_that_was_said_to_be_saved_and_nothing_half(
    place: str,
) -> None:
    store, _, (rater,) = made(place)
    saved = -1
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, place, rater.token, str(saved + 1)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for line in writer.stdout:
            saved = int(line)
            if saved % 7 == 6:
                break
        time.sleep(0.01)
        os.kill(writer.pid, signal.SIGKILL)
        saved = max([saved, *map(int, writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        said = store.answered(rater).said
        assert set(range(saved + 1)) <= set(said)
        assert {len(here) for here in said.values()} == {5}
        saved = max(said)
    store.close()


def _open(place: str) -> None:
    RatingStore(place).close()


def test_several_who_open_a_new_store_at_once_all_get_it(place: str) -> None:
    context = multiprocessing.get_context("spawn")
    openers = [context.Process(target=_open, args=(place,)) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
        assert opener.exitcode == 0


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_text("hello, this is no database at all" * 100)
    with pytest.raises(InputError, match=r"wrong\.sqlite3 cannot be used"):
        RatingStore(str(wrong))
    with pytest.raises(InputError, match="cannot be used"):
        RatingStore(str(wrong / "below" / "a file"))


def test_an_address_that_leads_nowhere_is_one_sentence_without_the_password() -> None:
    with pytest.raises(InputError, match="cannot be used") as refused:
        RatingStore("postgresql://somebody:secret@127.0.0.1:1/none")
    assert "secret" not in str(refused.value)
    with pytest.raises(UsageError, match="oracle9"):
        RatingStore("oracle9://somewhere/else")
