"""A small rating project, as the tests of its store make it."""

from __future__ import annotations

from assay.core.rating_project import Card, Criterion, Exhibit, Form, Output, Plan, Project, Rater
from assay.stores.rating import RatingStore

FORM = Form(
    "rating", (Criterion("fluency", 1, 5, "Flow", "How?", {1: "bad", 5: "good"}), Criterion("风格", 0, 10)), "Hi"
)
EXHIBITS = [
    Exhibit("a", (Output("one", "text\x00\ud83d <b>"), Output("two", "文")), "prompt", "reference"),
    Exhibit("c", (Output("", "check"),), part="check", expected={"fluency": 2.0}),
]
CARDS = [Card(0, (1, 0)), Card(1, (0,), "check")]


def made(place: str, *raters: str) -> tuple[RatingStore, Project, list[Rater]]:
    """A store with one project of these raters, or of one."""
    store = RatingStore(place)
    project = store.make("p", FORM, Plan(2, 1, 7), EXHIBITS, dict.fromkeys(raters or ("Li",), CARDS))
    return store, project, store.raters(project)
