"""The fingerprint of what was read, made beside the reading."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence

from assay.readers.files.content import Content

_WORTH_A_THREAD = 1 << 20  # bytes


def digest_of(contents: Sequence[Content]) -> Callable[[], str]:
    """Starts on the SHA-256 of the file, or of several files' digests in the order of their names; the result, in hex,
    is had by the call. Hashing lets other work go on meanwhile.
    """
    if sum(content.size for content in contents) < _WORTH_A_THREAD:
        return lambda: _digest(contents)
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(_digest(contents)), daemon=True)
    thread.start()

    def result() -> str:
        thread.join()
        return found[0] if found else _digest(contents)

    return result


def _digest(contents: Sequence[Content]) -> str:
    if len(contents) == 1:
        return contents[0].digest().hex()
    ordered = sorted(contents, key=lambda content: content.name)
    return hashlib.sha256(b"".join(content.digest() for content in ordered)).hexdigest()
