"""A language model over single characters, small enough to be calculated by hand, that speaks OpenAI's JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal
from zlib import crc32

CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .:,?"
Body = Mapping[str, Any]


@cache
def logprobs_after(character: str) -> Mapping[str, float]:
    """The natural logarithm of each character's probability behind another one."""
    weights = {c: crc32(f"{character}{c}".encode()) % 997 / 100 for c in CHARACTERS}
    total = math.log(sum(math.exp(weight) for weight in weights.values()))
    return {c: weight - total for c, weight in weights.items()}


def logprob(text: str, before: str) -> float:
    """Of a text behind another one that is not empty."""
    whole = before[-1] + text
    return math.fsum(logprobs_after(a).get(b, -30.0) for a, b in pairwise(whole))


def likeliest(before: str, length: int) -> str:
    """The greedy continuation."""
    text = before
    for _ in range(length):
        after = logprobs_after(text[-1:])
        text += max(after, key=lambda c: after[c])
    return text[len(before) :]


@dataclass(frozen=True)
class Alphabet:
    """The model served. `echo` is how it tells the likelihood of a prompt: right, each token read from the place
    behind its own (as llama-cpp-python 0.3.36 does), not at all, or refused; `logprobs` whether it tells those of what
    it says, `chats_scored` whether it knows vLLM's prompt_logprobs; a prompt may have `context` characters.
    """

    name: str = "alphabet"
    echo: Literal["right", "shifted", "silent", "refused"] = "right"
    logprobs: bool = True
    chats_scored: bool = False
    context: int = 4000
    refused: Mapping[str, str] | None = None

    def reply(self, path: str, body: Body) -> tuple[int, Body]:
        """The status and the JSON that answer a request."""
        if body.get("model") != self.name:
            return 404, _error(f"The model `{body.get('model')}` does not exist.")
        for field, words in (self.refused or {}).items():
            if field in body:
                return 400, _error(words)
        prompt = _prompt(body)
        if len(prompt) > self.context:
            return 400, _error(f"This model's maximum context length is {self.context} tokens, not {len(prompt)}.")
        if body.get("echo") and self.echo == "refused":
            return 400, _error("echo is not supported")
        return 200, self._said(path, body, prompt)

    def _said(self, path: str, body: Body, prompt: str) -> Body:
        most = body.get("max_tokens", body.get("max_completion_tokens", 16))
        text = likeliest(prompt, min(most, 8)) + (f" {body.get('seed')}" if body.get("temperature") else "")
        usage = {"prompt_tokens": len(prompt), "completion_tokens": len(text)}
        if path.endswith("chat/completions"):
            choice: dict[str, Any] = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
            if body.get("logprobs") and self.logprobs:
                choice["logprobs"] = {"content": self._chat_logprobs(prompt, text, body.get("top_logprobs", 0))}
        else:
            shown = prompt + text if body.get("echo") else text
            choice = {"text": shown, "finish_reason": "length"}
            if body.get("logprobs") is not None and self.logprobs:
                choice["logprobs"] = self._flat_logprobs(prompt, shown, body)
        if "prompt_logprobs" in body and self.chats_scored:
            known = [{str(ord(b)): {"logprob": logprob(b, a), "decoded_token": b}} for a, b in pairwise(prompt)]
            return {"choices": [choice], "usage": usage, "prompt_logprobs": [None, *known]}
        return {"object": "reply", "model": self.name, "choices": [choice], "usage": usage}

    def _chat_logprobs(self, prompt: str, text: str, top: int) -> list[Body]:
        return [
            {"token": c, "logprob": logprobs_after(before)[c], "top_logprobs": _top(before, top)}
            for before, c in zip(prompt[-1] + text, text, strict=False)
        ]

    def _flat_logprobs(self, prompt: str, shown: str, body: Body) -> Body | None:
        if body.get("echo") and self.echo == "silent":
            return None
        known: list[float | None] = []
        whole = shown if body.get("echo") else prompt + shown
        for place in range(len(whole) - len(shown), len(whole)):
            read = place + 1 if body.get("echo") and self.echo == "shifted" else place
            known.append(logprobs_after(whole[read - 1]).get(whole[place], -30.0) if read else None)
        first = len(whole) - len(shown)
        tops = [
            {t["token"]: t["logprob"] for t in _top(whole[i - 1 : i], body["logprobs"])}
            for i in range(first, len(whole))
        ]
        return {
            "tokens": list(shown),
            "token_logprobs": known,
            "text_offset": list(range(len(shown))),
            "top_logprobs": tops,
        }


def _top(before: str, most: int) -> list[Body]:
    after = logprobs_after(before)
    return [{"token": c, "logprob": after[c]} for c in sorted(after, key=lambda c: -after[c])[:most]]


def _prompt(body: Body) -> str:
    """A text as it is; a chat as "user: Hello. assistant: ", to be gone on with."""
    if "messages" not in body:
        return str(body["prompt"])
    chat = "".join(f"{message['role']}: {message['content']}. " for message in body["messages"])
    if body.get("continue_final_message"):
        return chat.removesuffix(". ")
    return chat + ("assistant: " if body.get("add_generation_prompt", True) else "")


def _error(words: str) -> Body:
    return {"error": {"message": words, "type": "BadRequestError"}}
