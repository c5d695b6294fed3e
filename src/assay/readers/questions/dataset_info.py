"""LLaMA-Factory's dataset_info.json: which file a data set is, and what its fields are called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assay.core.errors import InputError
from assay.frozen import frozen
from assay.readers.questions.base import Fields

FILE = "dataset_info.json"

# Its names for the columns of each form, and ours.
_COLUMNS = {
    "alpaca": {
        "prompt": "instruction",
        "query": "input",
        "response": "output",
        "system": "system",
        "history": "history",
    },
    "sharegpt": {"messages": "conversations", "system": "system"},
}


@frozen
class Entry:
    """One data set of the file."""

    path: str
    form: str
    fields: Fields


def entry_of(source: str, name: str | None) -> Entry | None:
    """The data set called `name`; None where `source` is no such file, nor a folder with one. Raises InputError where
    there is none of that name, none is named among several, or it lies on a hub and not here.
    """
    path = Path(source)
    path = path / FILE if path.is_dir() else path
    if path.name != FILE or not path.is_file():
        if name is not None:
            raise InputError("predict.no-dataset-info", path=source)
        return None
    entries = _entries(path)
    chosen = name or (next(iter(entries)) if len(entries) == 1 else None)
    if chosen is None:
        raise InputError("predict.which-dataset", path=str(path), names=list(entries)[:12])
    if chosen not in entries:
        near = get_close_matches(chosen, entries, n=1) or list(entries)[:12]
        raise InputError("predict.no-dataset", path=str(path), name=chosen, names=near)
    return _entry(path, chosen, entries[chosen])


def _entries(path: Path) -> dict[str, Mapping[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as failed:
        raise InputError("predict.bad-dataset-info", path=str(path), why=str(failed)) from None
    items = found.items() if isinstance(found, dict) else ()
    entries: dict[str, Mapping[str, Any]] = {name: one for name, one in items if isinstance(one, dict)}
    if not entries:
        raise InputError("predict.bad-dataset-info", path=str(path), why="{}")
    return entries


def _entry(path: Path, name: str, entry: Mapping[str, Any]) -> Entry:
    file = entry.get("file_name")
    if not isinstance(file, str):
        raise InputError("predict.dataset-elsewhere", path=str(path), name=name, fields=sorted(entry))
    form = entry.get("formatting", "alpaca")
    if form not in _COLUMNS or entry.get("ranking"):
        raise InputError("predict.dataset-form", path=str(path), name=name, form=form)
    columns = {ours: entry.get("columns", {}).get(theirs) for theirs, ours in _COLUMNS[form].items()}
    given = {ours: column for ours, column in columns.items() if isinstance(column, str)}
    return Entry(str(path.parent / file), form, Fields(given, dict(entry.get("tags", {}))))
