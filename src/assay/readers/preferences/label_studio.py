"""Label Studio's `pairwise` results: the full export, and those of a row an annotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from assay.core.by_people import OVERALL
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.preferences.answers import outcome_of
from assay.readers.preferences.base import Judged
from assay.readers.preferences.names import Sides, answers_of, sides_of
from assay.readers.ratings.grades import called
from assay.readers.ratings.label_studio import counted_in, rater_of
from assay.readers.ratings.label_studio_rows import BESIDE, OWN, told_in
from assay.readers.ratings.names import Places, dimension_of, is_dimension, places_of
from assay.readers.ratings.shown import mappings
from assay.readers.rows.names import normalised
from assay.readers.rows.values import BadRow, Record, prompt_text, text_of
from assay.readers.tables.table import Table, shown_names

_BARE = (("left", "right"), ("a", "b"), ("first", "second"), ("左", "右"), ("甲", "乙"))


class _Chosen(NamedTuple):
    """What one person chose: "left" or "right" of the two texts in `data`."""

    data: Record
    rater: str | None
    question: str
    selected: object
    line: int


class LabelStudioPairs:
    """Results that say `selected`, and two texts beside them that were shown left and right."""

    name: ClassVar[str] = "label-studio"

    def recognise(self, table: Table) -> Text | None:
        """By such results; raises InputError where it is not clear which two texts were shown."""
        chosen = list(_chosen(table, list(enumerate(table.head, 1))))
        if not chosen:
            return None
        if _sides([one.data for one in chosen]).outputs is None:
            raise InputError("readers.which-two", path=table.path or say("readers.values"), names=shown_names(table))
        return say("readers.why-preferences", fields=sorted({one.question for one in chosen}))

    def by_place(self, table: Table) -> bool:
        """Never: every annotation says whose it is."""
        return False

    def read(self, table: Table) -> Iterator[Judged | None]:
        """A judgement an annotation and question."""
        found = list(_chosen(table, table.records()))
        sides = _sides([one.data for one in found])
        names = [name for one in found[:1] for name in one.data if name not in sides.used]
        alone = len({one.question for one in found}) == 1
        for one in found:
            try:
                outcome = outcome_of(one.selected, {}, (None, None))
            except BadRow as bad:
                table.set_aside(one.line, bad)
                continue
            if outcome is None:
                yield None
                continue
            first, second = _shown(one, sides, places_of(names))
            yield Judged(first, second, one.rater, _dimension(one.question, alone=alone), outcome, one.line)


def _chosen(table: Table, records: Iterator[tuple[int, Record]] | Sequence[tuple[int, Record]]) -> Iterator[_Chosen]:
    for line, record in records:
        if table.has("annotations", "data"):
            yield from _in_task(record, line)
        elif table.has(*OWN):
            yield from _in_row(record, line)


def _in_task(record: Record, line: int) -> Iterator[_Chosen]:
    data = record.get("data")
    for one in counted_in(record):
        for result in mappings(one.get("result")):
            value = result.get("value")
            if result.get("type") == "pairwise" and isinstance(data, dict) and isinstance(value, Mapping):
                rater, question = rater_of(one.get("completed_by")), str(result.get("from_name"))
                yield _Chosen(data, rater, question, value.get("selected"), line)


def _in_row(record: Record, line: int) -> Iterator[_Chosen]:
    asked = {name: told for name, cell in record.items() if "selected" in (told := told_in(cell))}
    # A whole number as `id` is the task's: JSON_MIN writes it over the example's own.
    tasks = {"id"} if str(record.get("id")).isdecimal() else set()
    data = {name: cell for name, cell in record.items() if name not in {*asked, *BESIDE, *tasks}}
    for question, told in asked.items():
        yield _Chosen(data, called(record.get("annotator")), question, told["selected"], line)


def _sides(shown: Sequence[Record]) -> Sides:
    """The two texts: by their names, else the only two whose names tell nothing else."""
    names = list(dict.fromkeys(name for record in shown for name in record))
    found = sides_of(names)
    if found is not None and found.outputs is not None:
        return found
    systems = None if found is None else found.systems
    columns = {normalised(name): name for name in names}
    bare = next(((columns[one], columns[two]) for one, two in _BARE if one in columns and two in columns), None)
    if bare is not None:
        return Sides(systems, bare)
    known = places_of(names)
    beside = {known.id, known.prompt, known.system, *(systems or ())}
    texts = [name for name in names if name not in beside and _is_text(name, shown)]
    return Sides(systems, (texts[0], texts[1]) if len(texts) == 2 else None)


def _is_text(name: str, shown: Sequence[Record]) -> bool:
    return all(isinstance(record.get(name), str) for record in shown)


def _shown(one: _Chosen, sides: Sides, places: Places) -> tuple[Item, Item]:
    def text(name: str | None) -> str | None:
        value = None if name is None else one.data.get(name)
        return None if isinstance(value, list | dict | tuple) else text_of(value)

    prompt = None if places.prompt is None else prompt_text(one.data.get(places.prompt))
    left, right = (
        Item(text(places.id), text(output), prompt, text(system), one.line)
        for output, system in zip(sides.outputs or (None, None), sides.systems or (None, None), strict=True)
    )
    return left, right


def _dimension(question: str, *, alone: bool) -> str:
    named = answers_of([question])
    if named:
        return named[0].dimension
    return dimension_of(question) if is_dimension(question) or not alone else OVERALL
