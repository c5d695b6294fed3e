"""Whether what a server says about a prompt's likelihood is right: compared with what it says as it generates.

llama-cpp-python 0.3.36 reads each echoed token's likelihood from the place behind it, and others say nothing, with
status 200 (abetlen/llama-cpp-python#1983, ggml-org/llama.cpp#27174).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from assay.core.asking import Message, Question
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.models.endpoint.client import Client
from assay.models.endpoint.failure import PassingError, RefusalError
from assay.models.endpoint.reply import choice_of, used
from assay.models.endpoint.request import Asked, Body, with_logprobs
from assay.models.endpoint.scoring import WAYS, Token, UnsoundError, Way, scored
from assay.models.endpoint.server import Server

TEXTS = ("The capital of France is", "Once upon a time, there was a", "Please write to the", "1, 2, 3, 4,", "def main(")
TOLERANCE = 0.05  # nats: a batch of another size is rounded otherwise, more so in 16 bits
GENERATED = 3
_TRIES = 3


class Trust:
    """Checks every server once in a piece of work, before its first prompt is scored."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = asyncio.Lock()
        self._found: dict[tuple[int, Asked], Way | Text] = {}

    async def way(self, server: Server, kind: Asked) -> Way | Text:
        """The way of reading prompts that is right there, or the sentence that says why none is."""
        async with self._lock:
            key = (id(server), kind)
            if key not in self._found:
                self._found[key] = await self._way(server, kind)
            return self._found[key]

    async def sure(self, server: Server, kind: Asked) -> Way:
        """The same; raises InputError where there is none."""
        way = await self.way(server, kind)
        if isinstance(way, Text):
            raise InputError("endpoint.no-likelihoods", url=server.line.address.root, why=way)
        return way

    async def _way(self, server: Server, kind: Asked) -> Way | Text:
        whys = []
        for way in WAYS[kind]:
            why = await self._fault(server, kind, way)
            if why is None:
                return way
            whys.append(why)
        return whys[0]

    async def _fault(self, server: Server, kind: Asked, way: Way) -> Text | None:
        """What is wrong with a way; None for nothing."""
        words = ""
        for _ in range(_TRIES):
            try:
                return await self._difference(server, kind, way)
            except UnsoundError as unsound:
                return unsound.why
            except RefusalError as refused:
                return say("endpoint.refuses", words=refused.words)
            except PassingError as failed:
                # One that is busy or gone may come back; one that breaks at this and nothing else will not.
                if failed.gone or failed.full:
                    raise
                words = failed.words
        return say("endpoint.refuses", words=words)

    async def _difference(self, server: Server, kind: Asked, way: Way) -> Text | None:
        for text in TEXTS:
            said, before = await self._generated(server, kind, text)
            if not said:
                continue
            tokens = await scored(self._client, server, kind, way, self._continued(kind, text, said))
            if before is not None and len(tokens) != before + len(said):
                continue  # read anew, the text falls into other tokens
            for one, other in zip(tokens[-len(said) :], said, strict=True):
                if abs((one.logprob or 0.0) - (other.logprob or 0.0)) > TOLERANCE:
                    return say("endpoint.wrong", text=other.text, one=one.logprob, other=other.logprob)
            return None
        return say("endpoint.unchecked")

    async def _generated(self, server: Server, kind: Asked, text: str) -> tuple[list[Token], int | None]:
        """What the model says next, as far as it is plain text, and how many tokens stand before."""
        body = {**self._client.body(_question(kind, text), kind), "max_tokens": GENERATED, "temperature": 0}
        reply = await self._client.reply(server, kind, with_logprobs(body, kind))
        tokens = generated(choice_of(reply))
        if not tokens:
            raise UnsoundError(say("endpoint.silent"))
        plain = next((at for at, token in enumerate(tokens) if not _plain(token)), len(tokens))
        return tokens[:plain], used(reply, "prompt_tokens")

    def _continued(self, kind: Asked, text: str, said: list[Token]) -> Body:
        more = "".join(token.text for token in said)
        body = self._client.body(_question(kind, text), kind)
        return continued(body, more) if kind == "chat" else {**body, "prompt": text + more}


def continued(body: Body, said: str) -> Body:
    """A chat in which the model has begun to answer, as vLLM takes it."""
    return {**_ending_with(body, said), "continue_final_message": True}


def closed(body: Body, said: str) -> Body:
    """A chat in which the model has answered."""
    return _ending_with(body, said)


def generated(choice: Mapping[str, object]) -> list[Token]:
    """The tokens of an answer with their likelihoods; none where the server does not say."""
    held = choice.get("logprobs")
    if not isinstance(held, Mapping):
        return []
    content, texts, known = held.get("content"), held.get("tokens"), held.get("token_logprobs")
    if isinstance(content, list):
        return [Token(str(one["token"]), one["logprob"]) for one in content]
    return [Token(str(t), p) for t, p in zip(texts or (), known or (), strict=False)]


def _ending_with(body: Body, said: str) -> Body:
    messages = body["messages"]
    turns = list(messages) if isinstance(messages, list) else []
    return {**body, "messages": [*turns, {"role": "assistant", "content": said}], "add_generation_prompt": False}


def _question(kind: Asked, text: str) -> Question:
    return Question("", messages=(Message("user", text),)) if kind == "chat" else Question("", text=text)


def _plain(token: Token) -> bool:
    """Whether the token, written as text, is read as the same token again; half a character and the end are not."""
    text = token.text
    return text.isprintable() and text.strip() != "" and "\ufffd" not in text and "<" not in text
