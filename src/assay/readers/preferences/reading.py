"""From files to what people said: which hold preferences and which ratings, and the preferences put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assay.core.errors import InputError
from assay.core.examples import Skipped, Source
from assay.core.messages import Text, say
from assay.core.preferences import Preferences
from assay.core.ratings import Item, Ratings
from assay.readers.preferences import FORMS
from assay.readers.preferences.base import Form, Judged
from assay.readers.ratings.names import are_preferences
from assay.readers.ratings.opening import Opened, opened_in
from assay.readers.ratings.reading import item_key, one_rater, ratings_in
from assay.readers.tables.table import shown_names
from assay.text.normalise import folded


def said_in(sources: Sequence[object]) -> tuple[Ratings | None, Preferences | None]:
    """The ratings of all sources together, and the preferences; None of a kind that is not there."""
    ratings, gathering = list[Opened](), _Gathering()
    for source in sources:
        for opened in opened_in(source):
            form = _form_of(opened)
            if form is None:
                ratings.append(opened)
            else:
                gathering.take(opened, *form)
    return ratings_in(ratings) if ratings else None, gathering.done()


def _form_of(opened: Opened) -> tuple[Form, Text] | None:
    """The form of preferences it has and why; None for ratings. Raises InputError where nothing says which of two
    outputs is better.
    """
    for name in FORMS:
        form = FORMS[name]()
        why = form.recognise(opened.table)
        if why is not None:
            return form, why
    if are_preferences(opened.table.names):
        names = shown_names(opened.table)
        raise InputError("readers.is-preferences", path=opened.path or say("readers.values"), names=names)
    return None


@dataclass
class _Gathering:
    """What was read so far, judgement by judgement."""

    items: dict[tuple[str | None, ...], Item] = field(default_factory=dict)
    places: dict[tuple[str | None, ...], int] = field(default_factory=dict)
    raters: dict[str, int] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, int, int, int, int, bool]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    blank: Counter[str] = field(default_factory=Counter)
    by_place: bool = False

    def take(self, opened: Opened, form: Form, why: Text) -> None:
        before, blank = len(self.rows), 0
        self.by_place |= form.by_place(opened.table)
        for judged in form.read(opened.table):
            if judged is None:
                blank += 1
            else:
                self.add(judged, opened)
        notes = [say("readers.preferences-blank", n=blank)] if blank else []
        self.sources.append(
            Source(
                *(opened.path, f"preferences-{form.name}", why, len(self.rows) - before),
                sha256=opened.sha256,
                skipped=tuple(Skipped(opened.path, one.line, one.why) for one in opened.table.skipped),
                notes=(*opened.table.notes, *notes),
            )
        )

    def add(self, judged: Judged, opened: Opened) -> None:
        first, second = self.place_of(judged.first, "1"), self.place_of(judged.second, "2")
        rater = self.raters.setdefault(judged.rater or one_rater(opened.path), len(self.raters))
        dimension = self.dimensions.setdefault(judged.dimension, len(self.dimensions))
        self.rows.append((first, second, rater, dimension, judged.outcome, judged.ordered))

    def place_of(self, item: Item, side: str) -> int:
        """Outputs are one where a file tells them by the same id, model and text; without any, by row and side."""
        key = item_key(item)
        if not item.system and not item.output:
            key = (*key, f"row {item.line}", side)
        place = self.places.setdefault(key, len(self.places))
        self.items.setdefault(key, item)
        return place

    def nothing(self) -> InputError:
        path = self.sources[0].path or say("readers.values")
        why = next((one.why for source in self.sources for one in source.skipped), None)
        if why is None:
            return InputError("readers.no-preferences-left", path=path)
        return InputError("readers.no-preferences-why", path=path, why=why)

    def done(self) -> Preferences | None:
        if not self.sources:
            return None
        if not self.rows:
            raise self.nothing()
        first, second, rater, dimension, outcome, ordered = (
            np.array(column) for column in zip(*self.rows, strict=True)
        )
        items = tuple(self.items.values())
        return Preferences(
            *(items, tuple(self.raters), tuple(self.dimensions), first, second, rater, dimension, outcome),
            prompt=np.array(_prompts(items), np.int64)[first],
            ordered=ordered.astype(np.bool_),
            sources=tuple(self.sources),
            by_place=self.by_place,
        )


def _prompts(items: Sequence[Item]) -> list[int]:
    """A code for what each item answers: its prompt, and where that is missing, or one for all, its id, else its row.
    Rows with ids of their own may ask the same, as where one prompt was shown with several pairs.
    """
    texts = {item.prompt for item in items if item.prompt}
    tells = len(texts) > 1 or not any(item.id for item in items)
    codes: dict[tuple[str, str], int] = {}
    found = []
    for item in items:
        if item.prompt and tells:
            key = ("prompt", folded(item.prompt))
        else:
            key = ("id", item.id) if item.id else ("row", str(item.line))
        found.append(codes.setdefault(key, len(codes)))
    return found
