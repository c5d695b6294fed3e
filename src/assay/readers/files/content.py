"""One file's content: decompressed, and as text in UTF-8, read from the start as often as it is asked for."""

from __future__ import annotations

import codecs
import hashlib
import io
import stat
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from assay.core.errors import InputError
from assay.readers.files.encodings import encoding_of

HEAD = 1 << 20
BLOCK = 1 << 17  # small enough to stay in the processor's cache while it is decoded
_PIECE = 1 << 25
LONGEST_LINE = 1 << 29  # bytes
_BOMB_SIZE, _BOMB_RATIO = 1 << 26, 300

_COMPRESSED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
_ENDINGS = {"gzip": (".gz", ".gzip"), "zstd": (".zst", ".zstd")}


class Content:
    """The content of `path`, or `data` where it has no path. `name` is what people call it."""

    def __init__(self, name: str, path: Path | None = None, data: bytes = b"") -> None:
        self.name = name
        self.path = path
        self._data = data

    @classmethod
    def of(cls, path: Path) -> Content:
        """The file at `path`; a pipe is read at once, since it can be read only once. Raises InputError."""
        try:
            if stat.S_ISREG(path.stat().st_mode):
                with path.open("rb"):
                    return cls(str(path), path)
            return cls(str(path), data=path.read_bytes())
        except OSError as error:
            raise InputError("readers.unreadable", path=str(path), reason=error.strerror or str(error)) from error

    @property
    def size(self) -> int:
        """Bytes as stored."""
        return len(self._data) if self.path is None else self.path.stat().st_size

    def stored(self) -> BinaryIO:
        """The bytes as stored."""
        return io.BytesIO(self._data) if self.path is None else self.path.open("rb")

    @cached_property
    def compression(self) -> str | None:
        """By the first bytes: "gzip", "zstd" or None."""
        with self.stored() as stream:
            start = stream.read(4)
        return next((name for magic, name in _COMPRESSED.items() if start.startswith(magic)), None)

    @property
    def suffix(self) -> str:
        """The name's ending in lower case, without that of the compression: ".jsonl"."""
        name = self.name.lower()
        for ending in _ENDINGS.get(self.compression or "", ()):
            name = name.removesuffix(ending)
        return Path(name).suffix

    def open(self) -> BinaryIO:
        """The decompressed bytes; what cannot be decompressed raises InputError when it is read."""
        stream = self.stored()
        return stream if self.compression is None else cast("BinaryIO", _Inflated(self, stream))

    @cached_property
    def head(self) -> bytes:
        """The first bytes, decompressed: at most HEAD of them."""
        with self.open() as stream:
            return stream.read(HEAD)

    def whole(self) -> bytes:
        """All bytes, decompressed."""
        with self.open() as stream:
            return stream.read()

    def digest(self) -> bytes:
        """SHA-256 of the bytes as stored. In large pieces: a thread that hashes asks the others to wait at each."""
        digest = hashlib.sha256()
        with self.stored() as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.digest()

    @cached_property
    def encoding(self) -> str:
        """The codec of the text; raises InputError where this is not text."""
        found = encoding_of(self.head)
        if found is None:
            raise InputError("readers.not-text", path=self.name)
        return found

    def text(self) -> str:
        """The whole text, without a byte-order mark; raises InputError where it is not in its encoding."""
        data = b"".join(self.blocks())
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise InputError("readers.damaged-text", path=self.name, line=line) from error

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """Blocks of whole lines in UTF-8, without a byte-order mark; bytes that are no text stay as invalid UTF-8."""
        begun: list[bytes] = []  # the pieces of a line whose end has not come yet
        length = 0
        for piece in self._pieces(size):
            cut = piece.rfind(b"\n") + 1
            if cut:
                yield b"".join([*begun, piece[:cut]])
                begun, length = [], 0
            begun.append(piece[cut:])
            length += len(piece) - cut
            if length > LONGEST_LINE:
                raise InputError("readers.endless-line", path=self.name)
        if length:
            yield b"".join(begun)

    def _pieces(self, size: int) -> Iterator[bytes]:
        encoding = self.encoding
        with self.open() as stream:
            if encoding == "utf-8":
                yield stream.read(size).removeprefix(codecs.BOM_UTF8)
                while piece := stream.read(size):
                    yield piece
                return
            decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
            while piece := stream.read(size):
                yield decoder.decode(piece).encode("utf-8", "surrogatepass")
            yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")


class _Inflated(io.RawIOBase):
    """A compressed stream, decompressed; raises InputError where it is cut off, damaged or a bomb."""

    def __init__(self, content: Content, stored: BinaryIO) -> None:
        self._name = content.name
        self._limit = max(_BOMB_SIZE, content.size * _BOMB_RATIO)
        self._read = 0
        self._stored = stored
        self._stream = _decompressor(stored, content.compression)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, all of them for -1."""
        try:
            data = self._stream.read(self._limit + 1 if size < 0 else size)
        except EOFError as error:
            raise InputError("readers.cut-compression", path=self._name) from error
        except (OSError, zlib.error) as error:
            key = "readers.cut-compression" if "runcated" in str(error) else "readers.damaged-compression"
            raise InputError(key, path=self._name) from error
        self._read += len(data)
        if self._read > self._limit:
            raise InputError("readers.bomb", path=self._name, ratio=_BOMB_RATIO)
        return data

    def close(self) -> None:
        self._stream.close()
        self._stored.close()
        super().close()


def _decompressor(stored: BinaryIO, compression: str | None) -> BinaryIO:
    if compression == "gzip":
        import gzip

        return cast("BinaryIO", gzip.GzipFile(fileobj=stored))
    import pyarrow as pa

    return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(stored, mode="r"), "zstd"))
