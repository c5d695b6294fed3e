"""Whether what a rater's page sends may stand: of a card of theirs, of something that is asked, on its scale."""

from __future__ import annotations

from collections.abc import Sequence

from assay.core.messages import Text, say
from assay.core.rating_project import COMMENT, FIRST, REPORT, SECOND, SKIP, TIE, Card, Criterion, Form, Mark
from assay.core.report import Json

LONGEST = 10_000  # characters of a comment


def refusal(form: Form, cards: Sequence[Card], mark: Mark) -> Text | None:
    """Why the mark is refused; None where it stands."""
    if not 0 <= mark.position < len(cards):
        return say("rating.no-such-card", position=mark.position)
    if mark.value is None:
        return None if mark.what in (*form.names, COMMENT, SKIP, REPORT) else say("rating.not-asked", what=mark.what)
    if mark.what in (COMMENT, REPORT):
        return None if isinstance(mark.value, str) and len(mark.value) <= LONGEST else say("rating.no-text")
    if mark.what == SKIP:
        return None if mark.value is True else say("rating.no-value")
    criterion = next((one for one in form.criteria if one.name == mark.what), None)
    if criterion is None:
        return say("rating.not-asked", what=mark.what)
    return None if _stands(form, criterion, cards[mark.position], mark.value) else say("rating.no-value")


def _stands(form: Form, criterion: Criterion, card: Card, value: Json) -> bool:
    if form.mode == "rating":
        return _is_whole(value) and criterion.low <= value <= criterion.high  # type: ignore[operator]  # a number, as was asked
    if form.mode == "pairs":
        return _is_whole(value) and value in (FIRST, SECOND, TIE)
    return _is_order(value, len(card.order))


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_order(value: Json, outputs: int) -> bool:
    """Whether these are places of outputs in groups of ties, each once."""
    if not isinstance(value, list) or not all(isinstance(tied, list) and tied for tied in value):
        return False
    places = [place for tied in value if isinstance(tied, list) for place in tied]
    whole = all(_is_whole(place) and 1 <= place <= outputs for place in places)  # type: ignore[operator]  # a number first
    return whole and len(set(map(str, places))) == len(places)
