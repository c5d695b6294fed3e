"""Turns of a chat, as files write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.core.asking import Message
from assay.readers.questions.base import Dialogue
from assay.readers.rows.values import BadRow, listed, message_text, role_of

_ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "observation": "user",
    "tool": "user",
    "function_response": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "bing": "assistant",
    "bard": "assistant",
    "bot": "assistant",
    "model": "assistant",
    "function_call": "assistant",
}

_WORDS = frozenset({"content", "text", "value", "output_text"})  # where a part of a message has its text


def turns_of(value: object, roles: Mapping[str, str] = _ROLES) -> list[Message]:
    """The turns in a list of messages; raises BadRow for what is none, or a speaker that nobody knows."""
    value = listed(value)
    if not isinstance(value, list | tuple) or not value:
        raise BadRow("predict.row-no-turns")
    return [_turn(one, roles) for one in value]


def _turn(message: object, roles: Mapping[str, str]) -> Message:
    role = role_of(message)
    if role is None or not isinstance(message, Mapping):
        raise BadRow("predict.row-no-speaker")
    known = roles.get(role) or roles.get(role.lower())
    if known is None:
        raise BadRow("predict.row-speaker", role=role)
    return Message(known, _text(message))


def _text(message: Mapping[str, object]) -> str:
    """What is said. Raises BadRow for a picture or the like: without it the question would be another."""
    content = listed(message.get("content"))
    for part in content if isinstance(content, list | tuple) else ():
        if isinstance(part, Mapping) and not _WORDS.intersection(part):
            raise BadRow("predict.row-not-text", kind=str(part.get("type", ", ".join(map(str, part)))))
    return message_text(message)


def dialogue_of(turns: Sequence[Message], id: str | None, system: str | None = None) -> Dialogue:  # noqa: A002
    """The turns up to the last answer, and that answer as the reference; without one where a user speaks last."""
    spoken = list(turns)
    if system and (not spoken or spoken[0].role != "system"):
        spoken.insert(0, Message("system", system))
    references: tuple[str, ...] = ()
    if spoken and spoken[-1].role == "assistant":
        references = (spoken.pop().content,)
    if not any(turn.role == "user" for turn in spoken):
        raise BadRow("predict.row-no-user")
    return Dialogue(tuple(spoken), references, id)
