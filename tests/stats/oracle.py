"""The executable form of the statistics document, which lies beside the project and is no part of it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "statistics"


def oracle() -> ModuleType:
    """The reference implementation; skips the test, saying so, where it is absent."""
    if not (_FOLDER / "reference.py").exists():
        pytest.skip("needs the reference implementation of the statistics")
    if str(_FOLDER) not in sys.path:
        sys.path.append(str(_FOLDER))
    return importlib.import_module("reference")
