"""The door, where others than this machine can reach the server: who knows the password goes in."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from hashlib import pbkdf2_hmac

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assay.core.messages import say
from assay.web.asked import Language
from assay.web.pages import page, words_of
from assay.web.sent import Sent

COOKIE = "assay-door"
_DAYS = 30
_ROUNDS = 200_000  # of making the key, a tenth of a second
_TRIES, _WITHIN = 10, 60.0  # wrong passwords, and the seconds in which no more are heard
_OPEN = ("/login", "/static/")
_SECRET_LINKS = ("/r/", "/o/")  # raters and owners of a project have a link with a secret of its own


class Door:
    """A password, and the key made of it. A key is forgotten where the password changes."""

    def __init__(self, password: str) -> None:
        self._password = password.encode("utf-8", "surrogateescape")
        self.key = pbkdf2_hmac("sha256", self._password, b"assay", _ROUNDS).hex()  # who sees it learns no password
        self._wrong: deque[float] = deque(maxlen=_TRIES)
        self._lock = threading.Lock()

    def opens(self, key: str) -> bool:
        """Whether it is the key."""
        return secrets.compare_digest(key.encode("utf-8", "replace"), self.key.encode())

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
        app = self._app
        if scope["type"] == "http" and not scope["path"].startswith((*_OPEN, *_SECRET_LINKS)):
            knows = self._knows(scope)
            app = app if knows else _refusal(scope, too_often=knows is None)
        await app(scope, receive, send)

    def _knows(self, scope: Scope) -> bool | None:
        """Whether who asks is let in; None where too many passwords were wrong just now to hear of another."""
        headers = Headers(scope=scope)
        if self._door.opens(cookie_parser(headers.get("cookie", "")).get(COOKIE, "")):
            return True
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        given = bearer.strip().encode("latin-1").decode("utf-8", "replace")  # as it was sent
        return kind.lower() == "bearer" and (self._door.opens(given) or self._door.try_password(given))


def _refusal(scope: Scope, *, too_often: bool) -> ASGIApp:
    if too_often:
        return Sent({"error": str(say("workspace.too-many-tries"))}, 429)
    if scope["path"].startswith("/api/"):
        return Sent({"error": "Log in first."}, 401, {"WWW-Authenticate": "Bearer"})
    if scope["method"] == "GET":
        return RedirectResponse("/login", 303)
    return PlainTextResponse("Log in first.", 401)


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
    def log_in(given: Password, language: Language) -> Sent:
        """A key, in a cookie that no script reads and no other site's page sends."""
        right = door.try_password(given.password)
        if not right:
            sentence = say("workspace.wrong-password" if right is False else "workspace.too-many-tries")
            return Sent({"error": sentence.in_language(language)}, 403 if right is False else 429)
        answer = Sent({"in": True})
        answer.set_cookie(COOKIE, door.key, max_age=_DAYS * 86400, httponly=True, samesite="strict")
        return answer

    @routes.post("/logout")
    def log_out() -> Sent:
        """Takes the key back."""
        answer = Sent({"in": False})
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    return routes
