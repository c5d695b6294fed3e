"""A line on the terminal that rewrites itself, and lines that stay, on standard error."""

from __future__ import annotations

import os
import sys

from assay.cli.session import Session
from assay.cli.streams import harmless, note
from assay.core.messages import Text
from assay.text.width import cut

_ERASE = "\r\x1b[K"
_USUAL = 80


class Lines:
    """What is told of work under way. `live`: whether standard error is a terminal that can rewrite a line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def rewrite(self, line: Text) -> None:
        """The live line anew; nothing elsewhere."""
        if self.live:
            sys.stderr.write(_ERASE + cut(harmless(self.session.show(line)).rstrip(), _columns() - 1))
            sys.stderr.flush()

    def tell(self, key: str, **values: object) -> None:
        """A line that stays, in place of the live one."""
        self.erase()
        note(self.session.say(key, **values))
        sys.stderr.flush()

    def erase(self) -> None:
        """Takes the live line away."""
        if self.live:
            sys.stderr.write(_ERASE)


def duration(seconds: float) -> str:
    """Minutes and seconds, with hours from the first on: 0:07, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _columns() -> int:
    """Those of the terminal that standard error is."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except (ValueError, OSError):
        return _USUAL
