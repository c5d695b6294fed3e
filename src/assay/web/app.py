"""The applications, rating alone and the whole workspace: pages, what they ask for, and the guard before them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.requests import Request
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from assay import __version__
from assay.core.errors import AssayError, InputError
from assay.frozen import frozen
from assay.pipeline.kept_runs import KeptRuns
from assay.stores.rating import RatingStore
from assay.web.asked import language_asked
from assay.web.guard import Guard
from assay.web.login import Door, Locked, login_routes
from assay.web.rating.owner import owner_routes
from assay.web.rating.rater import rater_routes
from assay.web.sent import Sent
from assay.web.workspace.about import about_routes
from assay.web.workspace.comparing import comparing_routes, pair_routes
from assay.web.workspace.evaluations import evaluation_routes
from assay.web.workspace.jobs import Jobs
from assay.web.workspace.ratings import rating_project_routes
from assay.web.workspace.runs import run_routes
from assay.web.workspace.shapes import Problem
from assay.web.workspace.views import view_routes

_STATIC = Path(__file__).with_name("static")
_INTERFACE = "/api/openapi.json"
_NOT_THERE = frozenset({"stores.no-run", "stores.several-runs", "runs.no-project"})
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 404, 409, 413, 422, 429, 503)
}
_NO_ANSWER = "stores.no-history"


@frozen
class Workspace:
    """What the workspace shows: the history at a place, people's ratings, and the evaluations asked for in it."""

    place: str
    ratings: RatingStore
    jobs: Jobs


def rating_app(store: RatingStore, hosts: Sequence[str] | None = ()) -> FastAPI:
    """The rating pages over a store. `hosts` are the server's names beside this machine's own; None allows any."""
    app = _bare(None)
    _add_ratings(app, store)
    app.add_middleware(Guard, hosts=hosts)
    return app


def workspace_app(workspace: Workspace, hosts: Sequence[str] | None = (), door: Door | None = None) -> FastAPI:
    """The whole workspace, the rating pages in it; with a `door` for those who know its password."""
    app, kept = _bare(_INTERFACE), KeptRuns(workspace.place)
    interface = APIRouter(prefix="/api", responses=_PROBLEMS)
    interface.include_router(about_routes(locked=door is not None))
    interface.include_router(run_routes(workspace.place))
    interface.include_router(comparing_routes(kept))
    interface.include_router(evaluation_routes(workspace.jobs))
    interface.include_router(rating_project_routes(kept, workspace.ratings))
    app.include_router(interface)
    app.include_router(view_routes(workspace.place))
    app.include_router(pair_routes(kept))
    _add_ratings(app, workspace.ratings)
    if door is not None:
        app.include_router(login_routes(door))
        app.add_middleware(Locked, door=door)
    app.add_middleware(Guard, hosts=hosts)  # the last is the outermost
    return app


def _bare(interface: str | None) -> FastAPI:
    app = FastAPI(
        title="Assay",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=interface,
        default_response_class=Sent,
    )
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_not_valid)
    app.exception_handler(AssayError)(_said)
    return app


def _add_ratings(app: FastAPI, store: RatingStore) -> None:
    app.include_router(rater_routes(store), responses=_PROBLEMS)
    app.include_router(owner_routes(store), responses=_PROBLEMS)


def _refused(_: Request, error: Exception) -> Sent:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    return Sent({"error": error.detail}, error.status_code)


def _not_valid(_: Request, error: Exception) -> Sent:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return Sent({"error": f"{where}: {first['msg']}"}, 422)


def _said(request: Request, error: Exception) -> Sent:
    """What we ourselves refuse, in the language of whoever asks."""
    assert isinstance(error, AssayError)  # noqa: S101 - what it is registered for
    missing, silent = error.text.key in _NOT_THERE, error.text.key == _NO_ANSWER
    status = 404 if missing else 503 if silent else 409 if isinstance(error, InputError) else 422
    sentence = error.text.in_language(language_asked(request, request.query_params.get("lang")))
    return Sent({"error": sentence}, status)
