"""JSON as it should be and as it is written: NaN, infinities, control characters and broken surrogates are read all the
same.
"""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from assay.readers.rows.values import BadRow
from assay.text.patterns import pattern

_STRICT = msgspec.json.Decoder()
# NaN is no value; an infinity is one: the log-probability of what a model holds impossible.
_CONSTANTS = {"NaN": None, "Infinity": math.inf, "-Infinity": -math.inf}
_LENIENT = json.JSONDecoder(strict=False, parse_constant=_CONSTANTS.__getitem__)
_SURROGATE = pattern(r"[\ud800-\udfff]")

# The messages of Python's json, by their first words.
_REASONS = {
    "Expecting ','": "readers.row-comma",
    "Expecting ':'": "readers.row-colon",
    "Expecting property name": "readers.row-name",
    "Illegal trailing comma": "readers.row-trailing-comma",
    "Expecting value": "readers.row-value",
    "Unterminated string": "readers.row-string",
    "Invalid control": "readers.row-control",
    "Invalid \\": "readers.row-escape",
    "Extra data": "readers.row-extra",
}


def parse(data: bytes) -> tuple[Any, bool]:
    """The value, and whether it was strict JSON. Raises BadRow with the reason and the column."""
    try:
        return _STRICT.decode(data), True
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _lenient(data), False


def _lenient(data: bytes) -> object:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRow("readers.row-not-utf8", column=error.start + 1) from error
    try:
        return _mended(_LENIENT.decode(text))
    except json.JSONDecodeError as error:
        raise _reason(error, text) from error
    except RecursionError as error:
        raise BadRow("readers.row-deep") from error
    except ValueError as error:  # an integer of thousands of digits
        raise BadRow("readers.row-long-number") from error


def _reason(error: json.JSONDecodeError, text: str) -> BadRow:
    """The reason, at its line and column; what is missing is missing after what comes before."""
    cut = error.pos >= len(text.rstrip())
    missing = cut or error.msg.startswith(("Expecting ',", "Expecting ':"))
    before = text[: error.pos].rstrip() if missing else text[: error.pos]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + (not missing)
    if cut:
        return BadRow("readers.row-cut", line=line, column=column)
    key = next((key for start, key in _REASONS.items() if error.msg.startswith(start)), "readers.row-value")
    return BadRow(key, line=line, column=column)


def _mended(value: object) -> object:
    """The value with half surrogates, which no file can hold, replaced."""
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value) if _SURROGATE.search(value) else value
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
