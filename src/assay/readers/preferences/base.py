"""What a form of preferences is, and what it reads: one judgement of two outputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from assay.core.messages import Text
from assay.core.ratings import Item
from assay.readers.tables.table import Table


class Judged(NamedTuple):
    """One judgement: `outcome` is +1 where the first is better, 0 a tie, -1 where the second is. `rater` None: the file
    is one rater's. `ordered` is whether the first was shown first.
    """

    first: Item
    second: Item
    rater: str | None
    dimension: str
    outcome: int
    line: int
    ordered: bool = True


@runtime_checkable
class Form(Protocol):
    """One way of writing preferences down. `by_place` is whether raters are told by their place in a row alone."""

    name: ClassVar[str]

    def recognise(self, table: Table) -> Text | None:
        """Why the table is of this form, in one sentence; None where it is not."""
        ...

    def by_place(self, table: Table) -> bool:
        """Whether a rater is a column of this table."""
        ...

    def read(self, table: Table) -> Iterator[Judged | None]:
        """Every judgement in the table's order, None for a blank; what is none is set aside in the table."""
        ...
