"""The door, where others than this machine can reach the server: who knows the password goes in."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from hashlib import blake2b

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assay.core.messages import say
from assay.web.asked import Language
from assay.web.pages import page, words_of

COOKIE = "assay-door"
_DAYS = 30
_TRIES, _WITHIN = 10, 60.0  # wrong passwords, and the seconds in which no more are heard
_OPEN = ("/login", "/static/")
_SECRET_LINKS = ("/r/", "/o/")  # raters and owners of a project have a link with a secret of its own


class Door:
    """A password, and the keys made of it. A key is forgotten where the password changes."""

    def __init__(self, password: str) -> None:
        self._password = password.encode()
        self.key = blake2b(b"assay", key=blake2b(self._password).digest(), digest_size=32).hexdigest()
        self._wrong: deque[float] = deque(maxlen=_TRIES)
        self._lock = threading.Lock()

    def opens(self, key: str) -> bool:
        """Whether a key or the password itself is right."""
        given = key.encode("utf-8", "replace")
        return secrets.compare_digest(given, self.key.encode()) or secrets.compare_digest(given, self._password)

    def try_password(self, password: str) -> bool | None:
        """Whether it is the password; None where too many were wrong just now to hear of another."""
        with self._lock:
            now = time.monotonic()
            if len(self._wrong) == _TRIES and now - self._wrong[0] < _WITHIN:
                return None
            if secrets.compare_digest(password.encode("utf-8", "replace"), self._password):
                return True
            self._wrong.append(now)
            return False


class Locked:
    """Lets through who has a key: in the cookie that the login gives, or as `Authorization: Bearer <password>`."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["path"].startswith((*_OPEN, *_SECRET_LINKS)) or self._knows(scope):
            await self._app(scope, receive, send)
        elif scope["path"].startswith("/api/"):
            refusal = JSONResponse({"error": "Log in first."}, 401, {"WWW-Authenticate": "Bearer"})
            await refusal(scope, receive, send)
        elif scope["method"] == "GET":
            await RedirectResponse("/login", 303)(scope, receive, send)
        else:
            await PlainTextResponse("Log in first.", 401)(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        return (kind.lower() == "bearer" and self._door.opens(bearer.strip())) or self._door.opens(cookie)


class Password(BaseModel):
    """What somebody types at the door."""

    password: str = Field(min_length=1, max_length=1000)


def login_routes(door: Door) -> APIRouter:
    """The door's own routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/login", response_class=HTMLResponse)
    def login_page(language: Language) -> HTMLResponse:
        """The page that asks for the password."""
        return page("login", "Assay", language)

    @routes.get("/login/words")
    def words(language: Language) -> dict[str, object]:
        """What the page says."""
        return {"language": language, "words": words_of("login", language)}

    @routes.post("/login")
    def log_in(given: Password, language: Language) -> JSONResponse:
        """A key, in a cookie that no script reads and no other site's page sends."""
        right = door.try_password(given.password)
        if not right:
            sentence = say("workspace.wrong-password" if right is False else "workspace.too-many-tries")
            return JSONResponse({"error": sentence.in_language(language)}, 403 if right is False else 429)
        answer = JSONResponse({"in": True})
        answer.set_cookie(COOKIE, door.key, max_age=_DAYS * 86400, httponly=True, samesite="strict")
        return answer

    @routes.post("/logout")
    def log_out() -> JSONResponse:
        """Takes the key back."""
        answer = JSONResponse({"in": False})
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    return routes
