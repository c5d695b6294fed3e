"""NumPy is loaded with threads that rest, and nothing else is told of it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_LOADED = """
import os, sys
from assay.cli.numbers import load_numpy
load_numpy()
print("numpy" in sys.modules, os.environ.get("OPENBLAS_THREAD_TIMEOUT"))
"""


@pytest.mark.parametrize(("given", "left"), [({}, "None"), ({"OPENBLAS_THREAD_TIMEOUT": "26"}, "26")])
def test_what_the_user_set_stays_and_nothing_is_left_set_for_what_is_started_later(
    given: dict[str, str], left: str
) -> None:
    rest = {name: value for name, value in os.environ.items() if name != "OPENBLAS_THREAD_TIMEOUT"}
    done = subprocess.run([sys.executable, "-c", _LOADED], env=rest | given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", left]
