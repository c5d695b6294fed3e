"""A rater's page and what it asks of the server, under the secret of the rater's link."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from assay.core.rating_project import Mark
from assay.rating.marks import refusal
from assay.rating.progress import Progress
from assay.rating.shown import cards_shown, languages, project_shown, state_of, words_for
from assay.stores.rating import RatingStore
from assay.web.asked import Answer, Language, there
from assay.web.pages import page

_MOST_CARDS, _MOST_MARKS = 200, 500


class SentMark(BaseModel):
    """One thing that a rater said; see `assay.core.rating_project.Mark`."""

    key: str = Field(min_length=1, max_length=100)
    turn: int = Field(ge=0, le=2**53)
    position: int = Field(ge=0, le=2**31 - 1)
    what: str = Field(min_length=1, max_length=200)
    value: bool | int | str | list[list[int]] | None = None
    seconds: float | None = Field(None, ge=0, le=86_400, allow_inf_nan=False)


class SentMarks(BaseModel):
    """Several, in the order in which they were said."""

    marks: list[SentMark] = Field(max_length=_MOST_MARKS)


def rater_routes(store: RatingStore) -> APIRouter:
    """The routes over a store."""
    routes = APIRouter(prefix="/r/{token}")

    @routes.get("", response_class=HTMLResponse, include_in_schema=False)
    def rating_page(token: str, language: Language) -> HTMLResponse:
        """The rater's page."""
        project, _ = there(store.rater_of(token))
        return page("rate", project.name, language)

    @routes.get("/start")
    def start(token: str, language: Language) -> Answer:
        """The form, all sentences, and what the rater said so far."""
        project, rater = there(store.rater_of(token))
        answered = store.answered(rater)
        marks, turn = state_of(answered)
        return {
            "project": project_shown(project, language),
            "rater": {"name": rater.name},
            "language": language,
            "languages": languages(),
            "words": words_for("page", language),
            "cards": len(answered.cards),
            "turn": turn,
            "marks": marks,
            "pace": Progress(answered, {}, project.form).pace,
        }

    @routes.get("/cards")
    def cards(
        token: str,
        first: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
        count: Annotated[int, Query(ge=1, le=_MOST_CARDS)] = 20,
    ) -> Answer:
        """Some of the rater's cards, without a word of who wrote what."""
        project, rater = there(store.rater_of(token))
        mine = store.cards(rater, first, count)
        exhibits = store.exhibits(project, {card.exhibit for card in mine})
        return {"cards": cards_shown(project.form, mine, exhibits, first)}

    @routes.post("/marks")
    def keep(token: str, sent: SentMarks, language: Language) -> Answer:
        """Keeps what the rater said; what is sent twice is kept once."""
        project, rater = there(store.rater_of(token))
        mine = store.cards(rater)
        marks = [Mark(**one.model_dump()) for one in sent.marks]
        why = {mark.key: refusal(project.form, mine, mark) for mark in marks}
        store.add_marks(rater, [mark for mark in marks if why[mark.key] is None])
        return {
            "saved": [key for key, text in why.items() if text is None],
            "refused": [{"key": key, "why": text.in_language(language)} for key, text in why.items() if text],
        }

    return routes
