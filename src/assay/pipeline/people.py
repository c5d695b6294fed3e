"""What people said of the candidate's outputs, and of each base's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.core.arrays import IntArray
from assay.core.by_people import PEOPLE, WIN_RATE
from assay.core.errors import InputError, UsageError
from assay.core.messages import Text, say
from assay.core.people import People
from assay.core.ratings import Rated, Ratings
from assay.people import further, judges, people_of, preferences_of, source_notes
from assay.readers.preferences import preferred, read_said
from assay.readers.ratings import rated

if TYPE_CHECKING:
    from assay.core.comparison import Comparison
    from assay.core.preferences import Preference, Preferences
    from assay.core.scores import Measured
    from assay.pipeline.against_base import LinedUp
    from assay.pipeline.subject import Subject

Said = tuple[Ratings | None, "Preferences | None"]
_SHOWN = 8


def said_in(sources: Sequence[object]) -> Said:
    """The ratings of all sources together, and the preferences. Raises InputError."""
    return read_said(sources)


def people_in(
    said: Said, subject: Subject, measured: Sequence[Measured], primary: str, beside: Sequence[LinedUp]
) -> People:
    """What they say of the subject's outputs, beside its metrics and beside each base.

    Raises InputError where none of it is of these examples, UsageError for preferences alone without a base.
    """
    ratings, preferences = said
    found = None if ratings is None else _rated(ratings, subject, measured, primary, beside)
    if preferences is None and found is not None:
        return found
    assert preferences is not None  # noqa: S101 - one of the two is there
    return _with_preferences(found, preferences, subject, beside)


def with_people(comparisons: Sequence[Comparison], found: People | None, *, alone: bool) -> tuple[Comparison, ...]:
    """The comparisons with what people say of the difference, so that a policy may ask for it; `alone` says that there
    is no metric to compare by, so that theirs decides.
    """
    if found is None:
        return tuple(comparisons)
    return tuple(_with_people(one, place, found, alone=alone) for place, one in enumerate(comparisons))


def _with_people(comparison: Comparison, place: int, found: People, *, alone: bool) -> Comparison:
    rated = {PEOPLE + name: one for name, one in found.differences.get(place, {}).items()}
    decides = comparison.primary
    if alone and rated:
        decides = PEOPLE + found.main if PEOPLE + found.main in rated else next(iter(rated))
    elif alone and any(one.base == place for one in found.preferences):
        decides = WIN_RATE
    return replace(comparison, differences={**comparison.differences, **rated}, primary=decides)


def _rated(
    ratings: Ratings, subject: Subject, measured: Sequence[Measured], primary: str, beside: Sequence[LinedUp]
) -> People:
    if len(ratings.judges) == len(ratings.raters):
        raise InputError("people.judges-alone", judges=list(ratings.judges[:_SHOWN]))
    by_people, clusters = ratings.by_people, subject.units.clusters
    of_candidate = rated(by_people, subject.examples)
    pairs = list(_pairs(by_people, of_candidate, subject, beside))
    found = people_of(of_candidate, measured, primary, subject.confidence, pairs, clusters)
    found = replace(found, further=further(found, subject.examples, subject.confidence.seed))
    if not ratings.judges:
        return found
    judged = rated(ratings.of_raters(ratings.judges), subject.examples, strict=False)
    return replace(found, judges=tuple(judges(found, judged, clusters, subject.confidence)))


def _with_preferences(
    found: People | None, preferences: Preferences, subject: Subject, beside: Sequence[LinedUp]
) -> People:
    by_people = preferences.by_people
    preferred_of = [one for place, base in enumerate(beside) for one in _preferred(place, base, by_people, subject)]
    if not preferred_of and found is None:
        raise _none_preferred(preferences, beside)
    notes = [*source_notes(preferences.sources), *_notes(preferences, preferred_of, beside)]
    if found is None:
        how = preferred_of[0].how
        raters = tuple(preferences.raters[place] for place in sorted(set(by_people.rater.tolist())))
        found = People(raters, 0, 0, {}, {}, (), how, by_place=preferences.by_place)
    sources, notes = (*found.sources, *preferences.sources), [*found.notes, *notes]
    return replace(found, sources=sources, notes=tuple(notes), preferences=tuple(preferred_of))


def _preferred(place: int, base: LinedUp, preferences: Preferences, subject: Subject) -> Iterator[Preference]:
    found = preferred(preferences, base.ours[0], base.theirs[0])
    clusters = subject.units.take(base.pairing.candidate).clusters
    yield from preferences_of(place, found, clusters, subject.confidence)


def _notes(preferences: Preferences, found: Sequence[Preference], beside: Sequence[LinedUp]) -> Iterator[Text]:
    if preferences.judges:
        yield say("people.judges-preferences", judges=list(preferences.judges[:_SHOWN]))
    if not beside:
        yield say("people.pairs-without-base")
    elif not found:
        yield say("people.no-pairs")


def _none_preferred(preferences: Preferences, beside: Sequence[LinedUp]) -> UsageError | InputError:
    """Why no judgement is of the candidate beside a base."""
    paths = [source.path or say("readers.values") for source in preferences.sources]
    if not beside:
        return UsageError("people.preferences-need-base", path=paths)
    if len(preferences.judges) == len(preferences.raters):
        return InputError("people.preferences-of-judges", path=paths, judges=list(preferences.judges[:_SHOWN]))
    systems = list(preferences.systems[:_SHOWN])
    named = say("people.pairs-name", systems=systems) if systems else say("people.pairs-unnamed")
    return InputError("people.none-preferred", path=paths, n=len(preferences), named=named)


def _pairs(
    ratings: Ratings, of_candidate: Rated, subject: Subject, beside: Sequence[LinedUp]
) -> Iterator[tuple[Rated, Rated, IntArray | None]]:
    """For each base, the ratings of both sides on the examples of both, which are lined up row by row."""
    shown = any(item.output is not None for item in ratings.items)
    for one in beside:
        ours, theirs = one.ours[0], one.theirs[0]
        first = of_candidate if one.pairing.whole else rated(ratings, ours, strict=False)
        # Of two columns of one file, nothing says which a rating is of that does not show the output.
        known = shown or ours.source.path != theirs.source.path
        second = rated(ratings, theirs, alone=False, strict=False) if known else first.nothing
        yield first, second, subject.units.take(one.pairing.candidate).clusters
