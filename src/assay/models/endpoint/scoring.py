"""A prompt read back token by token, each with its likelihood: in the two ways that servers have for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.models.endpoint.client import Client
from assay.models.endpoint.reply import choice_of, used
from assay.models.endpoint.request import Asked, Body
from assay.models.endpoint.server import Server

# OpenAI's old echo, for texts, and vLLM's prompt_logprobs, for texts and chats.
Way: TypeAlias = Literal["echo", "prompt_logprobs"]
WAYS: Mapping[Asked, tuple[Way, ...]] = {"completion": ("echo", "prompt_logprobs"), "chat": ("prompt_logprobs",)}
# One token more than asked for is made, and left aside: 0 means "as many as you like" to some servers.
_ASKING: Mapping[Way, Body] = {
    "echo": {"echo": True, "logprobs": 1, "max_tokens": 1, "temperature": 0},
    "prompt_logprobs": {"prompt_logprobs": 0, "max_tokens": 1, "temperature": 0},
}


@frozen
class Token:
    """A part of a prompt and the natural logarithm of its probability behind all before it; None for the first."""

    text: str
    logprob: float | None
    id: str = ""


class UnsoundError(Exception):
    """What a server says about a prompt cannot be right; `why` says why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why)
        self.why = why


async def scored(client: Client, server: Server, kind: Asked, way: Way, body: Body) -> list[Token]:
    """The tokens of the prompt in `body`. Raises UnsoundError where not every one has its likelihood, and as
    `Client.reply` does.
    """
    reply = await client.reply(server, kind, {**body, **_ASKING[way]})
    tokens = _echoed(reply) if way == "echo" else _listed(reply)
    if not tokens:
        raise UnsoundError(say("endpoint.silent"))
    count = used(reply, "prompt_tokens")
    if count is not None and not count <= len(tokens) <= count + (used(reply, "completion_tokens") or 1):
        raise UnsoundError(say("endpoint.other-count", told=len(tokens), tokens=count))
    tokens = tokens[:count]
    if any(token.logprob is None for token in tokens[1:]):
        raise UnsoundError(say("endpoint.silent"))
    return tokens


def total(tokens: Sequence[Token]) -> float:
    """The natural logarithm of their probability together."""
    return math.fsum(token.logprob for token in tokens if token.logprob is not None)


def common(some: Sequence[Token], others: Sequence[Token]) -> int:
    """How many tokens both begin with."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (a, b) in pairs if (a.text, a.id) != (b.text, b.id)), min(len(some), len(others)))


def _echoed(reply: Mapping[str, object]) -> list[Token]:
    held = choice_of(reply).get("logprobs")
    texts = held.get("tokens") if isinstance(held, Mapping) else None
    known = held.get("token_logprobs") if isinstance(held, Mapping) else None
    if not isinstance(texts, list) or not isinstance(known, list) or len(texts) != len(known):
        return []
    return [Token(str(text), _number(one)) for text, one in zip(texts, known, strict=True)]


def _listed(reply: Mapping[str, object]) -> list[Token]:
    places = choice_of(reply).get("prompt_logprobs") or reply.get("prompt_logprobs")
    return [_token(place) for place in places] if isinstance(places, list) else []


def _token(place: object) -> Token:
    """VLLM lists the prompt's own token first; of the prompt's first one it says nothing."""
    id_, held = next(iter(place.items()), ("", None)) if isinstance(place, Mapping) else ("", None)
    if not isinstance(held, Mapping):
        return Token("", None)
    return Token(str(held.get("decoded_token")), _number(held.get("logprob")), str(id_))


def _number(value: object) -> float | None:
    sound = isinstance(value, int | float) and math.isfinite(value) and value <= 1e-6
    return float(value) if sound and isinstance(value, int | float) else None
