"""What the libraries say when loading fails, as one sentence of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pickle import UnpicklingError

from assay.core.errors import AssayError, InputError
from assay.models.local.memory import is_out_of_memory

_SHOWN = 300  # characters of a library's own words


@contextmanager
def said_as(key: str, **values: object) -> Iterator[None]:
    """Raises InputError(key) with `values` and `why`, the first line of what went wrong; what is no failure of the
    files has a sentence of its own.
    """
    try:
        yield
    except AssayError:
        raise
    except Exception as failed:  # files that people made may fail in any way, in any of the libraries
        raise _sentence(failed, key, values) from None


def _sentence(failed: Exception, key: str, values: dict[str, object]) -> InputError:
    if is_out_of_memory(failed):
        return InputError("local.no-memory", path=values["path"])
    if isinstance(failed, UnpicklingError) or "weights_only" in str(failed):
        return InputError("local.unsafe-weights", path=values["path"])
    if "trust_remote_code" in str(failed):
        return InputError("local.remote-code", path=values["path"])
    return InputError(key, **values, why=_first_line(failed))


def _first_line(failed: Exception) -> str:
    lines = [line.strip() for line in str(failed).splitlines() if line.strip()]
    return lines[0][:_SHOWN].rstrip(".:") if lines else type(failed).__name__
