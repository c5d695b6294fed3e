"""Text in columns of a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

ELLIPSIS = "…"
_FIRST_WIDE = "\u2e80"
_OPENING = frozenset("（「『《【〈［“‘")
_CLOSING = frozenset("）」』》】〉］”’，。、；：！？")


def display_width(text: str) -> int:
    """How many columns a terminal gives to `text`."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def cut(text: str, width: int) -> str:
    """`text` if it fits in `width` columns, else its beginning and its end, which tell long labels apart."""
    if display_width(text) <= width:
        return text
    tail = _head(text[::-1], (width - 1) // 3)[::-1]
    return _head(text, width - 1 - display_width(tail)) + ELLIPSIS + tail


def left(text: str, width: int) -> str:
    """`text` cut to `width` columns and filled up with spaces behind."""
    text = cut(text, width)
    return text + " " * (width - display_width(text))


def right(text: str, width: int) -> str:
    """The same, with the spaces in front."""
    text = cut(text, width)
    return " " * (width - display_width(text)) + text


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; a word that is longer than a line is broken."""
    lines, used = [""], 0
    for piece in _fitting(text, width):
        columns = display_width(piece)
        if used + columns > width:
            lines.append("")
            used = 0
        if used or piece != " ":
            lines[-1] += piece
            used += columns
    return [line.rstrip(" ") for line in lines]


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _head(text: str, width: int) -> str:
    used = 0
    for position, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return text[:position]
    return text


def _fitting(text: str, width: int) -> Iterator[str]:
    for piece in _pieces(text):
        rest = piece
        while display_width(rest) > width:
            head = _head(rest, width) or rest[0]
            yield head
            rest = rest[len(head) :]
        if rest:
            yield rest


def _pieces(text: str) -> Iterator[str]:
    """What stays together on a line; each space is a piece of its own."""
    start = 0
    for end in range(1, len(text)):
        if _breaks(text[end - 1], text[end]):
            yield text[start:end]
            start = end
    yield text[start:]


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters: at a space, and beside a wide character but for its marks."""
    if before == " " or after == " ":
        return True
    return (before >= _FIRST_WIDE or after >= _FIRST_WIDE) and before not in _OPENING and after not in _CLOSING
