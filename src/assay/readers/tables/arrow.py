"""Parquet, Arrow and Feather: columns are read as they are stored, their dictionaries never becoming strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import MISSING, Column
from assay.core.errors import InputError
from assay.readers.files.content import Content
from assay.readers.rows.columns import LazyColumn
from assay.readers.rows.values import Record, text_of
from assay.readers.tables.gather import Columns, Lines
from assay.readers.tables.table import HEAD_ROWS, Form, Table

_BATCH = 1 << 16  # rows whose codes stay in the processor's cache while they are translated


class ArrowTable(Table):
    """A file that stores columns. Its rows have numbers, no lines."""

    def __init__(self, content: Content, form: Form) -> None:
        super().__init__()
        self.content = content
        self.path = content.name
        self.file = content.path
        self.form = form
        with self._reading():
            self._parts = _Parquet(content) if form == "parquet" else _Batches(_ipc(content))
            self.names = tuple(self._parts.schema.names)
            self.head = next((batch.to_pylist() for batch in self._parts.batches(self.names, HEAD_ROWS)), [])

    @classmethod
    def of(cls, table: object) -> ArrowTable:
        """A pyarrow Table that is in memory."""
        made = cls.__new__(cls)
        Table.__init__(made)
        made.path, made.form = "", "values"
        made._parts = _Batches(table)
        made.names = tuple(made._parts.schema.names)
        made.head = made._parts.table.slice(0, HEAD_ROWS).to_pylist()
        return made

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What Arrow finds wrong with a file, as a sentence."""
        try:
            yield
        except (OSError, ValueError, TypeError, NotImplementedError, MemoryError, RecursionError, IndexError) as error:
            raise InputError("readers.damaged-columns", path=self.path, form=self.form) from error

    def scalars(self) -> tuple[str, ...]:
        """The columns whose type holds one value a row."""
        from pyarrow import types

        return tuple(field.name for field in self._parts.schema if not types.is_nested(field.type))

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every row with its number."""
        number = 0
        with self._reading():
            for batch in self._parts.batches(self.names, 1 << 13):
                for record in batch.to_pylist():
                    number += 1
                    yield number, record

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The columns; those that are `lazy` are read when they are first looked at."""
        with self._reading():
            lines = Lines()
            if self._parts.length:
                lines.add(1, self._parts.length)
            read = self._texts(texts) | {name: LazyColumn(len(lines), partial(self._text, name)) for name in lazy}
            return Columns(len(lines), read, {name: self._values(name) for name in values}, lines)

    def _text(self, name: str) -> Column:
        with self._reading():
            return self._texts([name])[name]

    def _texts(self, names: Sequence[str]) -> dict[str, Column]:
        coded = {name: _Coded(self._parts.length) for name in names}
        for batch in self._parts.batches(names):
            for name in names:
                coded[name].add(batch.column(name))
        return {name: column.column() for name, column in coded.items()}

    def _values(self, name: str) -> list[object]:
        return [value for batch in self._parts.batches([name]) for value in batch.column(name).to_pylist()]


class _Parquet:
    """Record batches of a Parquet file."""

    def __init__(self, content: Content) -> None:
        from pyarrow import parquet, types

        self._open = partial(_source, content)
        self._parquet = parquet
        file = parquet.ParquetFile(self._open())
        self.schema = file.schema_arrow
        self.length: int = file.metadata.num_rows
        self._strings = {
            field.name for field in self.schema if types.is_string(field.type) or types.is_large_string(field.type)
        }

    def batches(self, names: Sequence[str], size: int = _BATCH) -> Iterator[Any]:
        """Batches of at most `size` rows of the columns `names`; strings come as their dictionaries."""
        coded = [name for name in names if name in self._strings] if size > HEAD_ROWS else []
        file = self._parquet.ParquetFile(self._open(), read_dictionary=coded)
        return iter(file.iter_batches(size, columns=list(names), use_threads=False))


class _Batches:
    """Record batches of a table in memory."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        self.table = table
        self.schema = table.schema
        self.length: int = table.num_rows

    def batches(self, names: Sequence[str], size: int = _BATCH) -> Iterator[Any]:
        """Batches of at most `size` rows of the columns `names`."""
        return iter(self.table.select(list(names)).to_batches(max_chunksize=size))


class _Coded:
    """A column of `length` scalars collected from batches, each with a dictionary of its own. Its codes are as small as
    their number allows: there is then less to write.
    """

    def __init__(self, length: int) -> None:
        self._codes: dict[str, int] = {}
        self._column: IntArray = np.empty(length, dtype=np.int8)
        self._filled = 0
        self._dictionary: object = None
        self._table: IntArray = np.zeros(0, dtype=np.int8)
        self._same = False

    def add(self, array: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Append one array of scalars."""
        if not hasattr(array, "dictionary"):
            array = array.dictionary_encode()
        indices = array.indices
        self._translate(array.dictionary)
        into = self._column[self._filled : self._filled + len(indices)]
        if self._same and not indices.null_count:
            into[:] = _numbers(indices)
        else:
            whole = indices.fill_null(len(array.dictionary)) if indices.null_count else indices
            np.take(self._table, _numbers(whole), out=into, mode="clip")
        self._filled += len(indices)

    def _translate(self, dictionary: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Our code for each entry of a batch's dictionary, MISSING after the last, and whether they are its own."""
        if self._dictionary is None or not dictionary.equals(self._dictionary):
            texts = map(text_of, dictionary.to_pylist())
            codes = [MISSING if text is None else self._codes.setdefault(text, len(self._codes)) for text in texts]
            self._dictionary = dictionary
            self._widen()
            self._table = np.array([*codes, MISSING], dtype=self._column.dtype)
            self._same = codes == list(range(len(codes)))

    def _widen(self) -> None:
        """Codes wide enough for all that there are by now, and for MISSING."""
        width = np.result_type(self._column, np.min_scalar_type(-len(self._codes) - 1))
        if width != self._column.dtype:
            self._column = self._column.astype(width)

    def column(self) -> Column:
        """All that was added."""
        return Column.coded(tuple(self._codes), self._column[: self._filled])


def _numbers(indices: Any) -> IntArray:  # noqa: ANN401 - pyarrow has no types
    """Whole numbers without nulls, as they lie in memory; `to_numpy` would import pandas."""
    width = np.dtype(str(indices.type))
    return np.frombuffer(indices.buffers()[1], dtype=width, count=len(indices), offset=indices.offset * width.itemsize)


def _source(content: Content) -> object:
    import pyarrow as pa

    if content.path is not None and content.compression is None:
        return pa.OSFile(str(content.path))
    return pa.BufferReader(content.whole())


def _ipc(content: Content) -> object:
    """The table of an Arrow file, or of the stream that Hugging Face data sets are saved in."""
    from pyarrow import ipc

    source = _source(content)
    if content.head.startswith(b"ARROW1"):
        return ipc.open_file(source).read_all()
    return ipc.open_stream(source).read_all()
