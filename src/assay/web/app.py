"""The application: its pages, what they ask for, and the guard before all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.requests import Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from assay import __version__
from assay.stores.rating import RatingStore
from assay.web.guard import Guard
from assay.web.owner import owner_routes
from assay.web.rater import rater_routes

_STATIC = Path(__file__).with_name("static")


def rating_app(store: RatingStore, hosts: Sequence[str] | None = ()) -> FastAPI:
    """The rating pages over a store. `hosts` are the server's names beside this machine's own; None allows any."""
    app = FastAPI(title="Assay", version=__version__, docs_url=None, redoc_url=None)
    app.include_router(rater_routes(store))
    app.include_router(owner_routes(store))
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.add_middleware(Guard, hosts=hosts)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_not_valid)
    return app


def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    return JSONResponse({"error": error.detail}, error.status_code)


def _not_valid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"error": f"{where}: {first['msg']}"}, 422)
