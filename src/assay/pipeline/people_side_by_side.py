"""What people said of several models side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.people import people_by_system, source_notes
from assay.readers.preferences import contests_in
from assay.readers.ratings import rated

if TYPE_CHECKING:
    from assay.core.estimate import Estimate
    from assay.core.examples import Examples, Source
    from assay.core.people_by_system import PeopleBySystem
    from assay.core.preferences import Preferences
    from assay.core.ratings import Ratings
    from assay.pipeline.subject import Subject

_SHOWN = 8


def people_beside(
    said: tuple[Ratings | None, Preferences | None],
    subjects: Sequence[Subject],
    names: Sequence[str],
    metrics: Sequence[Mapping[str, Estimate]],
) -> PeopleBySystem:
    """What they say of the subjects, which are called `names` and hold the same examples, beside their `metrics`.

    Raises InputError where none of it is of these models.
    """
    ratings, preferences = said
    models = [_called(one.examples, name) for one, name in zip(subjects, names, strict=True)]
    mine = [] if ratings is None else [rated(ratings.by_people, one, alone=False, strict=False) for one in models]
    contests = None if preferences is None else contests_in(preferences.by_people, models)
    if not any(len(one.row) for one in mine) and not contests:
        raise _none(ratings, preferences, names)
    one = subjects[0]
    found = people_by_system(mine, contests, metrics, one.confidence, one.units.clusters)
    sources = [source for part in (ratings, preferences) if part is not None for source in part.sources]
    notes = [*source_notes(sources), *_notes(ratings, preferences)]
    if contests is not None and contests.others:
        notes.append(say("people.other-contests", n=contests.others))
    return replace(found, notes=tuple(notes), sources=tuple(sources))


def _called(examples: Examples, name: str) -> Examples:
    """The examples under the name by which the model goes here."""
    return replace(examples, source=replace(examples.source, path=f"{name.replace('/', '_')}.model"))


def _notes(ratings: Ratings | None, preferences: Preferences | None) -> Iterator[Text]:
    judges = [name for part in (ratings, preferences) if part is not None for name in part.judges]
    if judges:
        yield say("people.judges-left", judges=list(dict.fromkeys(judges))[:_SHOWN])


def _none(ratings: Ratings | None, preferences: Preferences | None, names: Sequence[str]) -> InputError:
    parts = [part for part in (ratings, preferences) if part is not None]
    sources: list[Source] = [source for part in parts for source in part.sources]
    paths = [source.path or say("readers.values") for source in sources]
    systems = list(dict.fromkeys(one.system for part in parts for one in part.items if one.system is not None))
    values = {"path": paths, "models": list(names)[:_SHOWN], "systems": systems[:_SHOWN]}
    return InputError(f"people.none-of-models{'' if systems else '-unnamed'}", **values)
