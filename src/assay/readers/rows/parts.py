"""What a reader makes of one file, and how rows become it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np

from assay.core.arrays import BoolArray
from assay.core.columns import Column
from assay.core.examples import Examples, Likelihoods, Probabilities, Reported, Source
from assay.core.messages import Text, literal
from assay.frozen import frozen
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables.gather import Lines
from assay.readers.tables.table import Table

# Filled in when the whole is put together.
NO_SOURCE = Source(path="", format="", why=literal(""), rows=0)

# A record of another shape than its tool writes is one bad row, whatever it trips over.
MALFORMED = (KeyError, TypeError, IndexError, AttributeError, ValueError, RecursionError, OverflowError)


@frozen(eq=False)
class Part:
    """The examples of one file, without their source; the line of each; what is to be said of the file."""

    examples: Examples
    lines: Sequence[int] | Lines
    notes: tuple[Text, ...] = ()
    reported: tuple[Reported, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """One document's log-likelihood and sizes, as in core's Likelihoods."""

    nll: float
    tokens: float = float("nan")
    bytes: float = float("nan")
    characters: float = float("nan")
    words: float = float("nan")
    nll_other_prompt: float = float("nan")


@dataclass(frozen=True, slots=True)
class Row:
    """One example. `probabilities` are by label; `group` holds the rows apart of which only one group can be read."""

    prediction: str | None = None
    references: Sequence[str] = ()
    prompt: str | None = None
    id: str | None = None
    extra: Mapping[str, str | None] = field(default_factory=dict)
    probabilities: Mapping[str, float] | None = None
    likelihood: Likelihood | None = None
    group: str = ""


def collect(
    table: Table, row_of: Callable[[Record], Row | None], records: Iterable[tuple[int, Record]] | None = None
) -> tuple[list[int], list[Row]]:
    """The rows of a table by `row_of`, which gives None for a record that is no example, and their lines. A record it
    cannot take is set aside. `records` are the table's own, where they were read already.
    """
    lines, rows = [], []
    for line, record in table.records() if records is None else records:
        row = _row(table, line, record, row_of)
        if row is not None:
            lines.append(line)
            rows.append(row)
    return lines, rows


def _row(table: Table, line: int, record: Record, row_of: Callable[[Record], Row | None]) -> Row | None:
    try:
        return row_of(record)
    except BadRow as bad:
        table.set_aside(line, bad)
    except MALFORMED:
        table.set_aside(line, BadRow("readers.row-shape"))
    return None


def part_of(table: Table, row_of: Callable[[Record], Row | None]) -> Part:
    """The part that the rows of a table make."""
    lines, rows = collect(table, row_of)
    return assembled(table, lines, rows)


def assembled(table: Table, lines: list[int], rows: list[Row]) -> Part:
    """Rows as columns. Where some have references, those without are set aside."""
    if any(row.references for row in rows):
        for line, row in zip(lines, rows, strict=True):
            if not row.references:
                table.set_aside(line, BadRow("readers.row-no-reference"))
        kept = [i for i, row in enumerate(rows) if row.references]
        lines, rows = [lines[i] for i in kept], [rows[i] for i in kept]
    examples = Examples(
        NO_SOURCE,
        predictions=_column([row.prediction for row in rows]),
        references=references_of([row.references for row in rows]),
        prompts=_column([row.prompt for row in rows]),
        ids=_column([row.id for row in rows]),
        probabilities=_probabilities([row.probabilities for row in rows]),
        likelihoods=_likelihoods([row.likelihood for row in rows]),
        extra=_extra(rows),
    )
    return Part(examples, lines)


def _column(texts: list[str | None]) -> Column | None:
    return None if all(text is None for text in texts) else Column(texts)


def references_of(lists: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The k-th references of all rows as the k-th column."""
    most = max(map(len, lists), default=0)
    return tuple(Column([texts[k] if k < len(texts) else None for texts in lists]) for k in range(most))


def _extra(rows: list[Row]) -> dict[str, Column]:
    names = dict.fromkeys(name for row in rows for name in row.extra)
    return {name: Column([row.extra.get(name) for row in rows]) for name in names}


def _probabilities(mappings: list[Mapping[str, float] | None]) -> Probabilities | None:
    labels = tuple(dict.fromkeys(label for mapping in mappings if mapping for label in mapping))
    if not labels:
        return None
    rows = [[(mapping or {}).get(label, np.nan) for label in labels] for mapping in mappings]
    return Probabilities(labels, np.array(rows, dtype=np.float64))


def _likelihoods(likelihoods: list[Likelihood | None]) -> Likelihoods | None:
    known = [likelihood for likelihood in likelihoods if likelihood is not None]
    if not known or len(known) < len(likelihoods):
        return None
    columns = ([getattr(one, part.name) for one in known] for part in fields(Likelihoods))
    return Likelihoods(*(np.array(column, dtype=np.float64) for column in columns))


def kept(part: Part, mask: BoolArray) -> Part:
    """The rows of a part where `mask` is true."""
    if mask.all():
        return part
    rows = np.flatnonzero(mask)
    examples = part.examples.take(rows)
    if part.examples.ids is None:
        examples = replace(examples, ids=None)  # numbers that `take` gives out are no ids to join by
    return replace(part, examples=examples, lines=[part.lines[int(row)] for row in rows])
