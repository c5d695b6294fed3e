"""What is sent for a question, in the words that the server takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias
from zlib import crc32

from assay.core.asking import Decoding, Question
from assay.core.errors import InputError
from assay.models.endpoint.settings import EndpointSettings

Body: TypeAlias = dict[str, object]
Asked: TypeAlias = Literal["chat", "completion"]
PATHS: Mapping[Asked, str] = {"chat": "chat/completions", "completion": "completions"}

MOST_STOPS = 4  # that OpenAI takes


def kind_of(question: Question, kind: Literal["auto", "chat", "completion"]) -> Asked:
    """Whether the question is a chat or a text to be continued, where that is not settled."""
    if kind != "auto":
        return kind
    return "completion" if question.text is not None else "chat"


def body_of(question: Question, kind: Asked, model: str, settings: EndpointSettings) -> Body:
    """The question without how it is answered; raises InputError for a chat of several turns that is to be continued
    as a text.
    """
    body: Body = {"model": model, **settings.extra}
    if kind == "chat":
        turns = [{"role": message.role, "content": message.content} for message in question.messages]
        return {**body, "messages": turns or [{"role": "user", "content": question.text or ""}]}
    return {**body, "prompt": plain(question)}


def plain(question: Question) -> str:
    """The question as the text that is continued."""
    if question.text is not None:
        return question.text
    if len(question.messages) == 1:
        return question.messages[0].content
    raise InputError("endpoint.chat-as-text", id=question.id, n=len(question.messages))


def answering(decoding: Decoding, place: int) -> Body:
    """How the question at `place` of the data is to be answered. Nothing is left to the server, which would draw its
    answers where no temperature is named.
    """
    body: Body = {
        "temperature": decoding.temperature,
        "top_p": decoding.top_p,
        "max_tokens": decoding.max_tokens,
        "seed": seed_of(decoding.seed, place),
    }
    if decoding.stop:
        body["stop"] = list(decoding.stop[:MOST_STOPS])
    return body


def seed_of(seed: int, place: int) -> int:
    """A seed for one row; the same whatever else is asked. Below 2**31, as some servers need."""
    return crc32(f"{seed}:{place}".encode()) & 0x7FFFFFFF


def with_logprobs(body: Body, kind: Asked) -> Body:
    """The body that also asks how likely the answer's tokens are."""
    return {**body, "logprobs": True if kind == "chat" else 1}
