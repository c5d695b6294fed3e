"""Tables: a file's rows of named fields, one form of file a module. The form is told by the content, not the name."""

from __future__ import annotations

from assay.core.errors import InputError
from assay.readers.files.content import Content
from assay.readers.rows.names import is_known
from assay.readers.rows.values import BadRow
from assay.readers.tables.delimited import Delimited
from assay.readers.tables.dialect import Dialect, sniff
from assay.readers.tables.json_document import json_table
from assay.readers.tables.json_lines import JsonLines
from assay.readers.tables.lines import TextLines
from assay.readers.tables.strict import parse
from assay.readers.tables.table import Form, Table

_BINARY: dict[bytes, Form] = {b"PAR1": "parquet", b"ARRO": "arrow", b"\xff\xff\xff\xff": "arrow", b"PK\x03\x04": "zip"}
_LINES = (".jsonl", ".ndjson")
_JSON = (".json", *_LINES)
_SHOWN = 1 << 20  # bytes that tell the form
_DELIMITERS = {".csv": ",;\t|", ".tsv": "\t"}


def open_table(content: Content) -> Table:
    """The rows of a file; raises InputError where it is empty or of no form that is read."""
    form = _BINARY.get(content.head[:4])
    if form == "zip":
        from assay.readers.tables.archive import archive_table

        return archive_table(content)
    if form is not None:
        from assay.readers.tables.arrow import ArrowTable

        return ArrowTable(content, form)
    return _open_text(content)


def _open_text(content: Content) -> Table:
    start = _start(content)
    if not start.strip():
        raise InputError("readers.empty", path=content.name)
    if start.lstrip()[0] in "{[" and _is_json(content, start):
        return _open_json(content, start)
    dialect = _dialect(content, start)
    if dialect is not None:
        return Delimited(content, dialect)
    if content.suffix in _JSON:
        return _open_json(content, start)
    return TextLines(content)


def _start(content: Content) -> str:
    """The first line, whole where others follow it, and the beginning of these, as text; a character that cannot be
    decoded does not matter here.
    """
    blocks = content.blocks(_SHOWN)
    block = next(blocks, b"")
    end = block.find(b"\n") + 1
    if end == len(block):
        block += next(blocks, b"")
    return block[: end + _SHOWN].decode("utf-8", "replace")


def _is_json(content: Content, start: str) -> bool:
    """By the name; otherwise by whether the first line, or what there is, can be JSON."""
    if content.suffix in _JSON:
        return True
    first = _object(start.lstrip().partition("\n")[0])
    return isinstance(first, dict) or (content.suffix not in {".txt", *_DELIMITERS} and first is not None)


def _open_json(content: Content, start: str) -> Table:
    """Lines of objects, or one document. A first line that is no object does not yet make it a document."""
    first, _, rest = start.lstrip().partition("\n")
    if isinstance(_object(first), dict):
        return JsonLines(content) if rest.strip() or content.suffix in _LINES else json_table(content)
    sample = [line for line in start.split("\n")[:200] if line.strip()]
    objects = sum(isinstance(_object(line), dict) for line in sample[:-1])
    if objects * 2 > len(sample) or (objects and content.suffix in _LINES and first.strip() != "["):
        return JsonLines(content)
    return json_table(content)


def _object(line: str) -> object:
    """The value of a line of JSON, or None."""
    try:
        return parse(line.encode("utf-8", "replace"))[0]
    except BadRow:
        return None


def _dialect(content: Content, start: str) -> Dialect | None:
    """CSV and TSV by name; anything else only where it has a header with a known name, or a tab in every line."""
    if content.suffix in _DELIMITERS:
        found = sniff(start, _DELIMITERS[content.suffix])
        return found or sniff(start, _DELIMITERS[content.suffix][0])
    found = sniff(start, "\t,;")
    if found is None or len(found.names) < 2:
        return None
    named = sum(map(is_known, found.names))
    lines = [line for line in start.split("\n")[:200] if line]
    tabs = {line.count("\t") for line in lines}
    even = found.delimiter == "\t" and len(tabs) == 1 and len(lines) > 1
    return found if (found.header and named >= 2) or even else None
