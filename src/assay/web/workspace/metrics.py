"""Metrics as a page may name them: by a name, and never by a program."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from assay.core.errors import AssayError, UsageError
from assay.metrics.base import Metric
from assay.metrics.find import find, title_of


def find_named(name: str) -> Metric:
    """As `find`, but for "mine.py:score", which would run that file. Raises UsageError for it too."""
    return find(_no_program(name))


@lru_cache(4096)
def called(name: str, language: str) -> str:
    """The metric's name for people; itself where it is not known here: a user's own, or people's."""
    try:
        return title_of(find_named(name)).in_language(language)
    except AssayError:
        return name


def _no_program(name: str) -> str:
    if ".py" in name:
        raise UsageError("workspace.own-code", name=name)
    return name


MetricName = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_no_program)]
