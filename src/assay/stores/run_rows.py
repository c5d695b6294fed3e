"""A run as a row of the history's table, and its result as bytes."""

from __future__ import annotations

import json
import zlib
from typing import cast

from assay.core.history import Result, Run
from assay.stores.dialect import Row

NUMBERS = ("metric", "value", "low", "high")
"""What another metric than the deciding one has too; these columns stand last."""
FIELDS = (*(name for name in Run.__struct_fields__ if name not in {*NUMBERS, "tags"}), *NUMBERS)
_NAMES = {"commit": "git_commit"}  # the other is a word of SQL
COLUMNS = tuple(_NAMES.get(name, name) for name in FIELDS)


def row_of(run: Run) -> list[object]:
    """The row, in the order of COLUMNS."""
    values = {name: getattr(run, name) for name in FIELDS}
    # A seed may have more digits than a database's numbers.
    values |= {"seed": str(run.seed), "dirty": None if run.dirty is None else int(run.dirty)}
    return [plain(value) if isinstance(value, str) else value for value in values.values()]


def run_of(row: Row, tags: tuple[str, ...]) -> Run:
    """The run of a row."""
    values = dict(zip(FIELDS, row, strict=True))
    values |= {"seed": int(values["seed"]), "dirty": None if values["dirty"] is None else bool(values["dirty"])}
    return Run(**values, tags=tags)


def plain(text: str) -> str:
    """The text without what a database cannot hold, zeros and halves of characters: their escapes stand instead."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def packed(result: Result) -> bytes:
    """The result, compressed; in ASCII, so that nothing in it is lost."""
    return zlib.compress(json.dumps(result, separators=(",", ":"), allow_nan=False).encode("ascii"))


def unpacked(content: bytes) -> Result:
    """The result again, equal to what was packed."""
    return cast("Result", json.loads(zlib.decompress(content)))
