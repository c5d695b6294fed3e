"""What `assay predict` wrote beside its output: how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assay.core.messages import Text, say
from assay.readers.files.figures import document_at

_ENDING, _SCHEMA = ".run.json", "assay.predict/1"


def settings_beside(path: Path | None) -> dict[str, str]:
    """The settings by which the file at `path` was made; empty where nothing says so."""
    document = None if path is None else document_at(path.with_name(path.name + _ENDING))
    if document is None or document.get("schema") != _SCHEMA:
        return {}
    settings = document.get("settings")
    return {str(name): _shown(value) for name, value in settings.items()} if isinstance(settings, Mapping) else {}


def note_of(settings: Mapping[str, str]) -> tuple[Text, ...]:
    """The settings in a sentence, without those that say no."""
    told = [f"{name} {value}" for name, value in settings.items() if value not in {"", "None", "False"}]
    return (say("readers.made-by-predict", settings=told),) if told else ()


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
