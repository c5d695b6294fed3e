"""Candidates that were judged on one test set are counted, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

import assay
from assay.core.errors import InputError
from assay.core.looks import Looks
from assay.readers import read
from assay.stores.looks import fingerprint_of, number_of_look, outputs_of, usual_place

GOLD = ["a", "b", "a", "b"] * 10
PROMPTS = [f"question {row}" for row in range(40)]


def rows(said: list[str]) -> list[dict[str, str]]:
    return [{"prompt": p, "prediction": s, "reference": g} for p, s, g in zip(PROMPTS, said, GOLD, strict=True)]


def variant(wrong: int) -> list[dict[str, str]]:
    """The same examples, with so many wrong answers."""
    return rows(["a" if gold == "b" and row < 2 * wrong else gold for row, gold in enumerate(GOLD)])


def test_each_candidate_is_counted_once_however_often_it_is_judged(tmp_path: Path) -> None:
    place = tmp_path / "new" / "history.sqlite3"
    asked = ["first", "second", "first", "third", "second"]
    assert [number_of_look(place, "set", "policy", one) for one in asked] == [1, 2, 1, 3, 2]


def test_other_test_sets_and_other_policies_are_counted_apart(tmp_path: Path) -> None:
    place = tmp_path / "history.sqlite3"
    assert number_of_look(place, "set", "policy", "one") == 1
    assert number_of_look(place, "other set", "policy", "two") == 1
    assert number_of_look(place, "set", "other policy", "three") == 1
    assert number_of_look(place, "set", "policy", "four") == 2


def test_a_test_set_is_known_by_its_prompts_and_references_in_any_order() -> None:
    one, other = read(variant(0)), read(variant(3)[::-1])
    assert fingerprint_of(one) == fingerprint_of(other)
    assert outputs_of(one) != outputs_of(other)
    assert fingerprint_of(one) != fingerprint_of(read(variant(0)[:-1]))


def test_models_that_say_nothing_are_known_by_their_likelihoods() -> None:
    one, other = (read([{"id": i, "text": "abc", "nll": nll, "tokens": 2} for i in range(9)]) for nll in (1.5, 2.5))
    assert fingerprint_of(one) == fingerprint_of(other)
    assert outputs_of(one) != outputs_of(other)


def test_from_the_third_candidate_on_the_error_is_divided(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    reports = [assay.evaluate(variant(wrong), history=place) for wrong in (0, 1, 2, 3)]
    assert [report.looks.number for report in reports] == [1, 2, 3, 4]
    levels = [report.metrics["accuracy"].level for report in reports]
    assert levels == pytest.approx([0.95, 0.95, 1 - 0.05 / 3, 1 - 0.05 / 4])
    assert reports[3].asked_level == 0.95
    widths = [assay.evaluate(variant(3), history=history).metrics["accuracy"] for history in (None, place)]
    assert widths[0].low is not None
    assert widths[1].low is not None
    assert widths[1].low < widths[0].low


def test_the_best_of_many_checkpoints_is_judged_as_the_best_of_many() -> None:
    report = assay.evaluate(variant(1), picked_from=20)
    assert report.confidence.level == pytest.approx(1 - 0.05 / 20)
    assert (report.looks.tests, Looks(2, 1).tests, Looks(3, 1).tests, Looks(2, 2).tests, Looks(3, 5).tests) == (
        20,
        1,
        3,
        3,
        7,
    )


def test_python_counts_nothing_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "history.sqlite3"
    monkeypatch.setenv("ASSAY_HISTORY", str(place))
    assay.evaluate(variant(1))
    assert not place.exists()
    assert usual_place() == place


def test_without_a_variable_the_history_lies_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere/state")
    assert usual_place() == Path("/somewhere/state/assay/history.sqlite3")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert usual_place() == Path.home() / ".local" / "state" / "assay" / "history.sqlite3"


def test_a_history_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "history.sqlite3"
    place.write_text("not a database, but long enough to be taken for one " * 50, encoding="utf-8")
    with pytest.raises(InputError, match="--no-history"):
        number_of_look(place, "set", "policy", "one")


def test_a_candidate_is_picked_from_one_or_more() -> None:
    with pytest.raises(assay.UsageError, match="not from 0"):
        assay.evaluate(variant(1), picked_from=0)
