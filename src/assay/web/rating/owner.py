"""The overview of whoever runs a project, and what it asks of the server, under the secret of the project's link."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from assay.core.errors import InputError
from assay.rating.export import as_csv, as_jsonl, export_of
from assay.rating.overview import overview_of
from assay.rating.project import join
from assay.rating.results import results_of
from assay.stores.rating import RatingStore
from assay.web.asked import Answer, Language, there
from assay.web.pages import page


class Joining(BaseModel):
    """One more rater."""

    name: str = Field(min_length=1, max_length=100, pattern=r"\S")


def owner_routes(store: RatingStore) -> APIRouter:
    """The routes over a store."""
    routes = APIRouter(prefix="/o/{token}")

    @routes.get("", response_class=HTMLResponse, include_in_schema=False)
    def overview_page(token: str, language: Language) -> HTMLResponse:
        """The owner's page."""
        return page("overview", there(store.project_of(token)).name, language)

    @routes.get("/overview")
    def overview(token: str, language: Language) -> Answer:
        """How far raters are, whether they agree, what to talk about."""
        return overview_of(store, there(store.project_of(token)), language)

    @routes.get("/results")
    def results(token: str, language: Language) -> Answer:
        """What people think of each model so far: from here on the owner knows."""
        return results_of(store, there(store.project_of(token)), language)

    @routes.get("/export.jsonl", response_class=Response, responses=_of_kind("application/x-ndjson"))
    def export_jsonl(token: str) -> Response:
        """All answers, as `--ratings` reads them."""
        rows = export_of(store, there(store.project_of(token)))
        return _file(as_jsonl(rows), "application/x-ndjson", "ratings.jsonl")

    @routes.get("/export.csv", response_class=Response, responses=_of_kind("text/csv"))
    def export_csv(token: str) -> Response:
        """The same for a spreadsheet."""
        rows = export_of(store, there(store.project_of(token)))
        return _file(as_csv(rows), "text/csv; charset=utf-8", "ratings.csv")

    @routes.post("/raters")
    def add_rater(token: str, joining: Joining, language: Language) -> Answer:
        """One more rater, with a link of their own."""
        project = there(store.project_of(token))
        try:
            rater = join(store, project, joining.name.strip())
        except InputError as error:
            raise HTTPException(409, error.text.in_language(language)) from None
        return {"name": rater.name, "link": f"/r/{rater.token}"}

    return routes


def _of_kind(kind: str) -> dict[int | str, dict[str, object]]:
    return {200: {"content": {kind: {"schema": {"type": "string"}}}}}


def _file(content: str, kind: str, name: str) -> Response:
    header = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.encode("utf-8"), media_type=kind, headers=header)
