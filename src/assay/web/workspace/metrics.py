"""What people call a metric."""

from __future__ import annotations

from functools import cache

from assay.core.errors import AssayError
from assay.metrics.find import find, title_of


@cache
def called(name: str, language: str) -> str:
    """The metric's name for people; itself where it is not known here: a user's own, or people's."""
    try:
        return title_of(find(name)).in_language(language)
    except AssayError:
        return name
