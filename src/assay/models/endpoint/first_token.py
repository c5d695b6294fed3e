"""Which label an answer begins with, by the likeliest first tokens: right for labels that are one token."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assay.core.asking import Answer, Question
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.models.endpoint.client import Client
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.reply import choice_of, used
from assay.models.endpoint.request import Asked, Body
from assay.models.endpoint.server import Server

MOST_TOKENS = (20, 5)  # that servers list: most of them, and OpenAI's old completions
NEGLIGIBLE = 0.01  # of the labels' probability together


async def first_token(client: Client, server: Server, question: Question, labels: Sequence[str], why: Text) -> Answer:
    """The likeliest label. Raises InputError where the server lists no tokens (`why` says why there is no other way),
    and where a label has more than one.
    """
    kind = client.kind_of(question)
    reply = await _listed(client, server, kind, client.body(question, kind))
    tokens = _tokens(choice_of(reply))
    if not tokens:
        raise InputError("endpoint.no-choices", url=server.line.address.root, why=why)
    masses = [_mass(tokens, label) for label in labels]
    for label in labels:
        if _begun(tokens, label) > NEGLIGIBLE * sum(masses):
            raise InputError("endpoint.label-of-several-tokens", label=label, url=server.line.address.root, why=why)
    # A label that is not listed is at most as likely as the last token that is.
    unseen = masses.count(0.0) * min(tokens.values())
    if unseen > NEGLIGIBLE * sum(masses):
        return Answer(text="", finish="refused", error=str(say("endpoint.labels-unlikely", n=len(tokens))))
    best = max(range(len(labels)), key=lambda at: masses[at])
    return Answer(
        text=labels[best],
        prompt_tokens=used(reply, "prompt_tokens"),
        tokens=1,
        logprob=math.log(masses[best]),
        probabilities=tuple(mass / sum(masses) for mass in masses),
    )


async def _listed(client: Client, server: Server, kind: Asked, body: Body) -> Mapping[str, object]:
    for most in MOST_TOKENS:
        asking = {"logprobs": True, "top_logprobs": most} if kind == "chat" else {"logprobs": most}
        try:
            return await client.reply(server, kind, {**body, **asking, "max_tokens": 1, "temperature": 0})
        except RefusalError as refused:
            if refused.too_long or most == MOST_TOKENS[-1]:
                raise
    raise AssertionError


def _tokens(choice: Mapping[str, object]) -> dict[str, float]:
    """The likeliest first tokens with their probabilities."""
    held = choice.get("logprobs")
    if not isinstance(held, Mapping):
        return {}
    content, flat = held.get("content"), held.get("top_logprobs")
    if isinstance(content, list) and content:
        return {str(one["token"]): math.exp(one["logprob"]) for one in content[0].get("top_logprobs") or ()}
    if isinstance(flat, list) and flat and isinstance(flat[0], Mapping):
        return {str(token): math.exp(logprob) for token, logprob in flat[0].items()}
    return {}


def _mass(tokens: Mapping[str, float], label: str) -> float:
    """The probability of the label as a whole token, with a space before it or without."""
    return math.fsum(p for token, p in tokens.items() if token.strip() == label.strip())


def _begun(tokens: Mapping[str, float], label: str) -> float:
    """The probability of tokens with which the label only begins."""
    whole = label.strip()
    parts = {token: token.strip() for token in tokens}
    return math.fsum(
        tokens[token] for token, part in parts.items() if part and part != whole and whole.startswith(part)
    )
