"""A file as rows of named fields, whatever its form; bad rows are set aside with their line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from assay.core.errors import InputError
from assay.core.examples import Skipped
from assay.core.messages import Text, say
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.gather import Columns, Gather

Form: TypeAlias = Literal["jsonl", "json", "csv", "tsv", "text", "parquet", "arrow", "zip", "values"]

HEAD_ROWS = 200
_BLOCK_ROWS = 1 << 13
_HOPELESS = 1000
_SHOWN = 12


class Table(ABC):
    """One file. `head` holds its first good rows and `names` their fields; `document` is what surrounds the rows of a
    JSON file, None elsewhere. `skipped` and `notes` grow while it is read.
    """

    form: Form
    path: str
    file: Path | None = None
    head: Sequence[Record] = ()
    names: tuple[str, ...] = ()
    document: object = None

    def __init__(self) -> None:
        self.skipped: list[Skipped] = []
        self.notes: list[Text] = []

    @abstractmethod
    def records(self) -> Iterator[tuple[int, Record]]:
        """Every good row with its line (the row's number where a file has no lines)."""

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The fields `texts` and `lazy` as columns of scalars, `values` as they are. A row that holds a list where a
        scalar is asked for is set aside. What is `lazy` may be read when it is first looked at.
        """
        gather = Gather([*texts, *lazy], values)
        records = self.records()
        while block := list(islice(records, _BLOCK_ROWS)):
            self._gather(gather, block)
        return gather.done()

    def _gather(self, gather: Gather, block: list[tuple[int, Record]]) -> None:
        sound = list(self.sound(block, gather.texts))
        for line, _ in sound:
            gather.lines.add(line)
        fields = [*gather.texts, *gather.values]
        gather.add({name: [record.get(name) for _, record in sound] for name in fields})

    def sound(self, block: Iterable[tuple[int, Record]], texts: Sequence[str]) -> Iterator[tuple[int, Record]]:
        """The rows whose fields `texts` are scalars; the others are set aside."""
        for line, record in block:
            nested = next((name for name in texts if isinstance(record.get(name), list | dict | tuple)), None)
            if nested is None:
                yield line, record
            else:
                self.set_aside(line, BadRow("readers.row-nested-field", field=nested))

    def set_aside(self, line: int, bad: BadRow) -> None:
        """Keep one row aside, named and counted."""
        self.skipped.append(Skipped(self.path, line, bad.text))

    def check(self, good: int) -> None:
        """Stop early where most rows are bad; raises InputError."""
        if len(self.skipped) > _HOPELESS and len(self.skipped) > good:
            raise too_many_bad(self.path, good, self.skipped)

    def is_kind(self, field_name: str, *kinds: type) -> bool:
        """Whether the head has values in the field, and all are of `kinds`."""
        found = [record[field_name] for record in self.head if record.get(field_name) is not None]
        return bool(found) and all(isinstance(value, kinds) for value in found)

    def scalars(self) -> tuple[str, ...]:
        """The fields that hold one value each, as far as the head shows."""
        return tuple(
            name
            for name in self.names
            if not any(isinstance(record.get(name), list | dict | tuple | set) for record in self.head)
        )

    def has(self, *names: str) -> bool:
        """Whether the head has all these fields."""
        return set(names) <= set(self.names)


class RecordTable(Table):
    """Rows that are in memory already."""

    def __init__(self, path: str, form: Form, items: Sequence[object], document: object = None) -> None:
        super().__init__()
        self.path = path
        self.form = form
        self.items = items
        self.document = document
        self.head = [item for item in items[:HEAD_ROWS] if isinstance(item, dict)]
        self.names = names_of(self.head)

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every row that is an object, with its number."""
        for number, item in enumerate(self.items, 1):
            if isinstance(item, dict):
                yield number, item
            else:
                self.set_aside(number, BadRow("readers.row-not-object"))

    def nested(self, items: object) -> RecordTable:
        """The same file with other `items` of its document as rows; raises InputError where they are no list."""
        if not isinstance(items, list):
            raise InputError("readers.no-rows", path=self.path)
        table = RecordTable(self.path, self.form, items, self.document)
        table.file, table.skipped, table.notes = self.file, self.skipped, self.notes
        return table


def names_of(head: Sequence[Record]) -> tuple[str, ...]:
    """The fields of the rows, in order of appearance."""
    return tuple(dict.fromkeys(str(name) for record in head for name in record))


def shown_names(table: Table) -> list[str]:
    """The first columns' names, for a sentence."""
    return [*table.names[:_SHOWN], *(["..."] if len(table.names) > _SHOWN else [])]


def too_many_bad(path: str | Text, good: int, skipped: Sequence[Skipped]) -> InputError:
    """The error for a file most of whose rows are bad, with the first reasons."""
    first = [_named(skip) for skip in skipped[:3]]
    if not good and not skipped:
        return InputError("readers.no-rows", path=path)
    key = "readers.too-many-bad" if good else "readers.none-good"
    return InputError(key, path=path, bad=len(skipped), rows=good + len(skipped), first=first)


def _named(skip: Skipped) -> Text:
    if skip.path:
        return say("readers.skipped", path=skip.path, line=skip.line, why=skip.why)
    return say("readers.skipped-row", line=skip.line, why=skip.why)
