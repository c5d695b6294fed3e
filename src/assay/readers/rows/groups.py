"""Files that hold several answers to each question, of which one is read."""

from __future__ import annotations

from collections import Counter

from assay.core.messages import Text, say
from assay.readers.rows.parts import Row


def one_group(lines: list[int], rows: list[Row], key: str) -> tuple[list[int], list[Row], list[Text]]:
    """The rows of the first group, and where there are others, the sentence `key` that says which are left out."""
    groups = Counter(row.group for row in rows)
    if len(groups) < 2:
        return lines, rows, []
    first = next(iter(groups))
    kept = [at for at, row in enumerate(rows) if row.group == first]
    others = [name for name in groups if name != first]
    note = say(key, chosen=first, others=others[:6], n=len(rows) - len(kept))
    return [lines[at] for at in kept], [rows[at] for at in kept], [note]
