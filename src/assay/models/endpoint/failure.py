"""What can stand between a question and its answer.

PassingError   gone if one waits: the server is busy, gone, or said what cannot be read
RefusalError   about this one question: too long, not allowed
AccessError    about all questions: a wrong key, no such model or path
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

from assay.text.patterns import pattern

# Timeout, conflict, too early, too many.
_PASSING = frozenset({408, 409, 425, 429})
_FULL = frozenset({408, 429, 503, 504})
_TOO_LONG = pattern(r"context|too long|too large|longer than|maximum.{0,20}(length|tokens)|exceed", re.IGNORECASE)
# Beside HTTP's own numbers: nobody knows the host's name; its certificate cannot be verified.
NO_HOST, NO_CERTIFICATE = 0, 495
# Waiting brings no money.
_SPENT = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


class PassingError(Exception):
    """`after` are the seconds that the server asks for; `full` says that it has too much to do, `gone` that it cannot
    be reached.
    """

    def __init__(self, words: str, *, after: float = 0.0, full: bool = False, gone: bool = False) -> None:
        super().__init__(words)
        self.words, self.after, self.full, self.gone = words, after, full, gone


class RefusalError(Exception):
    """The server's `words` about one question."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    @property
    def too_long(self) -> bool:
        """Whether the words are about length, as far as words tell."""
        return _TOO_LONG.search(self.words) is not None


class AccessError(Exception):
    """The server's `words` with which it takes no question at all; `status` is HTTP's."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def failure(status: int, words: str, retry_after: str | None, code: object = None) -> Exception:
    """What a status other than success means; one of the three above."""
    if status in _PASSING or status >= 500:
        if code in _SPENT:
            return AccessError(words, 402)
        return PassingError(f"{status} {words}", after=seconds_until(retry_after), full=status in _FULL)
    if status in {400, 413, 422} or status == 431:
        return RefusalError(words)
    return AccessError(words, status)


def seconds_until(retry_after: str | None, now: datetime | None = None) -> float:
    """How long `Retry-After` asks to wait, given in seconds or as a date; 0 where it does not say. RFC 9110, 10.2.3."""
    if retry_after is None:
        return 0.0
    try:
        seconds = float(retry_after)
    except ValueError:
        return _until(retry_after, now or datetime.now(UTC))
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0


def _until(date: str, now: datetime) -> float:
    try:
        then = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return 0.0
    if then.tzinfo is None:  # "-0000": the same time, of a sender that does not say where it is
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


def error_in(body: bytes) -> tuple[str, object]:
    """A server's words in a body that tells of an error, and their code where there is one. The words of OpenAI,
    vLLM, llama.cpp, Ollama and FastAPI are each in another place.
    """
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body[:2000].decode("utf-8", "replace"), None
    if isinstance(said, Mapping):
        inner = said.get("error") or said
        if isinstance(inner, Mapping):
            words = inner.get("message") or inner.get("detail") or inner
            return words if isinstance(words, str) else str(words), inner.get("code")
        return str(inner), None
    return str(said), None
