"""The output that people were shown, by tools in which a project calls its fields as it likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assay.core.ratings import Item
from assay.frozen import frozen
from assay.readers.ratings.names import Places, places_of
from assay.readers.ratings.rows import item_of
from assay.readers.rows.names import REFERENCE, normalised
from assay.readers.rows.values import Record, last_answer, listed, prompt_text

_LONG_TEXT = 30  # characters on average, from which a field of unknown name holds outputs
_ANY_TEXT = ("text", "content", "文本", "内容", "內容")


@frozen
class Shown:
    """Which field of what was shown is what; `chat` holds a conversation that ends with the model's answer."""

    places: Places
    chat: str | None = None

    def item(self, record: Record, line: int, otherwise: object = None) -> Item:
        """The output. The tool's own number of it is its id `otherwise`, where nothing else tells it from others."""
        found = item_of(record, self.places, line)
        turns = listed(record.get(self.chat)) if self.chat is not None else None
        if isinstance(turns, list | tuple):
            found = replace(found, prompt=prompt_text(turns), output=last_answer(turns))
        if otherwise is not None and not (found.id or found.output or found.prompt):
            return replace(found, id=str(otherwise))
        return found


def shown_in(head: Sequence[Record]) -> Shown:
    """The roles of the fields, by their names; where none is called as an output is, that of the longest texts nobody
    knows, or the only text, as that is what was rated.
    """
    names = list(dict.fromkeys(name for record in head for name in record))
    places = places_of(names)
    chat = next((name for name in names if any(_is_chat(record.get(name)) for record in head)), None)
    if places.output is not None or chat is not None:
        return Shown(places, chat if places.output is None else None)
    texts = {
        name: _length(name, head) for name in names if name not in places.used and normalised(name) not in REFERENCE
    }
    longest = max(texts, key=lambda name: texts[name], default=None)
    if longest is not None and texts[longest] > _LONG_TEXT:
        return Shown(replace(places, output=longest))
    if places.prompt is not None and normalised(places.prompt) in _ANY_TEXT:
        return Shown(replace(places, output=places.prompt, prompt=None))
    return Shown(places)


def _is_chat(value: object) -> bool:
    turns = listed(value)
    return isinstance(turns, list | tuple) and bool(turns) and last_answer(turns) is not None


def _length(name: str, head: Sequence[Record]) -> float:
    """The mean number of characters of a field's texts; 0 where it holds anything else."""
    values = [record[name] for record in head if record.get(name) not in (None, "")]
    if not values or not all(isinstance(value, str) for value in values):
        return 0.0
    return sum(map(len, values)) / len(values)


def mappings(value: object) -> list[Mapping[str, object]]:
    """The objects in a list; none where it is no list."""
    found = listed(value)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list | tuple) else []
