"""How wide the terminal is, and whether it shows colours."""

from __future__ import annotations

import os
import sys

WIDEST = 100
_USUAL = 80


def columns() -> int:
    """The columns to write in: those of the terminal, within reason; 80 where there is none."""
    try:
        found = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (ValueError, OSError):
        found = _USUAL
    return min(found or _USUAL, WIDEST)


def shows_colour() -> bool:
    """Whether standard output is a terminal with colours, and nobody asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
