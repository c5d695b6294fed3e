"""What stands before every page: who may ask by which name, how much may be sent, and what a page may do."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.text.patterns import pattern

_LARGEST = 4_000_000  # bytes of a request
_LARGEST_FILE = 2_000_000_000  # of one that sends a file
_FILES = pattern(r"/api/evaluations/[^/]+/files/\d+")
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address of a page is its key
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Refuses requests under names that are not this server's, so that no other page can reach it by a name of its own,
    and requests that are too large; and says on every answer what the browser must not do.

    `hosts` are the server's names; None where any may be.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] | None = _LOCAL) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset((*hosts, *_LOCAL))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = _LARGEST_FILE if _FILES.fullmatch(scope["path"]) else _LARGEST
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            await PlainTextResponse("Unknown host.", 421, dict(_HEADERS))(scope, receive, send)
        elif not headers.get("content-length", "0").isdecimal() or int(headers.get("content-length", "0")) > most:
            await PlainTextResponse("Too large.", 413, dict(_HEADERS))(scope, receive, send)
        elif scope["method"] not in _CHANGES_NOTHING and _from_elsewhere(headers):
            await PlainTextResponse("Asked from another page.", 403, dict(_HEADERS))(scope, receive, send)
        else:
            await self._app(scope, _bounded(receive, most), _labelled(send))


def _name(host: str) -> str:
    """Without the port."""
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host


def _from_elsewhere(headers: Headers) -> bool:
    """Whether a page of another origin asks: browsers say whose page it is, programs say nothing."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.partition("://")[2] != headers.get("host", "")
    return headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def _bounded(receive: Receive, most: int) -> Receive:
    """Reads no more than is allowed, however long the sender says it is; raises HTTPException for more."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, "Too large.")
        return message

    return bounded


def _labelled(send: Send) -> Send:
    async def labelled(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return labelled
