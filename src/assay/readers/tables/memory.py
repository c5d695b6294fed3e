"""Values passed from Python: rows, columns, lists, NumPy arrays and the tables of pandas, polars and pa."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.rows.values import Record, listed
from assay.readers.tables.gather import Columns, Gather
from assay.readers.tables.table import HEAD_ROWS, RecordTable, Table


class ColumnTable(Table):
    """Columns that are in memory, all of one length."""

    form = "values"
    path = ""

    def __init__(self, columns: Mapping[str, Sequence[object]]) -> None:
        super().__init__()
        self._columns = columns
        self._length = len(next(iter(columns.values()), ()))
        self.names = tuple(columns)
        first = zip(*(column[:HEAD_ROWS] for column in columns.values()), strict=True)
        self.head = [dict(zip(self.names, row, strict=True)) for row in first]

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every row with its number."""
        for number, row in enumerate(zip(*self._columns.values(), strict=True), 1):
            yield number, dict(zip(self.names, row, strict=True))

    def columns(self, texts: Sequence[str], values: Sequence[str] = (), lazy: Sequence[str] = ()) -> Columns:
        """The columns as they are; only where one holds lists among its scalars is it looked at row by row."""
        names = [*texts, *lazy]
        if not set(names) <= set(self.scalars()):
            return super().columns(texts, values, lazy)
        gather = Gather(names, values)
        gather.add(self._columns)
        gather.lines.add(1, self._length)
        return gather.done()

    def scalars(self) -> tuple[str, ...]:
        """The columns that hold one value in every row."""
        return self._scalars

    @cached_property
    def _scalars(self) -> tuple[str, ...]:
        nested = (list, dict, tuple, set)
        return tuple(
            name
            for name, column in self._columns.items()
            if not any(issubclass(k, nested) for k in set(map(type, column)))
        )


def is_list(values: object) -> bool:
    """Whether these are values one below the other, not rows and not columns: a list, an array, a series."""
    if isinstance(values, list | tuple):
        return not values or not isinstance(values[0], Mapping)
    return not is_frame(values) and not isinstance(values, Mapping) and callable(_lister(values))


def list_of(values: object) -> list[object]:
    """The values as a list of Python's own; raises InputError where they are no list."""
    if isinstance(values, list | tuple):
        return [listed(value) for value in values] if any(map(_is_array, values[:1])) else list(values)
    made = _lister(values)() if is_list(values) else None
    if not isinstance(made, list):
        raise InputError("readers.not-values", kind=type(values).__name__)
    return made


def table_of(values: object) -> Table:
    """The rows of a list of mappings, a mapping of columns or a data frame; raises InputError for anything else."""
    if isinstance(values, list | tuple):
        return RecordTable("", "values", [dict(row) if isinstance(row, Mapping) else row for row in values])
    if isinstance(values, Mapping):
        return ColumnTable(_columns(values))
    if is_frame(values):
        return _frame(values)
    raise InputError("readers.not-values", kind=type(values).__name__)


def _columns(values: Mapping[Any, object]) -> dict[str, Sequence[object]]:
    columns: dict[str, Sequence[object]] = {str(name): list_of(column) for name, column in values.items()}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        shown: list[Text] = [say("readers.column-length", name=name, n=n) for name, n in lengths.items()]
        raise InputError("readers.uneven-columns", columns=shown)
    return columns


def is_frame(values: object) -> bool:
    """Whether it is a data frame of some library."""
    return hasattr(values, "column_names") or (hasattr(values, "columns") and hasattr(values, "to_dict"))


def _is_array(value: object) -> bool:
    return callable(getattr(value, "tolist", None))


def _lister(values: object) -> Any:  # noqa: ANN401 - NumPy, pandas, polars and pyarrow name it each in their way
    return next((found for name in ("to_pylist", "tolist", "to_list") if (found := getattr(values, name, None))), None)


def _frame(frame: Any) -> Table:  # noqa: ANN401 - a data frame of any library
    """By Arrow where the frame offers it, so that its columns stay as they are stored; else column by column."""
    if hasattr(frame, "__arrow_c_stream__"):
        import pyarrow as pa

        from assay.readers.tables.arrow import ArrowTable

        try:
            table = pa.table(frame)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            pass  # a column of mixed types
        else:
            index = [name for name in table.column_names if name.startswith("__index_level_")]
            return ArrowTable.of(table.drop_columns(index))
    names = frame.column_names if hasattr(frame, "column_names") else frame.columns
    return ColumnTable({str(name): list_of(frame[name]) for name in names})
