"""Where the history lies: in the project's folder, or where ASSAY_HISTORY says."""

from __future__ import annotations

import os
import re
from pathlib import Path

VARIABLE = "ASSAY_HISTORY"
KEEPS = "ASSAY_HISTORY_KEEPS"
NUMBERS = "numbers"
FOLDER = ".assay"
FILE = "history.sqlite3"
_SIGNS = (FOLDER, ".git", "pyproject.toml")  # of a project's folder
_HIDDEN = r"(?<=://)([^:@/]*):.*@|(password)=[^&]*"


def usual_place() -> str:
    """The file or the address that ASSAY_HISTORY names, else a file in the project's folder."""
    return os.environ.get(VARIABLE) or str(project_folder() / FOLDER / FILE)


def absolute_place() -> str:
    """The usual one, the same from every folder."""
    place = usual_place()
    return place if is_address(place) else str(Path(place).absolute())


def project_folder() -> Path:
    """The nearest folder, from here upwards, that is a project's; else this one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if any((folder / sign).exists() for sign in _SIGNS)), here)


def earlier_place() -> Path | None:
    """The file in the user's folder that counted looks before histories lay in projects; None where nothing is to be
    carried over from it.
    """
    if os.environ.get(VARIABLE):
        return None
    state = os.environ.get("XDG_STATE_HOME")
    place = (Path(state) if state else Path.home() / ".local" / "state") / "assay" / FILE
    return place if place.exists() else None


def keeps_texts() -> bool:
    """Whether texts may be kept beside numbers: what prompts, references and models say."""
    return os.environ.get(KEEPS) != NUMBERS


def is_address(place: str) -> bool:
    """Whether a place is a database's address rather than a file."""
    return "://" in place


def shown_place(place: str) -> str:
    """A place as it may be shown: without a password."""
    return re.sub(_HIDDEN, _without, place) if is_address(place) else place


def _without(found: re.Match[str]) -> str:
    return f"{found[2]}=***" if found[2] else f"{found[1]}:***@"
