"""One value of a file as text, number or list; what cannot be one raises BadRow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assay.core.errors import InputError

Record = dict[str, Any]


class BadRow(InputError):  # noqa: N818 - the error of one row, which does not stop the rest
    """One row that cannot be used, with the reason as a clause: "is not JSON: ..."."""


def text_of(value: object) -> str | None:
    """The text of a scalar as a file would show it: 1 is "1", 1.0 is "1.0", true is "true"; None and NaN are None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping | list | tuple | set):
        raise BadRow("readers.row-nested")
    item = getattr(value, "item", None)  # a NumPy scalar
    return text_of(item()) if callable(item) else _shown(value)


def _number_text(value: float) -> str | None:
    if isinstance(value, float) and math.isnan(value):
        return None
    try:
        return str(value)
    except ValueError as error:  # an integer of thousands of digits
        raise BadRow("readers.row-long-number") from error


def _shown(value: object) -> str | None:
    """Dates, decimals and the like; pandas' NaT and NA are not equal to themselves, or refuse to say."""
    try:
        missing = bool(value != value)  # noqa: PLR0124 - how a missing value is told
    except (TypeError, ValueError):
        missing = True
    return None if missing else str(value)


def texts_of(value: object) -> list[str]:
    """All texts in a scalar or list, in order; missing ones are left out."""
    if isinstance(value, list | tuple | set):
        return [text for item in value for text in texts_of(item)]
    text = text_of(listed(value))
    return [] if text is None else [text]


def listed(value: object) -> object:
    """A NumPy array as a list; anything else as it is."""
    tolist = getattr(value, "tolist", None)
    return tolist() if callable(tolist) else value


def number_of(value: object) -> float:
    """A float; NaN where there is none. Raises BadRow for what is no number."""
    if value is None or value == "":
        return math.nan
    if isinstance(value, bool | list | dict):
        raise BadRow("readers.row-not-number")
    try:
        return float(value)  # type: ignore[arg-type]  # what float() refuses is what is asked here
    except (TypeError, ValueError, OverflowError) as error:
        raise BadRow("readers.row-not-number") from error


def message_text(message: object) -> str:
    """The text of one chat message, of its content, or of a list of content parts."""
    if isinstance(message, str):
        return message
    if isinstance(message, Mapping):
        for key in ("content", "text", "value", "prompt", "output_text"):
            if message.get(key) is not None:
                return message_text(message[key])
        return ""
    if isinstance(message, list | tuple):
        return "".join(map(message_text, message))
    return text_of(message) or ""


def prompt_text(value: object) -> str | None:
    """The text of a prompt: a string, or the messages before the model's last answer, one a line."""
    value = listed(value)
    if isinstance(value, list | tuple):
        messages = value[:-1] if len(value) > 1 and role_of(value[-1]) in ANSWERS else value
        return "\n".join(map(message_text, messages))
    return message_text(value) if isinstance(value, Mapping) else text_of(value)


ANSWERS = frozenset({"assistant", "gpt", "bot", "model", "chatgpt", "BOT"})


def role_of(message: object) -> str | None:
    """Who speaks in one chat message."""
    if not isinstance(message, Mapping):
        return None
    role = message.get("role", message.get("from"))
    return role if isinstance(role, str) else None


def last_answer(messages: Sequence[object]) -> str | None:
    """The text of the last message, where it is the model's."""
    return message_text(messages[-1]) if messages and role_of(messages[-1]) in ANSWERS else None


def scalars_of(record: Mapping[str, object], *without: str, prefix: str = "") -> dict[str, str | None]:
    """The fields of a record that hold one value each, as texts; `without` those already used."""
    used = frozenset(without)
    return {
        prefix + str(name): text_of(value)
        for name, value in record.items()
        if name not in used and not isinstance(value, Mapping | list | tuple | set)
    }
