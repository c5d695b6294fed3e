"""Which tool wrote a file: asked of each reader in turn, by the file's fields."""

from __future__ import annotations

from collections.abc import Sequence

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.readers import READERS
from assay.readers.base import Reader, ReadOptions
from assay.readers.rows.names import roles_of
from assay.readers.tables.table import Table, shown_names

GENERIC = "generic"
REFUSED = 9  # the rank of readers that only say what a file is


@frozen
class Recognised:
    """A file, the name of its reader and why that one."""

    table: Table
    name: str
    why: Text

    def reader(self) -> Reader:
        """The reader itself."""
        return READERS[self.name]()

    @property
    def rank(self) -> int:
        """The reader's; a table that nobody knows, with nothing to judge, holds no examples."""
        roles = roles_of(self.table.names)
        nothing = roles.prediction is None and roles.reference is None
        return REFUSED if self.name == GENERIC and nothing else READERS[self.name].rank


def recognised(table: Table, options: ReadOptions, *, joining: bool) -> Recognised:
    """The reader that was asked for, else the first that knows the file, in the order of their ranks, else the one by
    column names. A reader that would refuse a file, or could not heed the columns that were named, is not asked.
    """
    if options.format is not None:
        return _asked_for(table, options.format)
    by_columns = options.names_columns or (joining and roles_of(table.names).prediction is not None)
    for name in sorted(READERS, key=lambda name: READERS[name].rank):
        reader = READERS[name]
        if name == GENERIC or (by_columns and reader.rank == REFUSED) or (options.names_columns and not _flat(reader)):
            continue
        why = reader().recognise(table)
        if why is not None:
            return Recognised(table, name, why)
    return Recognised(table, GENERIC, _why_by_names(table, options))


def _why_by_names(table: Table, options: ReadOptions) -> Text:
    given = [name for name in (options.prediction, options.reference) if name is not None]
    if given:
        return say("readers.why-named", columns=given)
    return READERS[GENERIC]().recognise(table) or say("readers.why-columns")


def _asked_for(table: Table, name: str) -> Recognised:
    """The reader that was asked for; raises InputError where it needs more of a file than its columns."""
    reader = READERS[name]
    if not _flat(reader) and reader().recognise(table) is None:
        path = table.path or say("readers.values")
        raise InputError("readers.not-that-format", path=path, format=name, names=shown_names(table))
    return Recognised(table, name, say("readers.why-asked", format=name))


def _flat(reader: type[Reader]) -> bool:
    from assay.readers.rows.flat_reader import FlatReader

    return issubclass(reader, FlatReader)


def the_one_kind(folder: str, known: Sequence[Recognised]) -> list[int]:
    """Of the files of a folder, the places of those to read; raises InputError where that is not clear."""
    ranks = [one.rank for one in known]
    best = min((rank for rank in ranks if rank < REFUSED), default=None)
    if best is None:
        raise InputError("readers.folder-without", path=folder)
    chosen = [at for at, rank in enumerate(ranks) if rank == best]
    kinds = sorted({known[at].name for at in chosen})
    paths = [known[at].table.path for at in chosen]
    if len(kinds) > 1:
        raise InputError("readers.several-kinds", kinds=kinds, paths=paths[:6])
    if len(chosen) > 1 and READERS[kinds[0]].one_run:
        raise InputError("readers.several-runs", n=len(chosen), paths=paths[:6])
    return chosen
