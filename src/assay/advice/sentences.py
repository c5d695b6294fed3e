"""A chosen action as sentences: what to do, why, in the trainer's own words, and what would prove it wrong."""

from __future__ import annotations

from collections.abc import Sequence

from assay.advice.base import Action, Clue, Known
from assay.core.finding import Finding, Recommendation, Stake
from assay.core.messages import say


def recommendation(action: Action, answered: Sequence[Finding], clues: Sequence[Clue], known: Known) -> Recommendation:
    """The action, with the findings that it answers and the clues that speak for it as its reasons."""
    return Recommendation(
        action.code,
        say(f"advice.{action.code}"),
        (*(one.title for one in answered), *(clue.text for clue in clues)),
        say(f"advice.{action.code}-test"),
        tuple(one.code for one in answered),
        None,
        _greatest([one.stake for one in answered if one.stake is not None]),
    )


def _greatest(stakes: Sequence[Stake]) -> Stake | None:
    """The one that the most hangs on. They are not added up: one example may count in several."""
    return max(stakes, key=lambda one: abs(one.value), default=None)
