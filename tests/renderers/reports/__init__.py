"""Small reports, one of each kind, for the renderers to draw."""

from __future__ import annotations

from collections.abc import Callable

from assay.core.report import Report
from tests.renderers.reports.documents import documents
from tests.renderers.reports.hostile import HOSTILE, hostile
from tests.renderers.reports.intents import intents
from tests.renderers.reports.parts import labelled, said
from tests.renderers.reports.replies import replies
from tests.renderers.reports.reviews import reviews
from tests.renderers.reports.tickets import TICKETS, tickets
from tests.renderers.reports.tutorial import tutorial

__all__ = [
    "ALL",
    "HOSTILE",
    "KINDS",
    "TICKETS",
    "documents",
    "hostile",
    "intents",
    "labelled",
    "replies",
    "reviews",
    "said",
    "tickets",
    "tutorial",
]

KINDS: dict[str, Callable[[str], Report]] = {
    "tutorial": tutorial,
    "tickets": tickets,
    "replies": replies,
    "documents": documents,
    "reviews": reviews,
}
ALL = {**KINDS, "hostile": hostile, "intents": intents}
