"""JSON: a long list of objects, read one after the other, so that the list is never in memory as a whole."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import islice

from assay.core.errors import InputError
from assay.core.messages import say
from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.table import HEAD_ROWS, Table, names_of
from assay.text.patterns import pattern

LONG = 1 << 24  # bytes from which on a list is read piece by piece
_BLOCK = 1 << 20
_LONGEST = 1 << 29  # characters of one object
_DECODER = json.JSONDecoder(strict=False)
_BETWEEN = pattern(r"[\s,]*")


def is_long_list(content: Content) -> bool:
    """Whether the file is a JSON list too long to be parsed at once."""
    return content.size >= LONG and content.head[:64].removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"["


class JsonArray(Table):
    """A file that is one list of objects. `line` is the number of the object in the list."""

    form = "json"

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content, self.path, self.file = content, content.name, content.path
        self.head = [record for _, record in islice(self.records(), HEAD_ROWS)]
        self.skipped.clear()
        self.names = names_of(self.head)

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every object with its number; raises InputError where the list is no JSON from some place on."""
        for number, item in enumerate(self._items(), 1):
            if isinstance(item, dict):
                yield number, item
            else:
                self.set_aside(number, BadRow("readers.row-not-object"))

    def _items(self) -> Iterator[object]:
        pieces = self._pieces()
        text, line = next(pieces, ""), 1
        at = text.index("[") + 1
        while True:
            between = _BETWEEN.match(text, at)
            at = at if between is None else between.end()
            if text.startswith("]", at):
                return
            try:
                item, end = _DECODER.raw_decode(text, at)
            except (json.JSONDecodeError, RecursionError) as error:
                more = next(pieces, "")
                if not more or len(text) - at > _LONGEST:
                    raise self._broken(error, text, line) from error
                line += text.count("\n", 0, at)
                text, at = text[at:] + more, 0
                continue
            yield item
            at = end

    def _pieces(self) -> Iterator[str]:
        """The text, in pieces. What cannot be decoded is replaced: one row is compared with it, the rest without."""
        decoder = codecs.getincrementaldecoder(self.content.encoding)("replace")
        with self.content.open() as stream:
            while piece := stream.read(_BLOCK):
                yield decoder.decode(piece).removeprefix("\ufeff")

    def _broken(self, error: Exception, text: str, line: int) -> InputError:
        place = error.pos if isinstance(error, json.JSONDecodeError) else 0
        column = place - text.rfind("\n", 0, place)
        why = say("readers.row-value", column=column)
        return InputError("readers.not-json", path=self.path, line=line + text.count("\n", 0, place), why=why)
