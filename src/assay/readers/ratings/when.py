"""When a rating was given."""

from __future__ import annotations

import math
from datetime import UTC, datetime

_LATEST = 1e15
_MILLISECONDS = 1e11  # as seconds, the year 5138: a larger number counts thousandths


def seconds_of(value: object) -> float:
    """Seconds since 1970 of a number of seconds or milliseconds, or of a date as ISO 8601 writes it, taken as UTC where
    it names no zone; NaN for anything else.
    """
    if isinstance(value, bool) or value is None:
        return math.nan
    if isinstance(value, int | float):
        known = abs(value) < _LATEST
        return float(value) / (1000.0 if abs(value) > _MILLISECONDS else 1.0) if known else math.nan
    try:
        when = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except (ValueError, OverflowError):
        return math.nan
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
