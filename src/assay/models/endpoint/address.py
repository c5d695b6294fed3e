"""Where a server is: its root, whatever part of a path it was named by."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, urlsplit, urlunsplit

from assay.core.errors import UsageError
from assay.frozen import frozen

_ENDINGS: tuple[tuple[str, Literal["chat", "completion"] | None], ...] = (
    ("/chat/completions", "chat"),
    ("/completions", "completion"),
    ("/models", None),
)
_LIKE_A_KEY = 8  # characters; a shorter value may be a word of any sentence


@frozen
class Address:
    """A server's `root`, as "https://host/v1". `kind` is what the end of the path says is served there, if it does;
    `query` goes with each request and is never shown: it may hold a key.
    """

    root: str
    kind: Literal["chat", "completion"] | None = None
    query: str = ""

    def at(self, path: str) -> str:
        """The full address of `path`, as "chat/completions"."""
        return f"{self.root}/{path}" + (f"?{self.query}" if self.query else "")

    def without_query(self, words: str) -> str:
        """What a server said, without the query that it was asked with: whole, or one of the values."""
        values = [value for _, value in parse_qsl(self.query) if len(value) >= _LIKE_A_KEY]
        for secret in filter(None, (self.query, *values)):
            words = words.replace(secret, "…")
        return words

    @property
    def loopback(self) -> bool:
        """Whether the server is this machine."""
        host = urlsplit(self.root).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    @property
    def encrypted(self) -> bool:
        """Whether what is sent there cannot be read on the way."""
        return self.root.startswith("https://")


def address(url: str) -> Address:
    """Raises UsageError for what is no address of a server, and for one with a password in it."""
    parts = _parts(url.strip())
    if parts.username or parts.password:
        raise UsageError("endpoint.password-in-url", host=parts.hostname or "")
    path = parts.path.rstrip("/")
    for ending, kind in _ENDINGS:
        if path.endswith(ending):
            return Address(_root(parts, path.removesuffix(ending)), kind, parts.query)
    return Address(_root(parts, path), None, parts.query)


def _parts(url: str) -> SplitResult:
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        sound = False
    if not sound:
        # What stands before an "@" may be a password.
        raise UsageError("endpoint.no-such-url", url=url.rpartition("@")[2].partition("?")[0])
    return parts


def _root(parts: SplitResult, path: str) -> str:
    return urlunsplit((parts.scheme, parts.netloc, path or "/v1", "", ""))
