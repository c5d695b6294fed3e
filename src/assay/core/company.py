"""Models that are judged on the same examples: what is made of their texts is made for all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TypeVar, cast

from assay.core.columns import Column
from assay.frozen import frozen

T = TypeVar("T")


@frozen(eq=False)
class Company:
    """The predictions of several models, or of one, for n examples in one order, and the references of all."""

    predictions: tuple[Column, ...]
    references: tuple[Column, ...]
    _derived: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make()` returns, made at most once for all of them."""
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])
