"""The interface to what the history keeps: projects, runs, and what people write on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, Field

from assay.core.history import EXAMPLES, PAGE, Run, Wanted
from assay.stores.history import History
from assay.web.asked import Language
from assay.web.sent import Sent
from assay.web.workspace.shapes import Outcome, ProjectShape, RunChange, RunShape, RunsShape, WholeRun

_MOST = 500
RunId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[0-9a-z-]+$")]
Asked = Annotated[str | None, Query(max_length=500)]


class WantedRuns(BaseModel):
    """Which runs; what is left out is no condition."""

    project: str | None = Field(None, max_length=500)
    metric: str | None = Field(None, max_length=500, description="Those that have it, with its numbers.")
    outcome: Outcome | None = None
    tag: str | None = Field(None, max_length=500)
    test_set: str | None = Field(None, max_length=500)
    text: str | None = Field(None, max_length=500, description="In the name, the path, the note or the id.")
    limit: int = Field(50, ge=1, le=_MOST)
    skip: int = Field(0, ge=0, le=2**31)


def run_routes(place: str) -> APIRouter:
    """The routes over the history at a place."""
    routes = APIRouter(tags=["runs"])

    @routes.get("/projects")
    def projects(language: Language) -> list[ProjectShape]:
        """All projects, the one with the newest run first."""
        with History(place) as history:
            found = [(one, history.runs(Wanted(one.name, limit=1))) for one in history.projects()[:_MOST]]
            return [ProjectShape.of(one, newest[0], language) for one, newest in found if newest]

    @routes.get("/runs")
    def runs(asked: Annotated[WantedRuns, Query()], language: Language) -> RunsShape:
        """The newest runs of those that are asked for."""
        wanted = Wanted(**asked.model_dump())
        with History(place) as history:
            runs = [RunShape.of(one, language) for one in history.runs(wanted)]
            return RunsShape(runs=runs, n=history.count(wanted))

    @routes.get("/runs/{id}", response_model=WholeRun)
    def run(id: RunId, language: Language) -> Sent:  # noqa: A002 - its name in the address
        """One run, by its id or the beginning of it, with all that was found."""
        with _one(place, id) as (history, found):
            kept = {part: bool(history.with_parts([found.id], part)) for part in (PAGE, EXAMPLES)}
            result = dict(history.result(found))
            shape = WholeRun(run=RunShape.of(found, language), result=result, page=kept[PAGE], examples=kept[EXAMPLES])
        return Sent(shape.model_dump())  # as it is: names in it are anybody's

    @routes.patch("/runs/{id}")
    def write_on(id: RunId, change: RunChange, language: Language) -> RunShape:  # noqa: A002 - as above
        """Writes a note on the run, or gives it these tags and no others."""
        with _one(place, id) as (history, found):
            if change.note is not None:
                history.note(found, change.note)
            if change.tags is not None:
                history.untag(found, found.tags)
                history.tag(found, filter(None, map(str.strip, change.tags)))
            return RunShape.of(history.run(found.id), language)

    @routes.delete("/runs/{id}", status_code=204)
    def remove(id: RunId) -> None:  # noqa: A002 - as above
        """Takes the run out, for good; that its test set was looked at stays counted."""
        with _one(place, id) as (history, found):
            if found.id != id:
                raise HTTPException(404, "To take a run out takes its whole id.")
            history.remove([found])

    return routes


@contextmanager
def _one(place: str, name: str) -> Iterator[tuple[History, Run]]:
    with History(place) as history:
        yield history, history.run(name)
