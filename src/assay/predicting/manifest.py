"""What predictions were made from and how: only what agrees in all of it is put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from assay.core.messages import Text, say
from assay.frozen import frozen

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None

SCHEMA = "assay.predict/1"


@frozen
class Manifest:
    """The data, the model, and the settings that decide what it says, each by name. `rows` are those of the data."""

    data: Mapping[str, Value]
    model: Mapping[str, Value]
    settings: Mapping[str, Value]
    rows: int
    schema: str = SCHEMA

    def changes(self, earlier: Manifest) -> list[Text]:
        """What is other than it was, a sentence each; none where both agree."""
        return [
            say("predict.changed", part=say(f"predict.part-{part}"), name=name, before=_shown(before), now=_shown(now))
            for part in ("data", "model", "settings")
            for name, before, now in _differing(getattr(earlier, part), getattr(self, part))
        ]


def _differing(before: Mapping[str, Value], now: Mapping[str, Value]) -> Iterator[tuple[str, Value, Value]]:
    for name in dict.fromkeys([*before, *now]):
        ours, theirs = (_plain(one.get(name)) for one in (now, before))
        if ours != theirs:
            yield name, before.get(name), now.get(name)


def _plain(value: Value) -> Value:
    return tuple(value) if isinstance(value, list | tuple) else value


def _shown(value: Value) -> str:
    """A value in a sentence; of a fingerprint its beginning tells enough."""
    text = ", ".join(value) if isinstance(value, list | tuple) else str(value)
    return f"{text[:12]}..." if len(text) == 64 and set(text) <= set("0123456789abcdef") else text
