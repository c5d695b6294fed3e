"""From a source to examples: find the files, recognise them, read them, put them together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from assay.core.errors import InputError
from assay.core.examples import Examples, Source
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.readers.base import ReadOptions
from assay.readers.files.content import Content
from assay.readers.files.digest import digest_of
from assay.readers.files.locate import Found, locate
from assay.readers.recognition import GENERIC, Recognised, recognised, the_one_kind
from assay.readers.rows.flat import flat_part
from assay.readers.rows.joining import stacked, with_references
from assay.readers.rows.names import Roles
from assay.readers.rows.parts import Part
from assay.readers.tables import open_table
from assay.readers.tables.memory import ColumnTable, is_list, list_of, table_of
from assay.readers.tables.table import Table, shown_names, too_many_bad

MOST_BAD = 0.05
_MOST_IDS = 200_000  # beyond these, ids are not looked through for repetitions


@frozen
class Whole:
    """The examples of a source before references are joined: the table and part of each file, one below the other."""

    examples: Examples
    tables: Sequence[Table]
    parts: Sequence[Part]

    def place_of(self, row: int) -> tuple[str, int]:
        """The file and line of a row."""
        for table, part in zip(self.tables, self.parts, strict=True):
            if row < len(part.lines):
                return table.path, part.lines[row]
            row -= len(part.lines)
        raise IndexError(row)


def read_source(source: object, options: ReadOptions, references: object) -> Examples:
    """The examples, with the references that were given apart."""
    if isinstance(source, Examples):
        return source
    if references is not None and is_list(source) and is_list(references):
        return _of_lists(list_of(source), list_of(references))
    whole = _whole(source, options, joining=references is not None)
    examples = whole.examples
    if references is not None:
        given = _whole(references, ReadOptions(role="references"), joining=False, side_by_side=True).examples
        examples = with_references(examples, given, whole.place_of)
        examples = replace(examples, source=replace(examples.source, rows=len(examples)))
    return _with_what_is_needed(examples, options, whole.tables[0])


def _of_lists(predictions: list[object], references: list[object]) -> Examples:
    if len(predictions) != len(references):
        raise InputError("readers.uneven-lists", predictions=len(predictions), references=len(references))
    table = ColumnTable({"prediction": predictions, "reference": references})
    part = flat_part(table, Roles(prediction="prediction", reference="reference"))
    return _put_together("", [Recognised(table, GENERIC, say("readers.why-values"))], [part], None).examples


def _whole(source: object, options: ReadOptions, *, joining: bool, side_by_side: bool = False) -> Whole:
    if isinstance(source, str | os.PathLike):
        return _of_files(os.fspath(source), options, joining=joining, side_by_side=side_by_side)
    if is_list(source):
        table: Table = ColumnTable({"values": list_of(source)})
        said = Roles(prediction="values") if options.role != "references" else Roles(reference="values")
        part = flat_part(table, said)
        return _put_together("", [Recognised(table, GENERIC, say("readers.why-values"))], [part], None)
    known = recognised(table_of(source), options, joining=joining)
    return _put_together("", [known], [known.reader().read(known.table, options)], None)


def _of_files(source: str, options: ReadOptions, *, joining: bool, side_by_side: bool) -> Whole:
    found = locate(source)
    known, contents = _recognised_files(source, found, options, joining=joining)
    digest = digest_of(contents)
    parts = [one.reader().read(one.table, options) for one in known]
    if side_by_side and len(parts) > 1 and all(one.name == "text" for one in known):
        known, parts = known[:1], [_beside(parts)]
    return _put_together(source, known, parts, digest(), notes=(*found.notes, *_encodings(known, contents)))


def _recognised_files(
    source: str, found: Found, options: ReadOptions, *, joining: bool
) -> tuple[list[Recognised], list[Content]]:
    """What each file is; of a folder, only those with examples."""
    known, contents = [], []
    for content in found.contents:
        try:
            one = recognised(open_table(content), options, joining=joining)
        except InputError:
            if not found.folder:
                raise
        else:
            known.append(one)
            contents.append(content)
    if not found.folder:
        return known, contents
    chosen = the_one_kind(source, known)
    return [known[at] for at in chosen], [contents[at] for at in chosen]


def _encodings(known: Sequence[Recognised], contents: Sequence[Content]) -> list[Text]:
    texts = [content for one, content in zip(known, contents, strict=False) if one.table.form not in _WITHOUT_ENCODING]
    names = sorted({content.encoding for content in texts} - {"utf-8"})
    return [say("readers.encoding", encoding=name.upper()) for name in names]


_WITHOUT_ENCODING = frozenset({"parquet", "arrow", "zip", "values"})


def _beside(parts: Sequence[Part]) -> Part:
    """Several texts of references, line by line beside each other."""
    lengths = [len(part.examples) for part in parts]
    if len(set(lengths)) > 1:
        raise InputError("readers.uneven-texts", lengths=lengths)
    columns = tuple(column for part in parts for column in part.examples.references)
    return replace(parts[0], examples=replace(parts[0].examples, references=columns))


def _put_together(
    path: str,
    known: Sequence[Recognised],
    parts: Sequence[Part],
    digest: str | None,
    notes: Sequence[Text] = (),
) -> Whole:
    """One set of examples with its source; raises InputError where too many rows are bad."""
    tables = [one.table for one in known]
    examples = stacked([part.examples for part in parts], [table.path for table in tables])
    skipped = tuple(skip for table in tables for skip in table.skipped)
    if not len(examples) or len(skipped) > MOST_BAD * (len(examples) + len(skipped)):
        raise too_many_bad(path or say("readers.values"), len(examples), skipped)
    said = [note for table, part in zip(tables, parts, strict=True) for note in (*table.notes, *part.notes)]
    source = Source(
        path=path,
        format="values" if not path and known[0].name == "generic" else known[0].name,
        why=known[0].why,
        rows=len(examples),
        sha256=digest,
        skipped=skipped,
        reported=tuple(figure for part in parts for figure in part.reported),
        settings=parts[0].settings if all(part.settings == parts[0].settings for part in parts) else {},
        notes=(*notes, *_several_files(tables), *said, *_repeated_ids(examples)),
    )
    return Whole(replace(examples, source=source), tables, parts)


def _several_files(tables: Sequence[Table]) -> list[Text]:
    return [say("readers.files-together", n=len(tables))] if len(tables) > 1 else []


def _repeated_ids(examples: Examples) -> list[Text]:
    if examples.ids is None or len(examples) > _MOST_IDS:
        return []
    distinct = examples.ids.distinct
    return [say("readers.repeated-ids", rows=len(examples), n=distinct)] if distinct < len(examples) else []


def _with_what_is_needed(examples: Examples, options: ReadOptions, table: Table) -> Examples:
    """Raises InputError where the column that would be judged against is missing and nothing says that it must be."""
    if options.role != "candidate" or examples.references or examples.likelihoods is not None:
        return examples
    source = examples.source
    if source.format in {"generic", "values"}:
        raise InputError("readers.no-reference", path=source.path or say("readers.values"), names=shown_names(table))
    if source.format == "text":
        raise InputError("readers.text-alone", path=source.path)
    return replace(examples, source=replace(source, notes=(*source.notes, say("readers.no-references"))))


def with_predictions(examples: Examples) -> Examples:
    """The examples, where a model said them; raises InputError for a data set, and says where it goes."""
    if examples.predictions is None and examples.likelihoods is None and examples.probabilities is None:
        source = examples.source
        raise InputError("readers.data-set", path=source.path or say("readers.values"), format=source.format)
    return examples
