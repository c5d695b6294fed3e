"""Settings in small units of time, and questions to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assay.core.asking import Answer, Decoding, Message, Question
from assay.models.endpoint import Endpoint, EndpointSettings

SHORT = Decoding(max_tokens=5)


def endpoint(*urls: str, **settings: Any) -> Endpoint:
    """With pauses of hundredths of a second."""
    quick: Mapping[str, Any] = {"first_pause_s": 0.02, "longest_pause_s": 0.1, "timeout_s": 5.0, "patience_s": 20.0}
    return Endpoint(EndpointSettings(urls, **{**quick, **settings}))


def texts(n: int) -> list[Question]:
    """Texts to be continued."""
    return [Question(str(i), text=f"Question {i}: what") for i in range(n)]


def chats(n: int) -> list[Question]:
    """Chats of one turn."""
    return [Question(str(i), messages=(Message("user", f"say {i}"),)) for i in range(n)]


def answered(model: Endpoint, questions: list[Question], decoding: Decoding = SHORT) -> list[Answer]:
    """The answers in the order of the questions; each was there once."""
    got = list(model.answers(questions, decoding, range(len(questions))))
    assert sorted(place for place, _ in got) == list(range(len(questions)))
    return [answer for _, answer in sorted(got, key=lambda one: one[0])]
