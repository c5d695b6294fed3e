"""NumPy, as a command that ends soon wants it."""

from __future__ import annotations

import os

_REST = "OPENBLAS_THREAD_TIMEOUT"
_SOONEST = "4"  # of 2 to its power processor cycles; the least that OpenBLAS takes


def load_numpy() -> None:
    """Imports it with threads of OpenBLAS that sleep while there is nothing to multiply.

    By themselves they spin for some 50 ms first, on the processor that the command runs on or its twin: a quarter of
    what a short evaluation takes. No number depends on it. What the command starts, a training say, is not told of it.
    """
    asked = _REST in os.environ
    os.environ.setdefault(_REST, _SOONEST)
    try:
        import numpy  # noqa: F401, ICN001 - to have it
    finally:
        if not asked:
            del os.environ[_REST]
