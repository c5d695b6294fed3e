"""Which model's output of which example each item is that people saw beside another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.preferences import Contests, Preferences, Preferred
from assay.core.ratings import Item
from assay.frozen import frozen
from assay.readers.ratings.joining import all_folded, names_of, plain
from assay.text.normalise import folded

Fits = Sequence[Sequence[tuple[int, int]]]
"""For each item, every (row, side) that it can be an output of."""

_HOW = {
    "id": say("readers.preferred-by-id"),
    "prompt": say("readers.preferred-by-prompt"),
    "output": say("readers.preferred-by-output"),
}


def joined(preferences: Preferences, first: Examples, second: Examples) -> Preferred:
    """The judgements of an output of the `first` beside the `second`'s of the same example; both line up row by row."""
    how, found, others, alike = _best(preferences, (first, second))
    judgement = np.array([one.judgement for one in found], np.int64)
    sign = np.array([one.sign for one in found], np.int64)
    ordered = preferences.ordered[judgement]
    return Preferred(
        row=np.array([one.row for one in found], np.int64),
        outcome=preferences.outcome[judgement] * np.where(sign == 0, 1, sign),
        shown=np.where(ordered, sign, 0),
        rater=preferences.rater[judgement],
        dimension=preferences.dimension[judgement],
        raters=preferences.raters,
        dimensions=preferences.dimensions,
        how=how,
        others=others,
        alike=alike,
    )


def contests(preferences: Preferences, sides: Sequence[Examples]) -> Contests:
    """The judgements of two models' outputs of one example, among `sides`, which all line up row by row."""
    found: dict[int, tuple[int, int, int]] = {}
    for _, fits in _ways(preferences, sides):
        found = dict(_contests(preferences, fits))
        if found:
            break
    judgement = np.array(list(found), np.int64)
    row, first, second = np.array(list(found.values()), np.int64).reshape(-1, 3).T
    return Contests(
        *(row, first, second, preferences.outcome[judgement], preferences.rater[judgement]),
        dimension=preferences.dimension[judgement],
        dimensions=preferences.dimensions,
        others=len(preferences) - len(found),
    )


def _contests(preferences: Preferences, fits: Fits) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Each judgement of which it is known whose outputs it is of, with its example and both models."""
    pairs = zip(preferences.first.tolist(), preferences.second.tolist(), strict=True)
    for judgement, (one, two) in enumerate(pairs):
        options = [(row, i, j) for row, i in fits[one] for other, j in fits[two] if row == other and i != j]
        if options and len({(i, j) for _, i, j in options}) == 1:
            yield judgement, options[0]


@frozen
class _Found:
    """One judgement: of which example, and +1 where the first of it is the first side's; 0 where both look alike."""

    judgement: int
    row: int
    sign: int


def _best(preferences: Preferences, sides: Sequence[Examples]) -> tuple[Text, list[_Found], int, int]:
    """By the surest way that finds any: how, what it found, how many judgements are of no pair, how many of outputs
    that are alike.
    """
    nothing = _HOW["id"], list[_Found](), len(preferences), 0
    for how, fits in _ways(preferences, sides):
        found, alike = _judgements(preferences, fits)
        if found or alike:
            return _HOW[how], found, len(preferences) - len(found) - alike, alike
    return nothing


def _judgements(preferences: Preferences, fits: Fits) -> tuple[list[_Found], int]:
    found, alike = list[_Found](), 0
    pairs = zip(preferences.first.tolist(), preferences.second.tolist(), preferences.outcome.tolist(), strict=True)
    for judgement, (one, two, outcome) in enumerate(pairs):
        signs = _signs(fits[one], fits[two])
        if not signs:
            continue
        row = next(iter(signs))
        if len(signs[row]) == 1:
            found.append(_Found(judgement, row, signs[row][0]))
        elif outcome == 0:
            found.append(_Found(judgement, row, 0))
        else:
            alike += 1
    return found, alike


def _signs(one: Sequence[tuple[int, int]], two: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """For each example that both can be of: +1 where the one can be the first side's, -1 where the other can."""
    found: dict[int, list[int]] = defaultdict(list)
    others = set(two)
    for row, side in one:
        if (row, 1 - side) in others:
            found[row].append(1 if side == 0 else -1)
    return found


def _ways(preferences: Preferences, sides: Sequence[Examples]) -> Iterator[tuple[str, Fits]]:
    """What may tell which example an item is of, the surest first."""
    items, examples = preferences.items, sides[0]
    own = _Owners(preferences, sides)
    if examples.ids is not None and any(item.id for item in items):
        ids = [None if text is None else text.strip() for text in examples.ids.texts]
        yield "id", own.fits(items, [ids] * len(sides), lambda item: item.id and item.id.strip())
    if examples.prompts is not None and any(item.prompt for item in items):
        prompts = all_folded(examples.prompts.texts)
        yield "prompt", own.fits(items, [prompts] * len(sides), lambda item: item.prompt and folded(item.prompt))
    if any(item.output for item in items):
        outputs = [[] if one is None else one for one in own.outputs]
        yield "output", own.fits(items, outputs, lambda item: item.output and folded(item.output))


class _Owners:
    """What tells that an output is a model's own: its text where it is shown, else the model's name."""

    def __init__(self, preferences: Preferences, sides: Sequence[Examples]) -> None:
        self.outputs = [
            None if one.predictions is None else [folded(text or "") for text in one.predictions.texts] for one in sides
        ]
        self.names = [names_of(one) for one in sides]
        shared = set[str]().union(*(one & two for i, one in enumerate(self.names) for two in self.names[:i]))
        self.names = [one - shared for one in self.names]
        systems = {plain(system) for system in preferences.systems}
        self._name_the_other(systems)
        self.known = [bool(systems & one) for one in self.names]

    def _name_the_other(self, systems: set[str]) -> None:
        """Of two models in the file and two here, of which one is known by name, the others are one too."""
        if len(systems) != 2 or len(self.names) != 2:
            return
        known = [systems & one for one in self.names]
        for side in (0, 1):
            if len(known[side]) == 1 and not known[1 - side]:
                self.names[1 - side] = systems - known[side]

    def fits(
        self, items: Sequence[Item], keys: Sequence[Sequence[str | None]], key: Callable[[Item], str | None]
    ) -> Fits:
        """For each item, every (row, side) of its key whose own it can be."""
        places = [defaultdict[str, list[int]](list) for _ in keys]
        for side, rows in enumerate(keys):
            for row, one in enumerate(rows):
                if one:
                    places[side][one].append(row)
        return [
            [
                (row, side)
                for side, rows in enumerate(places)
                for row in rows.get(key(item) or "", ())
                if self.may_be(item, row, side)
            ]
            for item in items
        ]

    def may_be(self, item: Item, row: int, side: int) -> bool:
        """Whether the item can be this side's output of the example `row`."""
        outputs = self.outputs[side]
        named = item.system is not None and plain(item.system) in self.names[side]
        if item.output is None or outputs is None:
            return named
        if folded(item.output) != outputs[row]:
            return False
        # Another model may have said the same: a name says whose it is, where the file knows this model or that one.
        if item.system is None or named:
            return True
        return not self.known[side] and not any(plain(item.system) in one for one in self.names)
