"""Small projects, and raters who answer them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path

from assay.core.rating_project import Card, Criterion, Exhibit, Form, Mark, Mode, Plan, Project, Rater
from assay.core.report import Json
from assay.rating.project import Begun, begin
from assay.rating.request import RateRequest
from assay.stores.rating import RatingStore

FLUENCY = Criterion("fluency")
Answers = Callable[[Rater, Card, Exhibit], Mapping[str, Json]]


def write(path: Path, rows: Iterable[Mapping[str, object]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def predictions(folder: Path, model: str, n: int = 12, say: Callable[[int], str] | None = None) -> str:
    """A file of n outputs of a model, named after it."""
    said = say or (lambda at: f"{model} says {at}")
    rows = [{"id": f"q{at}", "prompt": f"question {at}", "prediction": said(at)} for at in range(n)]
    return write(folder / f"{model}.jsonl", rows)


def request(
    files: Iterable[str], mode: Mode = "rating", raters: tuple[str, ...] = ("Li", "Wang"), **more: object
) -> RateRequest:
    criteria = more.pop("criteria", (FLUENCY,) if mode == "rating" else (Criterion("overall"),))
    return RateRequest(tuple(files), Form(mode, criteria), raters, **more)  # type: ignore[arg-type]  # as the caller says


def started(tmp_path: Path, asked: RateRequest) -> tuple[RatingStore, Begun]:
    store = RatingStore(str(tmp_path / "store.sqlite3"))
    return store, begin(asked, store)


def answer(store: RatingStore, project: Project, rater: Rater, answers: Answers) -> None:
    """The rater answers every card."""
    exhibits, turns = store.exhibits(project), count(1)
    marks = [
        Mark(f"{rater.name}-{turn}", turn, place, what, value, 3.0)
        for place, card in enumerate(store.cards(rater))
        for what, value in answers(rater, card, exhibits[card.exhibit]).items()
        if (turn := next(turns))
    ]
    store.add_marks(rater, marks)


def answer_all(store: RatingStore, project: Project, answers: Answers) -> None:
    for rater in store.raters(project):
        answer(store, project, rater, answers)


PLAIN = Plan()
