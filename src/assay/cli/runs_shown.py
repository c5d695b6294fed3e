"""Runs as a table on a terminal, for a spreadsheet, and for programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import StringIO

from msgspec.structs import asdict

from assay.core.history import Run
from assay.core.verdict import Outcome
from assay.renderers.json import json_text
from assay.renderers.said.block import Table
from assay.renderers.said.figures import NOTHING, count, figure
from assay.renderers.said.lines import SIGNS
from assay.renderers.said.words import Words
from assay.renderers.table import harmless
from assay.renderers.terminal.sheet import Paint, Sheet

SHOWN = 8  # characters of an id: enough to name it by


def as_table(runs: Sequence[Run], language: str, width: int, *, colour: bool) -> str:
    """A line each, the newest first, and what the signs mean."""
    words, sheet = Words(language), Sheet(Paint(colour), width)
    cells = {**_COLUMNS}
    metrics = {run.metric for run in runs}
    if len(metrics) == 1:
        del cells["metric"]
    titles = {"outcome": " "} | ({"value": next(iter(metrics)) or NOTHING} if len(metrics) == 1 else {})
    head = tuple(titles.get(name) or words(f"runs.head-{name}") for name in cells)
    rows = tuple(tuple(cell(run) for cell in cells.values()) for run in runs)
    numeric = frozenset(place for place, name in enumerate(cells) if name in _WHOLE)
    legend = "   ".join(f"{sign} {words.outcome(outcome)}" for outcome, sign in SIGNS.items())
    return "\n".join([*sheet.table(Table(head, rows, numeric)), *sheet.sentence(legend, faint=True)]) + "\n"


def as_json(runs: Sequence[Run]) -> str:
    """A list of all that is known of each."""
    return json_text([asdict(run) for run in runs])


def as_csv(runs: Sequence[Run]) -> str:
    """A line each, as spreadsheets read it: nothing in it is run as a formula."""
    written = StringIO()
    written.write("\ufeff")
    names = Run.__struct_fields__
    rows = ([harmless(_cell(getattr(run, name))) for name in names] for run in runs)
    csv.writer(written).writerows([names, *rows])
    return written.getvalue()


def when(run: Run) -> str:
    """The day and the minute, where the reader is."""
    return f"{_moment(run):%Y-%m-%d %H:%M}"


def numbers(*values: float | None) -> list[str]:
    """Numbers of one metric, with as many decimals as their size bears."""
    size = max((abs(value) for value in values if value is not None), default=0.0)
    places = 3 if size <= 1 else 2 if size <= 100 else 1
    return [figure(value, places) for value in values]


def interval(run: Run) -> str:
    """Both ends, close together."""
    _, low, high = numbers(run.value, run.low, run.high)
    return "" if run.low is None and run.high is None else f"{low}–{high}"


def _short(run: Run) -> str:
    """The same for a narrow column: without the year where it is this one, else without the time of day."""
    moment = _moment(run)
    return f"{moment:%m-%d %H:%M}" if moment.year == datetime.now(UTC).astimezone().year else f"{moment:%Y-%m-%d}"


def _moment(run: Run) -> datetime:
    return datetime.fromisoformat(run.at).astimezone()


_WHOLE = frozenset({"id", "when", "n", "value", "interval"})  # never cut
_COLUMNS: dict[str, Callable[[Run], str]] = {
    "id": lambda run: run.id[:SHOWN],
    "when": _short,
    "name": lambda run: run.name or NOTHING,
    "n": lambda run: count(run.n),
    "metric": lambda run: run.metric or NOTHING,
    "value": lambda run: numbers(run.value, run.low, run.high)[0],
    "interval": interval,
    "outcome": lambda run: SIGNS[Outcome(run.outcome)],
    "note": lambda run: " ".join([run.note, *(f"#{tag}" for tag in run.tags)]).strip(),
}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)
