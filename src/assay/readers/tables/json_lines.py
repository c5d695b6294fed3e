"""JSONL: a JSON object a line. Decoded a block at a time; a block with a fault is decoded line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from assay.core.errors import InputError
from assay.core.messages import say
from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.gather import Columns, Gather
from assay.readers.tables.strict import parse
from assay.readers.tables.table import HEAD_ROWS, Table, names_of

_SCALAR = bool | int | float | str | None
_RECORDS = msgspec.json.Decoder(dict[str, Any])


class JsonLines(Table):
    """A file of one object a line."""

    form = "jsonl"

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content
        self.path = content.name
        self.file = content.path
        self.head = self._first()
        self.names = names_of(self.head)
        self._loose = 0

    def _first(self) -> list[Record]:
        head: list[Record] = []
        for block in self.content.blocks(1 << 20):
            for line in block.split(b"\n"):
                record = _object_or_none(line)
                if record is not None:
                    head.append(record)
                if len(head) == HEAD_ROWS:
                    return head
            if head:
                break
        return head

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every good row with its line."""
        good = 0
        for first, block, lines in self._numbered():
            rows = _decoded(_RECORDS, block, lines)
            pairs = self._by_line(first, block) if rows is None else enumerate(rows, first)
            for line, record in pairs:
                good += 1
                yield line, record
            self.check(good)
        self._tell()

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The fields as columns; only these are decoded."""
        gather = Gather([*texts, *lazy], values)
        typed = all(map(_can_be_typed, (*gather.texts, *values)))
        fields = _Fields(gather.texts, values) if typed else None
        for first, block, lines in self._numbered():
            rows = _decoded(fields.decoder, block, lines) if fields else None
            if rows is None or fields is None:
                self._gather(gather, list(self._by_line(first, block)))
            else:
                gather.add(fields.columns(rows))
                gather.lines.add(first, len(rows))
            self.check(len(gather.lines))
        self._tell()
        return gather.done()

    def _numbered(self) -> Iterator[tuple[int, bytes, int]]:
        """Each block with the number of its first line and how many lines it has."""
        first = 1
        for block in self.content.blocks():
            lines = block.count(b"\n") + (not block.endswith(b"\n"))
            yield first, block, lines
            first += lines

    def _by_line(self, first: int, block: bytes) -> Iterator[tuple[int, Record]]:
        """The good rows of a block; the bad ones are set aside."""
        for number, line in enumerate(block.split(b"\n"), first):
            if not line or line.isspace():
                continue
            try:
                yield number, self._row(line)
            except BadRow as bad:
                self.set_aside(number, bad)

    def _row(self, line: bytes) -> Record:
        value, strict = parse(line)
        self._loose += not strict
        if not isinstance(value, dict):
            raise BadRow("readers.row-not-object")
        return value

    def _tell(self) -> None:
        if self._loose:
            self.notes.append(say("readers.loose-json", n=self._loose))
            self._loose = 0


class _Fields:
    """A decoder for some fields of an object, and the way from its rows to columns."""

    def __init__(self, texts: Sequence[str], values: Sequence[str]) -> None:
        kinds: dict[str, Any] = {**dict.fromkeys(texts, _SCALAR), **dict.fromkeys(values, Any)}
        attributes = [(f"field{i}", kind, None) for i, kind in enumerate(kinds.values())]
        names = {f"field{i}": name for i, name in enumerate(kinds)}
        row = msgspec.defstruct("Row", attributes, rename=names, gc=False)
        self.decoder = msgspec.json.Decoder(row)
        self._getters = {name: attrgetter(attribute) for attribute, name in names.items()}

    def columns(self, rows: list[Any]) -> dict[str, Sequence[object]]:
        """A list a field."""
        return {name: list(map(getter, rows)) for name, getter in self._getters.items()}


def _can_be_typed(name: str) -> bool:
    """Names that msgspec refuses as those of typed fields."""
    return not any(character in '"\\' or character < " " for character in name)


def _decoded(decoder: msgspec.json.Decoder[Any], block: bytes, lines: int) -> list[Any] | None:
    """The rows of a block, one in each of its `lines`; None where that is not so."""
    try:
        rows = decoder.decode_lines(block)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return rows if len(rows) == lines else None


def _object_or_none(line: bytes) -> Record | None:
    try:
        value = parse(line)[0]
    except InputError:
        return None
    return value if isinstance(value, dict) else None
