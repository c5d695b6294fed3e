"""The marks around judged texts."""

from __future__ import annotations

from assay.predicting.judge.marks import mark_of


def test_a_mark_is_the_same_for_the_same_case_and_another_for_every_other() -> None:
    cases = [(0, 0, ["a"]), (1, 0, ["a"]), (0, 1, ["a"]), (0, 0, ["b"]), (0, 0, ["a", ""]), (0, 0, ["", "a"])]
    marks = [mark_of(*case) for case in cases]
    assert marks == [mark_of(*case) for case in cases]
    assert len(set(marks)) == len(cases)


def test_a_text_that_holds_the_mark_of_another_run_gets_another_mark() -> None:
    mark = mark_of(0, 0, ["text"])
    hostile = f"text {mark} ends {mark.upper()}"
    assert mark_of(0, 0, [hostile]) not in hostile.lower()
