"""What a server replied, read with care: any part may be missing or of another type."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assay.core.asking import Answer
from assay.models.endpoint.failure import PassingError


def choice_of(reply: Mapping[str, object]) -> Mapping[str, object]:
    """The first choice; raises PassingError where there is none."""
    choices = reply.get("choices")
    if isinstance(choices, Sequence) and choices and isinstance(choices[0], Mapping):
        return choices[0]
    raise PassingError("a reply without choices")


def answer_of(reply: Mapping[str, object], stops: Sequence[str] = ()) -> Answer:
    """The answer in a reply; raises PassingError where there is none. What a model thinks aloud is not its answer."""
    choice = choice_of(reply)
    message = choice.get("message")
    if not isinstance(message, Mapping) and not isinstance(choice.get("text"), str):
        raise PassingError("a reply without text")
    refusal = message.get("refusal") if isinstance(message, Mapping) else None
    finish = str(choice.get("finish_reason"))
    if (isinstance(refusal, str) and refusal) or finish == "content_filter":
        return Answer(text="", finish="refused", error=str(refusal or finish))
    said = text_of(message.get("content")) if isinstance(message, Mapping) else str(choice["text"])
    text = before_stop(said, stops)
    # What was cut off here has tokens that the server counts.
    whole = text == said
    return Answer(
        text=text,
        finish="length" if finish == "length" and whole else "stop",
        prompt_tokens=used(reply, "prompt_tokens"),
        tokens=used(reply, "completion_tokens") if whole else None,
        logprob=logprob_of(choice) if whole else None,
    )


def text_of(content: object) -> str:
    """The text of a message: a string, parts, or nothing where the model only thought or called a tool."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, Sequence) else ()
    return "".join(str(part["text"]) for part in parts if isinstance(part, Mapping) and part.get("type") == "text")


def before_stop(text: str, stops: Sequence[str]) -> str:
    """The text up to the first of the stops: servers take only a few, and some leave the stop in."""
    ends = [place for stop in stops if stop and (place := text.find(stop)) >= 0]
    return text[: min(ends)] if ends else text


def used(reply: Mapping[str, object], name: str) -> int | None:
    """A count of tokens."""
    usage = reply.get("usage")
    count = usage.get(name) if isinstance(usage, Mapping) else None
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def logprob_of(choice: Mapping[str, object]) -> float | None:
    """The sum over the answer's tokens, of a chat or a completion; None where one is missing or is no logarithm."""
    held = choice.get("logprobs")
    if not isinstance(held, Mapping):
        return None
    content, flat = held.get("content"), held.get("token_logprobs")
    if isinstance(content, Sequence):
        return _sum([entry.get("logprob") if isinstance(entry, Mapping) else None for entry in content])
    return _sum(flat) if isinstance(flat, Sequence) else None


def _sum(logprobs: Sequence[object]) -> float | None:
    sound = [float(one) for one in logprobs if isinstance(one, int | float) and math.isfinite(one) and one <= 1e-6]
    return math.fsum(sound) if sound and len(sound) == len(logprobs) else None
