"""What holds for the whole command: the language it speaks, and whether a bug is to be shown in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assay.core.messages import DEFAULT_LANGUAGE, Text, language_of, say
from assay.frozen import frozen

# What decides the language where --lang does not, as POSIX has it, ours first.
VARIABLES = ("ASSAY_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@frozen
class Session:
    """Known before the arguments are parsed, so that help and errors are in the reader's language too."""

    language: str = DEFAULT_LANGUAGE
    debug: bool = False
    arguments: tuple[str, ...] = ()

    def say(self, key: str, /, **values: object) -> str:
        """The sentence `key` of the catalogue, in this language."""
        return self.show(say(key, **values))

    def show(self, text: Text) -> str:
        """The sentence in this language."""
        return text.in_language(self.language)


def session_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Session:
    """The session that the arguments ask for, or else the environment."""
    asked = [value for value in _values("--lang", arguments) if language_of(value) is not None]
    locale = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    language = language_of(asked[-1] if asked else locale) or DEFAULT_LANGUAGE
    debug = "--debug" in arguments or environment.get("ASSAY_DEBUG", "") not in {"", "0"}
    return Session(language, debug, tuple(arguments))


def _values(option: str, arguments: Sequence[str]) -> Iterator[str]:
    for position, argument in enumerate(arguments):
        if argument == "--":
            return
        if argument == option:
            yield from arguments[position + 1 : position + 2]
        elif argument.startswith(f"{option}="):
            yield argument.partition("=")[2]
