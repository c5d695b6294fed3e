"""How far a rater is, how fast and how steady."""

from __future__ import annotations

import pytest

from assay.core.rating_project import Answered, Card, Criterion, Exhibit, Form, Mark, Output, Rater
from assay.core.report import Json
from assay.rating.progress import Progress

RATING = Form("rating", (Criterion("fluency"), Criterion("tone")))
PAIRS = Form("pairs", (Criterion("overall"),))
RANKING = Form("ranking", (Criterion("overall"),))
LI = Rater(1, "Li", "x")


def progress(form: Form, cards: list[Card], said: dict[int, dict[str, Json]], seconds: float = 2.0) -> Progress:
    marks = {
        place: {
            what: Mark(f"{place}{what}", 1, place, what, value, seconds * (place + 1), f"at {place}")
            for what, value in here.items()
        }
        for place, here in said.items()
    }
    exhibits = {
        0: Exhibit("a", (Output("m", "x"), Output("n", "y"), Output("o", "z"))),
        1: Exhibit("c", (Output("", "x"),), part="check", expected={"fluency": 1.0, "tone": 5.0}),
    }
    return Progress(Answered(LI, cards, marks), exhibits, form)


def test_a_card_is_done_when_all_is_answered_or_it_is_skipped() -> None:
    cards = [Card(0, (0,))] * 5
    found = progress(
        RATING,
        cards,
        {
            0: {"fluency": 3, "tone": 2},
            1: {"fluency": 3},
            2: {"skip": True},
            3: {"fluency": 3, "tone": None},
            4: {"comment": "hm", "report": ""},
        },
    )
    assert found.finished == [0, 2]
    assert (found.done, found.skipped, found.reported) == (2, 1, 1)
    assert found.last == "at 4"


def test_the_pace_is_the_median_of_finished_cards_and_nobody_who_went_for_lunch_counts_more() -> None:
    cards = [Card(0, (0,))] * 10
    found = progress(RATING, cards, {place: {"fluency": 3, "tone": 3} for place in range(3)})
    assert found.pace == 8.0  # 2 marks of 2, 4 and 6 seconds
    assert found.left == 56.0
    lunch = progress(RATING, cards, {place: {"fluency": 3, "tone": 3} for place in range(3)}, seconds=2000.0)
    assert lunch.pace == 600.0
    assert progress(RATING, cards, {}).pace is None
    assert progress(RATING, cards, {}).left is None


def test_a_ranking_is_done_when_every_output_has_its_place() -> None:
    cards = [Card(0, (2, 0, 1))] * 2
    found = progress(RANKING, cards, {0: {"overall": [[1], [3]]}, 1: {"overall": [[1], [3, 2]]}})
    assert found.finished == [1]


def test_repeats_of_ratings_are_compared_step_by_step() -> None:
    cards = [Card(0, (0,)), Card(0, (0,), "repeat")]
    found = progress(RATING, cards, {0: {"fluency": 3, "tone": 2}, 1: {"fluency": 4, "tone": 2}}).repeats
    assert found is not None
    assert (found.n, found.same, found.within) == (2, 1, 2)
    assert progress(RATING, cards, {0: {"fluency": 3}}).repeats is None


@pytest.mark.parametrize(("again", "same"), [(2, 1), (1, 0), (0, 0)])
def test_a_pair_that_is_repeated_turned_round_is_compared_by_output(again: int, same: int) -> None:
    cards = [Card(0, (0, 1)), Card(0, (1, 0), "repeat")]
    found = progress(PAIRS, cards, {0: {"overall": 1}, 1: {"overall": again}}).repeats
    assert found is not None
    assert (found.n, found.same) == (1, same)


def test_a_ranking_that_is_repeated_is_compared_by_output() -> None:
    cards = [Card(0, (0, 1, 2)), Card(0, (2, 1, 0), "repeat")]
    same = progress(RANKING, cards, {0: {"overall": [[1], [2, 3]]}, 1: {"overall": [[3], [1, 2]]}}).repeats
    other = progress(RANKING, cards, {0: {"overall": [[1], [2, 3]]}, 1: {"overall": [[1], [2, 3]]}}).repeats
    assert same is not None
    assert other is not None
    assert (same.same, other.same) == (1, 0)


def test_a_planted_check_is_passed_within_one_step() -> None:
    cards = [Card(1, (0,), "check")]
    found = progress(RATING, cards, {0: {"fluency": 2, "tone": 3}}).checks
    assert found is not None
    assert (found.n, found.passed) == (2, 1)
    assert progress(RATING, cards, {}).checks is None
