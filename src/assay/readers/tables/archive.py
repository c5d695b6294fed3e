"""Zip archives: the logs of inspect_ai, a JSON file a sample."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from assay.core.errors import InputError
from assay.readers.files.content import Content
from assay.readers.rows.values import BadRow
from assay.readers.tables.strict import parse
from assay.readers.tables.table import RecordTable

_ZSTD = 93  # as inspect_ai writes since 2025; Python's zipfile knows the number but not the method
_MOST = 1 << 30  # bytes of one member
_LOCAL_HEADER = 30
# An encrypted member is a RuntimeError, a method that Python does not know a NotImplementedError.
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError, KeyError, MemoryError)


def archive_table(content: Content) -> RecordTable:
    """The samples of an inspect_ai log; its header is the document. Raises InputError for any other archive."""
    data = content.whole()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                raise InputError("readers.workbook", path=content.name)
            samples = [name for name in names if name.startswith("samples/") and name.endswith(".json")]
            if "header.json" not in names and "_journal/start.json" not in names:
                raise InputError("readers.archive", path=content.name)
            header = "header.json" if "header.json" in names else "_journal/start.json"
            document = _member(archive, data, header)
            return _table(content, document, [_sample(archive, data, name) for name in samples])
    except (*_DAMAGED, BadRow) as error:
        raise InputError("readers.damaged-archive", path=content.name) from error


def _table(content: Content, document: object, samples: list[object]) -> RecordTable:
    table = RecordTable(content.name, "zip", samples, document)
    table.file = content.path
    return table


def _sample(archive: zipfile.ZipFile, data: bytes, name: str) -> object:
    """One sample, or None where its file is damaged: the row is then set aside."""
    try:
        return _member(archive, data, name)
    except (*_DAMAGED, BadRow):
        return None


def _member(archive: zipfile.ZipFile, data: bytes, name: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    info = archive.getinfo(name)
    if info.file_size > _MOST:
        raise ValueError(name)
    if info.compress_type != _ZSTD:
        return parse(archive.read(info))[0]
    import pyarrow as pa

    start = info.header_offset + _LOCAL_HEADER
    lengths = data[info.header_offset + 26 : start]
    start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = data[start : start + info.compress_size]
    return parse(pa.decompress(packed, info.file_size, codec="zstd", asbytes=True))[0]
