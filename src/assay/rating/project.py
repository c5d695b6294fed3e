"""A project: made of what was asked for, or found again where it was begun; and who joins it later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from assay.core.errors import InputError, UsageError
from assay.core.messages import Text, say
from assay.core.rating_project import Card, Project, Rater
from assay.frozen import frozen
from assay.people.assignment import cards_for, cards_for_one_more
from assay.rating.exhibits import exhibits_of
from assay.rating.progress import finished_by_example
from assay.rating.request import RateRequest
from assay.stores.rating import RatingStore

_MUCH, _SECONDS_A_CARD = 300, 15.0


@frozen
class Begun:
    """A project, new or gone on with, and what its owner should know."""

    project: Project
    notes: tuple[Text, ...] = ()


def begin(request: RateRequest, store: RatingStore) -> Begun:
    """The project of these outputs and this form: made, or where the store has it, the same with raters who are new.

    Raises InputError for files that cannot be read or hold nothing to rate, or another project of the name that is
    asked for; UsageError for what does not fit together.
    """
    exhibits, notes = exhibits_of(request)
    there = store.projects()
    same = (one for one in there if one.form == request.form and list(store.exhibits(one).values()) == exhibits)
    named = next((one for one in there if one.name == request.name), None)
    found = next(same, None) if request.name is None else named
    if found is not None:
        if list(store.exhibits(found).values()) != exhibits or found.form != request.form:
            raise InputError("rating.other-project", name=found.name)
        return Begun(found, (say("rating.gone-on", name=found.name), *_joined(request, store, found)))
    cards = cards_for(exhibits, len(request.raters), request.plan)
    _check_shares(cards, request)
    name = request.name or _new_name(there)
    project = store.make(name, request.form, request.plan, exhibits, dict(zip(request.raters, cards, strict=True)))
    return Begun(project, (*notes, *_long(cards)))


def _new_name(there: Sequence[Project]) -> str:
    """A name that says nothing of the models, since raters see it."""
    taken = {one.name for one in there}
    return next(name for at in count(1) if (name := f"rating {at}") not in taken)


def _long(cards: Sequence[Sequence[Card]]) -> Iterator[Text]:
    """That it is much work, where it is."""
    most = max(map(len, cards))
    if most > _MUCH:
        yield say("rating.much", n=most, hours=most * _SECONDS_A_CARD / 3600.0)


def join(store: RatingStore, project: Project, name: str) -> Rater:
    """One more person, with cards of the examples that the fewest have finished. Raises InputError for a name that is
    there already.
    """
    exhibits, there = list(store.exhibits(project).values()), len(store.raters(project))
    done = finished_by_example(store, project, exhibits)
    return store.add_rater(project, name, cards_for_one_more(exhibits, done, there, project.plan))


def _check_shares(cards: Sequence[Sequence[Card]], request: RateRequest) -> None:
    """Raises UsageError where there are more raters than work for them."""
    if not all(cards):
        raise UsageError("rating.too-many-raters", n=len(request.raters))


def _joined(request: RateRequest, store: RatingStore, project: Project) -> Iterator[Text]:
    """Gives raters who are new their cards."""
    there = {one.name for one in store.raters(project)}
    for name in request.raters:
        if name not in there:
            join(store, project, name)
            yield say("rating.joined", name=name)
