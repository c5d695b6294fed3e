"""The pages of the workspace: shells that their scripts fill, and reports as they were drawn."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, Response

from assay.core.history import PAGE
from assay.core.messages import say
from assay.renderers.json import json_text
from assay.stores.history import History
from assay.web.asked import Language
from assay.web.pages import page
from assay.web.sandbox import sandboxed
from assay.web.workspace.runs import RunId

_TITLE = "Assay"


def view_routes(place: str) -> APIRouter:
    """The routes over the history at a place."""
    routes = APIRouter(include_in_schema=False)

    def shell(language: str) -> HTMLResponse:
        return page("workspace", _TITLE, language)

    @routes.get("/")
    @routes.get("/compare")
    @routes.get("/evaluate")
    @routes.get("/ratings")
    @routes.get("/interface")
    def view(language: Language) -> HTMLResponse:
        """The list of rounds, and the pages beside it."""
        return shell(language)

    @routes.get("/runs/{id}")
    @routes.get("/runs/{id}/against/{base}")
    def of_run(id: str, language: Language) -> HTMLResponse:  # noqa: A002 - its name in the address
        """One run, or two beside each other."""
        return shell(language)

    @routes.get("/runs/{id}/page")
    def drawn(id: RunId, language: Language, download: Annotated[bool, Query()] = False) -> Response:  # noqa: A002, FBT002 - as above
        """The report of the run as it was drawn then; the same file as `report.html`."""
        with History(place) as history:
            run = history.run(id)
            pieces = history.part(run, PAGE)
        if not pieces:
            raise HTTPException(404, say("workspace.no-page", id=run.id).in_language(language))
        answer = sandboxed(b"".join(pieces).decode("utf-8", "replace"))
        if download:
            answer.headers["Content-Disposition"] = f'attachment; filename="report-{run.id}.html"'
        return answer

    @routes.get("/runs/{id}/result.json")
    def result(id: RunId) -> Response:  # noqa: A002 - as above
        """result.json as it was kept."""
        with History(place) as history:
            run = history.run(id)
            text = json_text(history.result(run))
        headers = {"Content-Disposition": f'attachment; filename="result-{run.id}.json"'}
        return Response(text, media_type="application/json", headers=headers)

    return routes
