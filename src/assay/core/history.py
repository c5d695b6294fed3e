"""What the history keeps: evaluations, and which candidates were judged on which test set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from assay.core.report import Json

# Structs, as dataclasses of so many fields take longer to make than a run takes to be kept.

Result: TypeAlias = "Mapping[str, Json]"
"""What result.json holds of one evaluation."""

Parts: TypeAlias = "Mapping[str, Sequence[bytes]]"
"""What is kept beside a result, by the names below, each in pieces: equal pieces of several runs are kept once."""

PAGE, EXAMPLES = "page", "examples"
"""The report's page as it was drawn, and the examples that were judged."""


class Run(Struct, frozen=True):
    """One evaluation. `at` is in UTC, to the millisecond; `value`, `low` and `high` are of `metric`, which decided it.

    `settings` is equal where everything was asked alike, `test_set` where prompts and references are the same, in any
    order. What is None was not there or is not known: a `dirty` tree is one that differs from its `commit`.
    """

    id: str
    at: str
    project: str
    name: str
    path: str
    family: str
    metric: str
    outcome: str
    policy: str
    version: str
    settings: str
    level: float
    seed: int = 0
    n: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sha256: str | None = None
    base: str | None = None
    base_sha256: str | None = None
    test_set: str | None = None
    commit: str | None = None
    dirty: bool | None = None
    note: str = ""
    tags: tuple[str, ...] = ()


class Kept(Struct, frozen=True):
    """A run with all that is kept of it; `parts` are named by the fingerprints of their pieces."""

    run: Run
    result: Result
    parts: Mapping[str, tuple[str, ...]] = {}


class Project(Struct, frozen=True):
    """Some runs of one name: how many, and when the newest was, in UTC."""

    name: str
    runs: int
    at: str


class Look(Struct, frozen=True):
    """A candidate that was judged on a test set by a policy, each by its fingerprint; `at` is when first, in UTC."""

    test_set: str
    policy: str
    candidate: str
    at: str


class Wanted(Struct, frozen=True):
    """Which runs, the newest first; None is no condition. With a `metric`, those that have it, and its numbers."""

    project: str | None = None
    metric: str | None = None
    outcome: str | None = None
    tag: str | None = None
    limit: int | None = None
    test_set: str | None = None
    text: str | None = None  # in the name, the path, the note or the id
    skip: int = 0  # of the newest
