"""Files written for one test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from assay.core.columns import Column
from assay.core.examples import Examples


def jsonl(path: Path, rows: Iterable[object]) -> Path:
    """One JSON value a line."""
    return text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def document(path: Path, value: object) -> Path:
    """One JSON document."""
    return text(path, json.dumps(value, ensure_ascii=False, indent=1))


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """A text, its line ends as they are."""
    path.write_bytes(content.encode(encoding))
    return path


def texts(column: Column | None) -> list[str | None]:
    """The texts of a column that must be there."""
    assert column is not None
    return list(column.texts)


def said(examples: Examples) -> list[str | None]:
    """What was predicted."""
    return texts(examples.predictions)


def gold(examples: Examples) -> Sequence[str | None]:
    """The first references."""
    return texts(examples.references[0])


def notes(examples: Examples) -> str:
    """All that was noted, in English."""
    return " ".join(map(str, examples.source.notes))
