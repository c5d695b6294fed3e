"""What a judge sees of an example."""

from __future__ import annotations

from assay.core.columns import Column
from assay.core.examples import Examples


def around(examples: Examples, row: int) -> list[tuple[str, str]]:
    """What stands around a prediction, where it is there: what was asked, and each of its references."""
    columns = [("prompt", examples.prompts), *(("reference", column) for column in examples.references)]
    texts = [(name, text_at(column, row)) for name, column in columns]
    return [(name, text) for name, text in texts if text.strip()]


def text_at(column: Column | None, row: int) -> str:
    """A text of a column; an empty one where there is none."""
    return "" if column is None else column[row] or ""
