"""Texts to dictionary codes: each distinct text once, and which one every entry has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.core.arrays import IntArray

MISSING = -1

Encoded: TypeAlias = tuple[tuple[str, ...], IntArray]

_SLOTS = 1 << 16
_SAMPLE = 512
_CHUNK = 1 << 14  # rows looked at together: few after the first hold anything new
# Knuth's multiplicative hash: the high bits of address times 2^64 over the golden ratio.
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def encoded(texts: Sequence[str | None]) -> Encoded:
    """The distinct texts in order of first appearance, and a code (n,) an entry; MISSING (-1) for None.

    A million labels that are few objects are told apart by address, ten times faster than by a dictionary of strings.
    """
    if _are_few_objects(texts):
        objects = np.asarray(texts, dtype=object)
        slot = _slots(objects)
        first = _first_rows(slot)
        if _each_has_its_own(objects, slot, first):
            return _by_slot(objects, slot, first)
    return _by_dictionary(texts)


def _by_dictionary(texts: Sequence[str | None]) -> Encoded:
    values, code = _codes_of(texts)
    return values, np.fromiter(map(code.__getitem__, texts), dtype=np.int32, count=len(texts))


def _codes_of(texts: Sequence[str | None]) -> tuple[tuple[str, ...], dict[str | None, int]]:
    distinct = dict.fromkeys(texts)
    distinct.pop(None, None)
    values = tuple(text for text in distinct if text is not None)
    code: dict[str | None, int] = dict(zip(values, range(len(values)), strict=True))
    code[None] = MISSING
    return values, code


def _are_few_objects(texts: Sequence[str | None]) -> bool:
    """Whether two samples of consecutive entries hold the same objects over and over."""
    middle = len(texts) // 2
    sample = [*texts[:_SAMPLE], *texts[middle : middle + _SAMPLE]]
    return len(texts) > 4 * _SAMPLE and len(set(map(id, sample))) < _SAMPLE


def _slots(objects: NDArray[np.object_]) -> NDArray[np.uint16]:
    """(n,) a hash of the address of each entry's object."""
    slots: NDArray[np.uint16] = ((_addresses(objects) * _GOLDEN) >> np.uint64(48)).astype(np.uint16)
    return slots


def _first_rows(slot: NDArray[np.uint16]) -> NDArray[np.int64]:
    """(_SLOTS,) the first row of each slot; -1 for one that no row has."""
    first = np.full(_SLOTS, -1)
    for start in range(0, len(slot), _CHUNK):
        chunk = slot[start : start + _CHUNK]
        new = np.flatnonzero(first.take(chunk) < 0)[::-1]
        first[chunk[new]] = new + start  # of several rows the last assigned stays: the first
    return first


def _each_has_its_own(objects: NDArray[np.object_], slot: NDArray[np.uint16], first: NDArray[np.int64]) -> bool:
    addresses = _addresses(objects)
    return np.array_equal(addresses[first].take(slot), addresses)


def _by_slot(objects: NDArray[np.object_], slot: NDArray[np.uint16], first: NDArray[np.int64]) -> Encoded:
    """Equal strings may be several objects: each object's string is looked up once."""
    rows = np.sort(first[first >= 0])
    texts: list[str | None] = objects[rows].tolist()
    values, code = _codes_of(texts)
    code_of_slot = np.zeros(_SLOTS, dtype=np.int32)
    code_of_slot[slot[rows]] = [code[text] for text in texts]
    return values, code_of_slot.take(slot)


class _Pointers:
    """The pointers of an object array, seen as integers; NumPy itself offers no such view."""

    def __init__(self, objects: NDArray[np.object_]) -> None:
        self._objects = objects  # keeps the memory
        self.__array_interface__ = {**objects.__array_interface__, "typestr": "<u8", "descr": [("", "<u8")]}


def _addresses(objects: NDArray[np.object_]) -> NDArray[np.uint64]:
    addresses: NDArray[np.uint64] = np.asarray(_Pointers(objects))
    return addresses
