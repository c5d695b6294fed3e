"""Figures that a tool wrote beside its predictions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

from assay.core.examples import Reported
from assay.readers.rows.values import BadRow
from assay.readers.tables.strict import parse

_MOST = 1 << 24  # bytes of a file of figures


def document_at(path: Path) -> Mapping[str, object] | None:
    """The object in a JSON file; None where there is none."""
    try:
        if path.stat().st_size > _MOST:
            return None
        document = parse(path.read_bytes())[0]
    except (OSError, BadRow):
        return None
    return document if isinstance(document, dict) else None


def figures(document: object, path: str, wanted: Callable[[str], bool]) -> tuple[Reported, ...]:
    """The numbers of an object whose names are `wanted`."""
    if not isinstance(document, Mapping):
        return ()
    return tuple(
        Reported(str(name), float(value), path)
        for name, value in document.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and wanted(str(name))
    )
