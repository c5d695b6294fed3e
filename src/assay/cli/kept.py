"""The history that a command uses, and what it says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.cli.command import session_in
from assay.cli.streams import harmless, show
from assay.core.errors import UsageError

if TYPE_CHECKING:
    from assay.stores.history import History


def opened(place: str) -> History:
    """The history, which is made where it is not there."""
    from assay.stores.history import History
    from assay.stores.places import earlier_place

    return History(place, earlier_place())


def kept_history() -> History:
    """The usual history; raises UsageError where it is not there."""
    from assay.stores.places import shown_place, usual_place

    place = usual_place()
    if not is_there(place):
        raise UsageError("runs.none", place=shown_place(place))
    return opened(place)


def is_there(place: str) -> bool:
    """Whether there is a history: to ask makes none."""
    from assay.stores.places import is_address

    return is_address(place) or Path(place).exists()


def tell(key: str, **values: object) -> None:
    """One sentence on standard output, nothing in it that harms a terminal."""
    show(harmless(session_in(click.get_current_context()).say(key, **values)) + "\n")
