"""Which example an output that was rated is: by id, by its text, by its prompt, or row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.ratings import Item, Rated, Ratings
from assay.readers.ratings.names import SYSTEM
from assay.readers.rows.names import normalised
from assay.text.normalise import folded, shortened

_SHOWN, _WIDTH = 3, 40

Key = Callable[[Item], str | None]


_HOW = {
    "id": say("readers.rated-by-id"),
    "output": say("readers.rated-by-output"),
    "prompt": say("readers.rated-by-prompt"),
    "row": say("readers.rated-by-row"),
}


def joined(ratings: Ratings, examples: Examples, *, alone: bool, strict: bool) -> Rated:
    """The ratings of the examples' outputs. A rating that shows another text than the example's is of another model, or
    of an earlier run, and not counted; one that shows none counts where it names this model, or with `alone` none.

    Raises InputError with `strict` where no rating is of these examples, or several models were rated and nothing says
    which of them this is.
    """
    own = _Own(examples, alone=alone)
    for how, rows, key in _ways(ratings, examples):
        match = _matched(ratings, own, rows, key)
        if match.pairs:
            return _rated(ratings, match, _HOW[how])
    if strict:
        raise _none_rated(ratings, examples, own)
    return Rated(ratings.of_items(np.zeros(0, np.int64)), np.zeros(0, np.int64), _HOW["row"])


class _Own:
    """What tells that a rating is of this model's outputs."""

    def __init__(self, examples: Examples, *, alone: bool) -> None:
        texts = None if examples.predictions is None else examples.predictions.texts
        self.outputs = None if texts is None else [folded(text or "") for text in texts]
        self.names = names_of(examples)
        self.alone = alone
        self.another = 0  # ratings without a text that name other models

    def may_be(self, item: Item, row: int, single: str | None) -> bool:
        """Whether the item is the output of the example `row`; `single` is the only model that was rated, if any."""
        if item.output is not None and self.outputs is not None:
            return folded(item.output) == self.outputs[row]
        if item.system is None:
            return self.alone
        if plain(item.system) in self.names:
            return True
        self.another += 1
        return self.alone and single is not None


@dataclass
class _Match:
    """Pairs of item and row; the items of no example, and how many examples have ratings of other texts alone."""

    pairs: dict[int, int]  # row -> item
    strangers: list[Item]
    other_texts: int


def _ways(ratings: Ratings, examples: Examples) -> Iterator[tuple[str, Sequence[str | None], Key]]:
    """What may tell which example an item is, the surest first: a key for each example, and for an item."""
    items = ratings.items
    if examples.ids is not None and any(item.id for item in items):
        yield "id", [None if text is None else text.strip() for text in examples.ids.texts], _id
    if examples.predictions is not None and any(item.output for item in items):
        yield "output", all_folded(examples.predictions.texts), _output
    if examples.prompts is not None and any(item.prompt for item in items):
        yield "prompt", all_folded(examples.prompts.texts), _prompt
    if len(items) == len(examples) and not any(item.id or item.output or item.prompt for item in items):
        places = {id(item): str(place) for place, item in enumerate(items)}
        yield "row", [str(row) for row in range(len(examples))], lambda item: places[id(item)]


def all_folded(texts: Sequence[str | None]) -> list[str | None]:
    """The texts without what tells none apart."""
    return [None if text is None else folded(text) for text in texts]


def _id(item: Item) -> str | None:
    return None if item.id is None else item.id.strip()


def _output(item: Item) -> str | None:
    return None if item.output is None else folded(item.output)


def _prompt(item: Item) -> str | None:
    return None if item.prompt is None else folded(item.prompt)


def _matched(ratings: Ratings, own: _Own, rows: Sequence[str | None], key: Key) -> _Match:
    """An item goes to the first example of its key that it can be of and that has none yet; this model's own first."""
    places: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(rows):
        if one:
            places[one].append(row)
    systems = {item.system for item in ratings.items if item.system is not None}
    single = next(iter(systems)) if len(systems) == 1 else None
    match, touched = _Match({}, [], 0), set[int]()
    for place in sorted(range(len(ratings.items)), key=lambda i: plain(ratings.items[i].system) not in own.names):
        item = ratings.items[place]
        here = places.get(key(item) or "", [])
        if not here:
            match.strangers.append(item)
            continue
        fitting = [row for row in here if own.may_be(item, row, single)]
        touched.update(here)
        free = [row for row in fitting if row not in match.pairs]
        if free:
            match.pairs[free[0]] = place
    match.other_texts = len(touched - match.pairs.keys())
    return match


def _rated(ratings: Ratings, match: _Match, how: Text) -> Rated:
    rows = np.array(sorted(match.pairs), np.int64)
    items = np.array([match.pairs[row] for row in rows.tolist()], np.int64)
    first = tuple(shortened(item.id or item.output or item.prompt or "", _WIDTH) for item in match.strangers[:_SHOWN])
    return Rated(ratings.of_items(items), rows, how, len(match.strangers), match.other_texts, first)


def names_of(examples: Examples) -> set[str]:
    """What this model is called: as its file is, and as a column says that names one model throughout."""
    found = {plain(PurePath(examples.source.path.replace("\\", "/")).stem)} if examples.source.path else set()
    for name, column in examples.extra.items():
        if normalised(name) in SYSTEM and len(column) and column.distinct == 1:
            found.add(plain(column[0]))
    return found - {""}


def plain(name: str | None) -> str:
    """A model's name as it is compared; empty where there is none."""
    return "" if name is None else normalised(name)


def _none_rated(ratings: Ratings, examples: Examples, own: _Own) -> InputError:
    paths = [source.path or say("readers.values") for source in ratings.sources]
    systems = list(dict.fromkeys(item.system for item in ratings.items if item.system is not None))
    if own.another and len(systems) > 1:
        return InputError("readers.which-system", path=paths, n=len(systems), systems=systems[:8])
    theirs = [shortened(i.id or i.output or i.prompt or f"row {i.line}", _WIDTH) for i in ratings.items[:_SHOWN]]
    ours = [examples.id_of(row) for row in range(min(_SHOWN, len(examples)))]
    values = {"path": paths, "n": len(ratings.items), "theirs": theirs, "ours": ours, "examples": len(examples)}
    return InputError("readers.none-rated", **values)
