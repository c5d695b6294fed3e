"""What goes to the terminal: answers on standard output, everything else on standard error, nothing that harms it."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO


def show(text: str) -> None:
    """`text` on standard output as it is, in UTF-8 wherever it is not a terminal of another encoding."""
    _speak_utf_8(sys.stdout)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()


def note(text: str) -> None:
    """One line on standard error, without control codes: parts of it may come from a file."""
    sys.stderr.write(harmless(text) + "\n")


def harmless(text: str) -> str:
    """`text` with every character that does not print, but the line end, as its escape sequence."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode("ascii") for one in text
    )


def silence() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, without a complaint at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf_8(stream: TextIO) -> None:
    """In a file or a pipe always UTF-8; on a terminal its own encoding, escapes for what that cannot show."""
    if isinstance(stream, TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
