"""Which weights these are, wherever they lie: a hash of what the files hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_WHOLE = 1 << 24  # bytes of a file that is read to its end
_BLOCKS, _BLOCK = 64, 1 << 16
_TOKENIZER = ("tokenizer*", "vocab*", "merges.txt", "added_tokens.json", "special_tokens_map.json", "*.model")
_WEIGHTS = ("*.safetensors", "*.bin")


def model_fingerprint(folder: Path) -> str:
    """Of the configuration and the weights."""
    return _of_files(folder, ("config.json", *_WEIGHTS))


def adapter_fingerprint(folder: Path) -> str:
    """Of an adapter's weights, and what it says of how they are used."""
    return _of_files(folder, ("adapter_config.json", *_WEIGHTS))


def tokenizer_fingerprint(folder: Path) -> str:
    """Of all files of a tokenizer."""
    return _of_files(folder, _TOKENIZER)


def text_fingerprint(text: str) -> str:
    """Of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _of_files(folder: Path, patterns: Iterable[str]) -> str:
    """Of names, sizes and contents. Of a file of more than 16 MiB 64 blocks of 64 KiB are read, the first and the last
    and others evenly between: training moves all weights, and a whole model would take minutes.
    """
    found = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}):
        size = path.stat().st_size
        found.update(f"{path.name}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= _WHOLE:
                found.update(file.read())
            else:
                for number in range(_BLOCKS):
                    file.seek(number * (size - _BLOCK) // (_BLOCKS - 1))
                    found.update(file.read(_BLOCK))
    return found.hexdigest()[:32]
