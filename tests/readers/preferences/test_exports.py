"""Comparisons in exports of Label Studio and Argilla are preferences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assay.core.errors import InputError
from assay.core.preferences import Preferences
from assay.readers.preferences import read_said

EXPORTS = Path(__file__).parents[1] / "ratings" / "exports"


def preferences_in(source: object) -> Preferences:
    ratings, found = read_said([source])
    assert ratings is None
    assert found is not None
    return found


def judgements(found: Preferences) -> set[tuple[str, str | None, str | None, int]]:
    """Who, both texts and the outcome."""
    rows = zip(found.rater.tolist(), found.first.tolist(), found.second.tolist(), found.outcome.tolist(), strict=True)
    return {(found.raters[who], found.items[a].output, found.items[b].output, said) for who, a, b, said in rows}


ONE, TWO, THREE = ((f"Closed, day {day}.", f"We are closed on day {day}.") for day in (1, 2, 3))
CHOSEN = {
    ("1", *ONE, 1),
    ("2", *ONE, 1),
    ("1", *TWO, -1),
    ("2", *TWO, -1),
    ("1", *THREE, 1),
    ("2", *THREE, -1),
}


@pytest.mark.parametrize("ending", ["json", "min.json", "csv"])
def test_pairwise_results_say_which_of_two_texts_is_better(ending: str) -> None:
    found = preferences_in(str(EXPORTS / f"label_studio_pairs.{ending}"))
    assert judgements(found) == CHOSEN
    assert (found.dimensions, found.sources[0].format) == (("overall",), "preferences-label-studio")
    assert found.ordered.all()


def test_the_tasks_number_is_not_the_examples_id() -> None:
    by_ending = {
        ending: {item.id for item in preferences_in(str(EXPORTS / f"label_studio_pairs.{ending}")).items}
        for ending in ("json", "min.json", "csv")
    }
    assert by_ending == {"json": {"p1", "p2", "p3"}, "min.json": {None}, "csv": {"p1", "p2", "p3"}}


def test_a_ranking_is_an_order_of_the_fields_it_names() -> None:
    found = preferences_in(str(EXPORTS / "argilla_ranking.json"))
    ann, bob = "000a11ce", "00000b0b"
    better = {(ann, *ONE, 1), (bob, *ONE[::-1], 1), (ann, *TWO, 1), (bob, *TWO[::-1], 1)}
    assert judgements(found) == better
    assert (found.items[0].id, found.items[0].prompt) == ("p1", "Write a notice.")


def task(data: dict[str, Any], selected: str | None, **more: Any) -> dict[str, Any]:
    result = {"from_name": "fluency", "to_name": "x", "type": "pairwise", "value": {"selected": selected}}
    return {"id": 7, "data": data, "annotations": [{"completed_by": 1, "result": [result], **more}]}


@pytest.mark.parametrize(
    "names",
    [("left", "right"), ("response_1", "response_2"), ("said by this", "said by that"), ("左", "右")],
)
def test_the_two_texts_are_told_by_their_names_or_by_being_the_only_two(names: tuple[str, str]) -> None:
    data = {"id": "e1", "prompt": "Why?", names[0]: "So.", names[1]: "Because."}
    found = preferences_in([task(data, "right"), task(data, "left", was_cancelled=True)])
    assert judgements(found) == {("1", "So.", "Because.", -1)}
    assert found.dimensions == ("fluency",)


def test_where_it_is_not_clear_which_two_were_shown_it_is_asked() -> None:
    with pytest.raises(InputError, match="but not which two"):
        read_said([[task({"one": "a", "two": "b", "three": "c"}, "left")]])


def test_ratings_stay_ratings() -> None:
    names = ("label_studio.json", "label_studio.csv", "label_studio_zh.min.json", "argilla.json", "argilla1.json")
    for name in names:
        ratings, preferences = read_said([str(EXPORTS / name)])
        assert ratings is not None, name
        assert preferences is None, name


def test_nothing_chosen_is_a_blank() -> None:
    data = {"left": "So.", "right": "Because."}
    found = preferences_in([task(data, "left"), task(data, None)])
    assert len(found.outcome) == 1
    assert "1 judgement is blank" in " ".join(map(str, found.sources[0].notes))
