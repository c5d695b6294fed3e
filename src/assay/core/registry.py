"""A table of named things, each imported only when it is asked for; other packages add theirs by entry point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from assay.core.errors import UsageError
from assay.core.installed import may_declare

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


class Registry(Generic[T]):
    """`table` maps a name to "module:attribute"; `kind` is the word for one item, and the entry-point group is
    "assay.<kind>s". Names of this package win over those of others.
    """

    def __init__(self, kind: str, table: Mapping[str, str]) -> None:
        self.kind = kind
        self._table = dict(table)
        self._imported: dict[str, T] = {}

    @property
    def group(self) -> str:
        """The entry-point group that other packages use."""
        return f"assay.{self.kind}s"

    @cached_property
    def _outside(self) -> dict[str, EntryPoint]:
        if not may_declare(self.group):
            return {}
        from importlib.metadata import entry_points

        return {point.name: point for point in entry_points(group=self.group)}

    @property
    def built_in(self) -> tuple[str, ...]:
        """The names of this package's own items, in the order of the table."""
        return tuple(self._table)

    def module_of(self, name: str) -> str:
        """Where one of this package's own items lies, without importing it."""
        return self._table[name].partition(":")[0]

    def __iter__(self) -> Iterator[str]:
        yield from self._table
        yield from (name for name in self._outside if name not in self._table)

    def __contains__(self, name: object) -> bool:
        return name in self._table or name in self._outside

    def __getitem__(self, name: str) -> T:
        """The item; raises UsageError, with the nearest name, when there is none."""
        if name in self._imported:
            return self._imported[name]
        if name in self._table:
            module, _, attribute = self._table[name].partition(":")
            return self._imported.setdefault(name, cast("T", getattr(import_module(module), attribute)))
        if name in self._outside:
            return cast("T", self._outside[name].load())
        raise self.unknown(name)

    def unknown(self, name: str) -> UsageError:
        """The error for a name that is not here, with what may have been meant."""
        from difflib import get_close_matches

        near = get_close_matches(name, list(self), n=1, cutoff=0.6)
        if near:
            return UsageError(f"core.unknown-{self.kind}-near", name=name, near=near[0])
        return UsageError(f"core.unknown-{self.kind}", name=name, known=sorted(self))
