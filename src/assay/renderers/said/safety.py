"""Text that somebody else wrote, made harmless to look at: no control codes, no reordering, no broken characters."""

from __future__ import annotations

import re

from assay.text.patterns import pattern

# Control codes, line separators, bidirectional embeddings, overrides and isolates, half surrogates, non-characters.
UNSAFE = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = pattern("\r\n|\r|\u2028|\u2029")


class Quoted(str):
    """Words that are not ours: a label, a path, a model's output. Each renderer marks them as such in its own way."""

    __slots__ = ()


def one_line(text: str) -> str:
    """`text` on one line, with every control code shown as a picture of itself: a line end is ⏎, an escape ␛."""
    if text.isprintable():
        return text
    return UNSAFE.sub(_picture, _LINE_ENDS.sub("\n", text))


def many_lines(text: str) -> str:
    """The same, with its line ends and tabs kept."""
    if text.isprintable():
        return text
    return UNSAFE.sub(_picture_or_space, _LINE_ENDS.sub("\n", text))


def _picture(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\n\t":
        return "⏎" if character == "\n" else " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


def _picture_or_space(match: re.Match[str]) -> str:
    return match[0] if match[0] in "\n\t" else _picture(match)


def without_half_characters(value: object) -> object:
    """`value`, a JSON document, with each half surrogate, which no encoding can write, as U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {without_half_characters(key): without_half_characters(item) for key, item in value.items()}
    return [without_half_characters(item) for item in value] if isinstance(value, list) else value
