"""What a page sends is kept only where it answers what was asked."""

from __future__ import annotations

import pytest

from assay.core.rating_project import Card, Criterion, Form, Mark
from assay.core.report import Json
from assay.rating.marks import refusal

RATING = Form("rating", (Criterion("fluency"), Criterion("tone", -2, 10)))
PAIRS = Form("pairs", (Criterion("overall"),))
RANKING = Form("ranking", (Criterion("overall"),))
CARDS = [Card(0, (0, 1, 2)), Card(1, (1, 0, 2))]


def stands(form: Form, what: str, value: Json, position: int = 0) -> bool:
    return refusal(form, CARDS, Mark("k", 1, position, what, value)) is None


@pytest.mark.parametrize(
    ("form", "what", "value"),
    [
        (RATING, "fluency", 1),
        (RATING, "tone", -2),
        (RATING, "tone", 10),
        (RATING, "fluency", None),
        (RATING, "comment", "嗯"),
        (RATING, "comment", None),
        (RATING, "skip", True),
        (RATING, "report", ""),
        (PAIRS, "overall", 0),
        (PAIRS, "overall", 2),
        (RANKING, "overall", [[2], [1, 3]]),
        (RANKING, "overall", [[3]]),
        (RANKING, "overall", []),
    ],
)
def test_an_answer_to_what_was_asked_stands(form: Form, what: str, value: Json) -> None:
    assert stands(form, what, value)
    assert not stands(form, what, value, position=2)
    assert not stands(form, what, value, position=-1)


@pytest.mark.parametrize(
    ("form", "what", "value"),
    [
        (RATING, "fluency", 0),
        (RATING, "fluency", 6),
        (RATING, "fluency", True),
        (RATING, "fluency", "4"),
        (RATING, "fluency", [[1]]),
        (RATING, "other", 3),
        (RATING, "other", None),
        (RATING, "comment", 5),
        (RATING, "comment", "x" * 10_001),
        (RATING, "skip", "yes"),
        (PAIRS, "overall", 3),
        (PAIRS, "overall", -1),
        (RANKING, "overall", 1),
        (RANKING, "overall", [[1], [1]]),
        (RANKING, "overall", [[4]]),
        (RANKING, "overall", [[0]]),
        (RANKING, "overall", [[]]),
        (RANKING, "overall", [1, 2]),
        (RANKING, "overall", [["1"]]),
    ],
)
def test_anything_else_is_refused(form: Form, what: str, value: Json) -> None:
    assert not stands(form, what, value)
