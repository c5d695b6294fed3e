"""Which runs are wanted, as conditions of SQL."""

from __future__ import annotations

import re

from assay.core.history import Wanted
from assay.stores.run_rows import plain

_HAS_TEXT = "LOWER(runs.id || ' ' || runs.name || ' ' || runs.path || ' ' || runs.note) LIKE LOWER(?) ESCAPE '!'"
_ESCAPED = re.compile("[!%_]")


def which_runs(wanted: Wanted) -> str:
    """FROM and WHERE of what is wanted; what stands for its question marks is `values_of` it."""
    beside = "" if wanted.metric is None else "JOIN run_metrics m ON m.run = runs.id AND m.metric = ?"
    tagged = "EXISTS (SELECT 1 FROM run_tags WHERE run_tags.run = runs.id AND run_tags.tag = ?)"
    asked = {
        "runs.project = ?": wanted.project,
        "runs.outcome = ?": wanted.outcome,
        tagged: wanted.tag,
        "runs.test_set = ?": wanted.test_set,
        _HAS_TEXT: wanted.text,
    }
    conditions = [condition for condition, value in asked.items() if value is not None]
    return f"FROM runs {beside} {'WHERE' if conditions else ''} {' AND '.join(conditions)}"


def values_of(wanted: Wanted) -> list[str]:
    """The values of the conditions, in their order."""
    text = None if wanted.text is None else f"%{_ESCAPED.sub(_escape, wanted.text)}%"
    asked = (wanted.metric, wanted.project, wanted.outcome, wanted.tag, wanted.test_set, text)
    return [plain(value) for value in asked if value is not None]


def _escape(found: re.Match[str]) -> str:
    return f"!{found[0]}"
