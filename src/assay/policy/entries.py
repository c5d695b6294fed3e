"""The entries of a policy file: each that is not right is said with its line and what would be."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from assay.core.errors import PolicyError
from assay.frozen import frozen
from assay.policy.nodes import Node, Table, Word
from assay.policy.policy import Place


@frozen
class Entries:
    """The file's values by the kind that is wanted. Every method raises PolicyError where the file has another."""

    path: str

    def at(self, node: Node) -> Place:
        """Where the value stands."""
        return Place(self.path, node.line)

    def known_keys(self, table: Table, known: Iterable[str]) -> None:
        """That the table has no other keys than these."""
        for key in table.entries:
            if key not in known:
                raise unknown(Place(self.path, table.lines[key]), "key", key, known)

    def word(self, table: Table, key: str) -> Word | None:
        """The single value of `key`; None where it is not given."""
        node = table.entries.get(key)
        if node is None or isinstance(node, Word):
            return None if node is None or node.missing else node
        raise self.at(node).error("not-a-value", key=key)

    def required(self, table: Table, key: str) -> Word:
        """The single value of `key`, which must be given."""
        word = self.word(table, key)
        if word is None:
            raise self.at(table).error("missing-key", key=key)
        return word

    def yes(self, table: Table, key: str) -> bool:
        """Whether `key` is true; false where it is not given."""
        word = self.word(table, key)
        if word is None:
            return False
        if word.written.lower() not in {"true", "false"}:
            raise self.at(word).error("not-a-choice", key=key, value=word.written)
        return word.written.lower() == "true"

    def number(self, word: Word, key: str) -> float:
        """The finite number that is written for `key`."""
        value = _number(word.written)
        if value is not None:
            return value
        share = _number(word.written.removesuffix("%"))
        if share is not None:
            raise self.at(word).error("not-a-number-near", key=key, value=word.written, near=f"{share / 100:g}")
        raise self.at(word).error("not-a-number", key=key, value=word.written)


def unknown(place: Place, kind: str, name: str, known: Iterable[str]) -> PolicyError:
    """The error for a word that is none of `known`, with the nearest."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    if near:
        return place.error(f"unknown-{kind}-near", name=name, near=near[0])
    return place.error(f"unknown-{kind}", name=name, known=list(known))


def _number(written: str) -> float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    return value if isfinite(value) else None
