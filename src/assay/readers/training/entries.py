"""The entries of a log, whatever it was written as: one mapping for each time that the trainer said something."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator, Mapping

from assay.text.patterns import pattern

Entry = Mapping[str, object]

_PRINTED = pattern(r"\{[^{}]*['\"](?:loss|eval_loss|train_loss)['\"][^{}]*\}")
_BARE = pattern(r"(?<=[:\s])(nan|-?inf)(?=[,}\s])")


def entries_of(text: str) -> tuple[list[Entry], Mapping[str, object]]:
    """The entries in their order, and what stands around them in a trainer's state. NaN and Infinity are read as
    numbers, bare or as text; a line that is cut off, or says something else, is passed over.
    """
    whole = _document(text)
    if isinstance(whole, dict) and isinstance(whole.get("log_history"), list):
        return [one for one in whole["log_history"] if isinstance(one, dict)], whole
    if isinstance(whole, list):
        return [one for one in whole if isinstance(one, dict)], {}
    found = [one for line in text.splitlines() if (one := _line(line)) is not None]
    if found:
        around = next((one for one in found if isinstance(one.get("log_history"), list)), {})
        return [one for one in found if one is not around], around
    return list(_table(text)), {}


def _document(text: str) -> object:
    """The whole file as one JSON value; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line(line: str) -> Entry | None:
    """One line: JSON, or a dictionary as Python prints it, with whatever a logger wrote before."""
    line = line.strip()
    if line.startswith("{"):
        found = _document(line)
        if isinstance(found, dict):
            return found
    printed = _PRINTED.search(line)
    if printed is None:
        return None
    try:
        found = ast.literal_eval(_BARE.sub(r"'\1'", printed[0]))
    except (ValueError, SyntaxError):
        return None
    return found if isinstance(found, dict) else None


def _table(text: str) -> Iterator[Entry]:
    """The rows of a table with a head."""
    lines = text.splitlines()
    if not lines:
        return
    separator = "\t" if "\t" in lines[0] else ","
    yield from csv.DictReader(lines, delimiter=separator)
