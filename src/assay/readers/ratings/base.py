"""What a form of ratings is, and what it reads: one thing that one person said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from assay.core.messages import Text
from assay.core.ratings import Item, Scale
from assay.readers.tables.table import Table


class Said(NamedTuple):
    """One rating as a file has it: `value` is whatever stands there. `rater` None: the file is one rater's."""

    item: Item
    rater: str | None
    dimension: str
    value: object
    line: int
    scale: Scale | None = None
    when: object = None


@runtime_checkable
class Form(Protocol):
    """One way of writing ratings down. `by_place` is whether raters are told by their place in a list alone."""

    name: ClassVar[str]
    by_place: ClassVar[bool]

    def recognise(self, table: Table) -> Text | None:
        """Why the table is of this form, in one sentence; None where it is not."""
        ...

    def read(self, table: Table) -> Iterator[Said]:
        """Every cell in which a rating may stand, in the table's order."""
        ...
