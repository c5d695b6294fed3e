"""A TOML policy as nodes with lines. The standard library's parser keeps no lines, so they are found in the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence

from assay.policy.nodes import Node, Series, Table, Word
from assay.policy.policy import Place
from assay.text.patterns import pattern

_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_NAMES = rf"({_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = pattern(rf"\s*\[(\[?)\s*{_NAMES}\s*\]\]?\s*(?:#.*)?$")
_KEY = pattern(rf"\s*{_NAMES}\s*=")
_AT = pattern(r"(.*) \(at line (\d+), column \d+\)$")

Path = tuple[str | int, ...]


def toml_nodes(text: str, path: str) -> Node:
    """The document's nodes. Raises PolicyError where it is not TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        at = _AT.match(str(broken))
        line = int(at[2]) if at else text.count("\n") + 1
        raise Place(path, line).error("not-toml", why=at[1] if at else str(broken)) from None
    except RecursionError:
        raise Place(path, 1).error("too-deep") from None
    return _Reading(text).node(values, (), 1)


class _Reading:
    """One document on its way from the parser's values to nodes."""

    def __init__(self, text: str) -> None:
        self.text = text.splitlines()
        self.lines = dict(_lines(self.text))

    def node(self, value: object, path: Path, above: int) -> Node:
        line = self.lines.get(path, above)
        if isinstance(value, Mapping):
            entries = {key: self.node(item, (*path, key), line) for key, item in value.items()}
            return Table(line, entries, {key: self.lines.get((*path, key), line) for key in entries})
        if isinstance(value, Sequence) and not isinstance(value, str):
            return Series(line, tuple(self.node(item, (*path, i), line) for i, item in enumerate(value)))
        written = str(value).lower() if isinstance(value, bool) else str(value)
        return Word(line if path in self.lines else self.find(written, line), written)

    def find(self, written: str, start: int) -> int:
        """The first line from `start` on that holds the value; `start` where none does."""
        return next((i for i in range(start, len(self.text) + 1) if written in self.text[i - 1]), start)


def _lines(text: Sequence[str]) -> Mapping[Path, int]:
    """The line of each header and of each `key =` below it; the n-th `[[header]]` is item n of its list."""
    lines: dict[Path, int] = {}
    table: Path = ()
    items: dict[Path, int] = {}
    for number, line in enumerate(text, 1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1]:
                items[table] = items.get(table, -1) + 1
                lines.setdefault(table, number)
                table = (*table, items[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, dotted))
