"""The interface to people's ratings: the projects there are, and new ones of runs that are kept."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assay.core.rating_project import Plan
from assay.pipeline.kept_runs import KeptRuns
from assay.rating.form import form_of
from assay.rating.project import begin
from assay.rating.request import RateRequest
from assay.stores.rating import RatingStore
from assay.web.asked import Language

_MOST_RATERS = 100
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
RunId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9a-z-]+$")]


class RaterLink(BaseModel):
    """Where a rater goes on."""

    name: str
    link: str


class RatingProjectShape(BaseModel):
    """One project: how it rates, its raters, and where its owner sees how far they are."""

    name: str
    mode: str
    at: str
    owner: str = Field(description="The address of the overview.")
    raters: list[RaterLink]
    cards: int
    done: int = Field(description="Cards on which something was said.")


class NewRatings(BaseModel):
    """What people shall rate: the outputs of these runs, on the examples that all of them hold."""

    runs: list[RunId] = Field(min_length=1, max_length=10)
    name: Name | None = None
    mode: Literal["rating", "pairs", "ranking"] = "rating"
    dimensions: list[str] = Field([], max_length=20, description='As in `--dimensions`: "fluency", "logic:1-7".')
    raters: list[Name] = Field(min_length=1, max_length=_MOST_RATERS)
    sample: int | None = Field(None, ge=1, le=100_000, description="As many examples, drawn at random; null is all.")
    per_item: int | None = Field(None, ge=1, le=_MOST_RATERS, description="Raters an example; null is all.")


def rating_project_routes(kept: KeptRuns, store: RatingStore) -> APIRouter:
    """The routes over the runs that are kept, and over the ratings."""
    routes = APIRouter(prefix="/ratings", tags=["ratings"])

    @routes.get("")
    def projects() -> list[RatingProjectShape]:
        """All of them, the newest first."""
        return [_shape(store, one.name) for one in reversed(store.projects())]

    @routes.post("", status_code=201)
    def new(asked: NewRatings, language: Language) -> RatingProjectShape:
        """A project of the outputs of runs, with a link for each rater."""
        found = kept.entrants(asked.runs)
        request = RateRequest(
            tuple(examples for _, examples in found),
            form_of(asked.mode, asked.dimensions, None, markdown=False),
            tuple(dict.fromkeys(name.strip() for name in asked.raters)),
            Plan(asked.per_item),
            name=asked.name,
            sample=asked.sample,
            systems=tuple(name for name, _ in found),
        )
        return _shape(store, begin(request, store).project.name)

    return routes


def _shape(store: RatingStore, name: str) -> RatingProjectShape:
    project = next(one for one in store.projects() if one.name == name)
    raters = store.raters(project)
    cards, done = store.progress(project)
    return RatingProjectShape(
        name=project.name,
        mode=project.form.mode,
        at=project.made_at,
        owner=f"/o/{project.token}",
        raters=[RaterLink(name=one.name, link=f"/r/{one.token}") for one in raters],
        cards=cards,
        done=done,
    )
