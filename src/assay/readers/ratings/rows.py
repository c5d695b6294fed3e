"""The output that a row of a rating file speaks of."""

from __future__ import annotations

from assay.core.ratings import Item
from assay.readers.ratings.names import Places
from assay.readers.rows.values import Record, prompt_text, text_of
from assay.text.patterns import pattern

_KEPT_FROM_FORMULAS = pattern(r"'[=+\-@\t\r]")


def item_of(record: Record, places: Places, line: int) -> Item:
    """The output, by whatever the row tells of it. A row that tells nothing is an item of its own, by its place."""

    def text(name: str | None) -> str | None:
        value = None if name is None else record.get(name)
        return None if value is None or isinstance(value, list | dict | tuple) else _as_it_was(text_of(value))

    prompt = None if places.prompt is None else prompt_text(record.get(places.prompt))
    return Item(text(places.id), text(places.output), prompt, text(places.system), line)


def _as_it_was(text: str | None) -> str | None:
    """Without the mark that keeps a spreadsheet from taking the text for a formula."""
    return text[1:] if text is not None and _KEPT_FROM_FORMULAS.match(text) else text
