"""Clues: what is seen beside the findings, and tells one cause from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assay.advice.base import Clue, Known

FEW_CHANGED = 0.1  # of the outputs
FEW_ROWS = 500  # of training data
SMALL_MODEL = 500e6  # parameters


def clues_of(known: Known) -> Mapping[str, Clue]:
    """All that are seen, by code."""
    found = (look(known) for look in LOOKS)
    return {clue.code: clue for clue in found if clue is not None}


LOOKS: tuple[Callable[[Known], Clue | None], ...] = ()
