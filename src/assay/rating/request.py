"""What the owner of a project asks for."""

from __future__ import annotations

from dataclasses import field

from assay.core.examples import Examples
from assay.core.rating_project import Form, Plan
from assay.frozen import frozen
from assay.readers.base import ReadOptions


@frozen
class RateRequest:
    """All of it. `sample` examples are drawn at random, None takes all, without those that are rated in the files
    `not_in`; the first `practice` of them everybody rates first. `checks` is a rating sheet whose outputs are mixed in,
    and whose ratings are known to be right.
    """

    files: tuple[str | Examples, ...]
    form: Form
    raters: tuple[str, ...]
    plan: Plan = field(default_factory=Plan)
    name: str | None = None
    practice: int = 0
    checks: str | None = None
    not_in: tuple[str, ...] = ()
    sample: int | None = None
    systems: tuple[str, ...] = ()  # what the models are called; empty: by their files
    references: str | None = None
    columns: ReadOptions = field(default_factory=ReadOptions)
