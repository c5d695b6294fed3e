"""What Assay says, in the reader's language: a sentence is a value until it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache

from assay.core.packaged import packaged
from assay.frozen import frozen

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
DEFAULT_LANGUAGE = "en"
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")


@frozen
class Text:
    """A sentence by its catalogue key and the values that fill it; the words are chosen when it is shown.

    `key` is `room.name`: the entry `name` of `core/catalogue/room.json`. A key of "" is a text that is shown as it is.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The sentence in `language`, one of LANGUAGES; raises KeyError for a key no catalogue has."""
        values = {name: _shown(value, language) for name, value in self.values.items()}
        if not self.key:
            return str(values["text"])
        template = _template(self.key, language)
        if "|" in template:
            values = {name: _Counted(value) for name, value in values.items()}
        return template.format_map(values)

    def __str__(self) -> str:
        return self.in_language(DEFAULT_LANGUAGE)


def say(key: str, /, **values: object) -> Text:
    """The sentence `key` of the catalogue, filled with `values` (numbers, strings, or other Texts)."""
    return Text(key, values)


def literal(text: str) -> Text:
    """A text that is not translated: a name, a user's own words."""
    return Text("", {"text": text})


def language_of(locale: str) -> str | None:
    """The language of a locale or of its usual names ("zh_TW.UTF-8", "zh-hant", "en"); None for one we do not speak."""
    plain = locale.partition(".")[0].partition("@")[0].replace("_", "-").casefold()
    if plain.startswith(_TRADITIONAL):
        return "zh-Hant"
    if plain == "zh" or plain.startswith("zh-"):
        return "zh-Hans"
    return next((language for language in LANGUAGES if plain.partition("-")[0] == language), None)


@cache
def catalogue(room: str) -> Mapping[str, Mapping[str, str]]:
    """All sentences of one room: name -> language -> template."""
    entries: dict[str, dict[str, str]] = json.loads(packaged("core", f"catalogue/{room}.json"))
    return entries


def has_sentence(key: str) -> bool:
    """Whether a catalogue holds `key`."""
    room, _, name = key.partition(".")
    try:
        return name in catalogue(room)
    except FileNotFoundError:
        return False


def _template(key: str, language: str) -> str:
    room, _, name = key.partition(".")
    return catalogue(room)[name][language]


_SEPARATORS = {"en": ", ", "zh-Hans": "、", "zh-Hant": "、"}


def _shown(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _SEPARATORS[language].join(str(_shown(item, language)) for item in value)
    return value


class _Counted:
    """A value in a template that picks words by number, `{n:row|rows}`; else it is formatted as it is."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            one, many = spec.split("|")
            return one if self._value == 1 else many
        return format(self._value, spec)

    def __repr__(self) -> str:
        return repr(self._value)
