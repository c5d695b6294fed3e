"""What is read from a judge's answer, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from assay.core.asking import Answer
from assay.predicting.judge.fault import Fault
from assay.predicting.judge.reading import objects_in, read_answer
from assay.predicting.judge.sheets import Filled, Grades, Preference

SHEET = Grades(("fluency", "logic"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('{"reason": "So.", "fluency": 4, "logic": 5}', Filled({"fluency": 4, "logic": 5}, "So.")),
        ('Well:\n```json\n{"fluency": "4", "logic": 5.0}\n``` so.', Filled({"fluency": 4, "logic": 5}, "")),
        ('{"Fluency": 1, " LOGIC ": 2, "more": [{}]}', Filled({"fluency": 1, "logic": 2}, "")),
        ('{what?} {"reason": "a } b", "fluency": 1, "logic": 2}', Filled({"fluency": 1, "logic": 2}, "a } b")),
        ('<think>{"fluency": 1, "logic": 1}</think>{"fluency": 2, "logic": 2}', Filled({"fluency": 2, "logic": 2}, "")),
        ('{"fluency": 2, "logic": 2}{"logic": 2, "fluency": 2}', Filled({"fluency": 2, "logic": 2}, "")),
        ('{"fluency": 2, "logic": 2}{"logic": 5, "fluency": 2}', Fault("several")),
        ('{"fluency": 2}', Fault("missing", ("logic",))),
        ('{"fluency": 2, "logic": null}', Fault("missing", ("logic",))),
        ('{"fluency": 2, "logic": 3, "fluency": 5}', Fault("missing", ("fluency",))),
        ('{"fluency": 0, "logic": 6}', Fault("scale", ("fluency", "logic"))),
        ('{"fluency": 4.5, "logic": true}', Fault("scale", ("fluency", "logic"))),
        ('{"fluency": "4/5", "logic": NaN}', Fault("scale", ("fluency", "logic"))),
        ('{"fluency": {"grade": 4}, "logic": [4]}', Fault("scale", ("fluency", "logic"))),
        ("fluency 4, logic 5", Fault("no-json")),
        ("", Fault("no-json")),
        ('[{"fluency": 4', Fault("no-json")),
        ("{" * 5000, Fault("no-json")),
        ('{"a":' * 5000, Fault("no-json")),
        ('{"fluency": ' + "9" * 5000 + ', "logic": 1}', Fault("no-json")),
    ],
)
def test_grades_are_read_or_a_fault_is_named(said: str, found: Filled | Fault) -> None:
    assert read_answer(Answer(said), SHEET) == found


def test_an_answer_that_was_cut_off_is_told_from_one_without_json() -> None:
    assert read_answer(Answer('{"reason": "It', "length"), SHEET) == Fault("cut-off")
    assert read_answer(Answer('{"fluency": 4, "logic": 5} and', "length"), SHEET) == Filled(
        {"fluency": 4, "logic": 5}, ""
    )


def test_a_refusal_is_no_grade_whatever_stands_beside_it() -> None:
    refused = Answer('{"fluency": 4, "logic": 5}', "refused", error="filtered")
    assert read_answer(refused, SHEET) == Fault("refused", ("filtered",))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('{"reason": "r", "winner": " First "}', Filled({"winner": "first"}, "r")),
        ('{"winner": "tie"}', Filled({"winner": "tie"}, "")),
        ('{"winner": "A"}', Fault("scale", ("winner",))),
        ('{"winner": 1}', Fault("scale", ("winner",))),
        ('{"reason": "r"}', Fault("missing", ("winner",))),
    ],
)
def test_a_winner_is_first_second_or_tie(said: str, found: Filled | Fault) -> None:
    assert read_answer(Answer(said), Preference()) == found


def test_an_object_within_another_is_not_found_again() -> None:
    assert list(objects_in('x {"a": {"b": 1}} {"c": 2}')) == [{"a": {"b": 1}}, {"c": 2}]


@pytest.mark.parametrize("sheet", [SHEET, Preference()])
def test_the_schema_asks_for_the_reason_first_and_for_all_there_is(sheet: Grades | Preference) -> None:
    schema: Any = sheet.schema
    assert next(iter(schema["properties"])) == "reason"
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
