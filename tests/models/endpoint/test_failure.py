"""What a status means, and how long a server asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assay.models.endpoint.failure import AccessError, PassingError, RefusalError, error_in, failure, seconds_until


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (None, 0),
        ("3", 3),
        ("0.25", 0.25),
        ("-1", 0),
        ("nan", 0),
        ("inf", 0),
        ("Thu, 26 Nov 2026 02:00:30 GMT", 30),
        ("Thu, 26 Nov 2026 02:00:30 -0000", 30),
        ("Thu, 26 Nov 2026 01:00:30 GMT", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str | None, seconds: float) -> None:
    assert seconds_until(said, datetime(2026, 11, 26, 2, 0, 0, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("status", "kind"),
    [(status, PassingError) for status in (408, 409, 425, 429, 500, 502, 503, 504, 529)]
    + [(status, RefusalError) for status in (400, 413, 422)]
    + [(status, AccessError) for status in (401, 402, 403, 404, 405, 410)],
)
def test_a_status_is_about_now_about_one_question_or_about_all(status: int, kind: type[Exception]) -> None:
    assert type(failure(status, "words", None)) is kind


def test_what_only_money_mends_is_not_waited_for() -> None:
    assert isinstance(failure(429, "You exceeded your quota", None, "insufficient_quota"), AccessError)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": {"message": "too long", "code": 400}}', "too long"),
        (b'{"error": "model not found"}', "model not found"),
        (b'{"object": "error", "message": "too long", "code": 400}', "too long"),
        (b'{"detail": "Not Found"}', "Not Found"),
        (b'{"detail": [{"loc": ["body", "seed"]}]}', "[{'loc': ['body', 'seed']}]"),
        (b"<html>Bad Gateway</html>", "<html>Bad Gateway</html>"),
        (b"[1]", "[1]"),
        (b"\xff", "\ufffd"),
        (b"", ""),
    ],
)
def test_the_words_of_an_error_are_found_wherever_a_server_puts_them(body: bytes, words: str) -> None:
    assert error_in(body)[0] == words
