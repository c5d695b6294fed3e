"""Training data as a stream: each row once, none kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path

from assay.core.examples import Skipped, Source
from assay.core.messages import Text, say
from assay.readers.files.content import Content
from assay.readers.files.digest import digest_of
from assay.readers.files.locate import locate
from assay.readers.questions import FORMS
from assay.readers.questions.asked import MOST_BAD, form_of
from assay.readers.questions.base import Dialogue, Fields, Form
from assay.readers.questions.dataset_info import FILE, entry_of
from assay.readers.questions.options import AskOptions
from assay.readers.rows.names import roles_of
from assay.readers.rows.parts import MALFORMED
from assay.readers.rows.probability_plan import plan_of
from assay.readers.rows.values import BadRow
from assay.readers.tables import open_table
from assay.readers.tables.json_array import JsonArray, is_long_list
from assay.readers.tables.memory import table_of
from assay.readers.tables.table import Table, too_many_bad

MOST_NAMED = 100  # rows that could not be used, of which the source says where they are

Trained = tuple[str, Dialogue]
"""Where a row of the training data stands, as people say it ("train.jsonl:17"), and what it holds."""


@dataclass(eq=False)
class TrainingRows:
    """The rows of training data. Once they were all read, `source` is whole, and `scored` says whether some file seems
    to hold probabilities of its labels. Reading them a second time reads the files again.
    """

    given: object
    options: AskOptions = field(default_factory=AskOptions)
    source: Source | None = None
    scored: bool = False

    def __iter__(self) -> Iterator[Trained]:
        """Every good row. Raises InputError for what cannot be read, or where most rows are bad."""
        rows, bad, form = 0, 0, ""
        named: list[Skipped] = []
        tables, digest = _tables(self.given, self.options)
        first: Text | None = None
        for table, fixed, fields in tables:
            name, why = (fixed, None) if fixed is not None else form_of(table, self.options)
            form, first = form or name, first or why
            options = _columns_told(table, self.options) if name == "plain" else self.options
            self.scored |= name == "plain" and plan_of(table, roles_of(table.names), None) is not None
            for place, one in _rows(table, FORMS[name](table, options, fields)):
                rows += 1
                yield place, one
            bad += len(table.skipped)
            named += table.skipped[: MOST_NAMED - len(named)]
        path = str(self.given) if isinstance(self.given, str | PathLike) else ""
        if not rows or bad > MOST_BAD * (rows + bad):
            raise too_many_bad(path, rows, named)
        notes = (say("findings.train-skipped", n=bad),) if bad else ()
        why = first or say("predict.why-dataset-info", form=form)
        self.source = Source(path, form, why, rows, digest(), tuple(named), notes=notes)


def _rows(table: Table, form: Form) -> Iterator[Trained]:
    label = Path(table.path).name if table.path else ""
    for line, record in table.records():
        try:
            yield f"{label}:{line}", form.dialogue(record)
        except BadRow as bad:
            if table.form != "text":  # an empty line of a text is no row
                table.set_aside(line, bad)
        except MALFORMED:
            table.set_aside(line, BadRow("readers.row-shape"))


def _columns_told(table: Table, options: AskOptions) -> AskOptions:
    """The options, with the column of the longest texts as the prompt where no name tells it, as in a table without a
    header; of two columns, the other one is the answer.
    """
    names = [name for name in table.scalars() if any(isinstance(record.get(name), str) for record in table.head)]
    if options.prompt is not None or roles_of(table.names).prompt or not names:
        return options
    longest = max(names, key=lambda name: sum(len(str(record.get(name) or "")) for record in table.head))
    others = [name for name in table.names if name != longest]
    reference = options.reference or (others[0] if len(others) == 1 else None)
    return replace(options, prompt=longest, reference=reference)


_Tables = Iterator[tuple[Table, str | None, Fields]]


def _tables(given: object, options: AskOptions) -> tuple[_Tables, Callable[[], str | None]]:
    """Each table with its form and fields, where these are known already; and the digest of what was read."""
    if not isinstance(given, str | PathLike):
        return iter([(table_of(given), None, Fields())]), lambda: None
    path, dataset = _named(str(given), options.dataset)
    entry = entry_of(path, dataset)
    form, fields = (None, Fields()) if entry is None else (entry.form, entry.fields)
    found = locate(path if entry is None else entry.path)
    tables = ((_open(content), form, fields) for content in found.contents)
    return tables, digest_of(found.contents)


def _open(content: Content) -> Table:
    return JsonArray(content) if is_long_list(content) else open_table(content)


def _named(given: str, dataset: str | None) -> tuple[str, str | None]:
    """A dataset_info.json, or the folder with one, may be followed by a colon and the name of the data set."""
    path, _, name = given.rpartition(":")
    is_info = Path(path).name == FILE or (Path(path) / FILE).is_file()
    return (path, name) if path and name and is_info and not Path(given).exists() else (given, dataset)
