"""result.json: the report for programs."""

from __future__ import annotations

import re
from typing import ClassVar

import msgspec

from assay.core.report import Report
from assay.renderers.said.safety import UNSAFE, without_half_characters
from assay.text.patterns import pattern

# A list of nothing but numbers. Only outside a string can a line end follow the bracket.
_NUMBERS = pattern(r"\[\n[\s\d.,eE+-]*\]")


class JsonRenderer:
    """JSON by the published schema (assay/core/result.schema.json), lists of numbers on one line."""

    name: ClassVar[str] = "json"
    filename: ClassVar[str] = "result.json"

    def render(self, report: Report) -> str:
        """The whole document, ending in a line end."""
        return json_text(report.to_dict())


def json_text(value: object) -> str:
    """Plain values as a document that is safe to look at, ending in a line end."""
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(without_half_characters(value))
    pretty = msgspec.json.format(encoded.decode(), indent=2)
    return UNSAFE.sub(_escaped, _NUMBERS.sub(_on_one_line, pretty)) + "\n"


def _on_one_line(numbers: re.Match[str]) -> str:
    return f"[{' '.join(numbers[0][1:-1].split())}]"


def _escaped(character: re.Match[str]) -> str:
    return character[0] if character[0] == "\n" else f"\\u{ord(character[0]):04x}"
