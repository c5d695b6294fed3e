"""Examples as bytes, a piece a column: the prompts and references that every round has are the same pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice

import msgspec
import numpy as np

from assay.core.arrays import Array
from assay.core.columns import Column
from assay.core.examples import Examples, Likelihoods, Probabilities, Source
from assay.core.messages import say

MOST_ROWS = 200_000
MOST_BYTES = 64_000_000
"""Beyond either, only the numbers are kept."""

_HALVES = ("utf-8", "surrogatepass")


class _Head(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """What examples have beside their columns; `columns` are the names of the pieces behind this one."""

    columns: tuple[str, ...]
    path: str
    form: str
    sha256: str | None
    settings: dict[str, str]


class _Texts(msgspec.Struct, frozen=True, array_like=True, tag=True):
    texts: list[str | None]
    halves: bool = False  # some have halves of characters, which UTF-8 has not: their bytes stand for all


class _Codes(msgspec.Struct, frozen=True, array_like=True, tag=True):
    values: _Texts
    codes: bytes  # 32 bits each, the least first


class _Sets(msgspec.Struct, frozen=True, array_like=True, tag=True):
    values: _Texts
    sizes: list[int]


class _Numbers(msgspec.Struct, frozen=True, array_like=True, tag=True):
    names: _Texts  # a name a column of numbers
    rows: int
    numbers: bytes  # 64 bits each, row by row
    normalised: bool = True


_Piece = _Head | _Texts | _Codes | _Sets | _Numbers
_DECODER = msgspec.msgpack.Decoder(_Piece)


def pieces_of(examples: Examples, extra: Collection[str] = ()) -> list[bytes]:
    """The examples in pieces, with the `extra` columns that are named; none where there are too many of them."""
    if not 0 < len(examples) <= MOST_ROWS:
        return []
    columns = dict(_columns(examples, extra))
    source = examples.source
    head = _Head(tuple(columns), source.path, source.format, source.sha256, dict(source.settings))
    pieces = [msgspec.msgpack.encode(one) for one in (head, *columns.values())]
    return pieces if sum(map(len, pieces)) <= MOST_BYTES else []


def examples_of(pieces: Sequence[bytes]) -> Examples:
    """The examples again. Raises ValueError for what is none."""
    try:
        head, *others = map(_DECODER.decode, pieces)
        if not isinstance(head, _Head):
            raise TypeError
        return _examples(head, dict(zip(head.columns, others, strict=True)))
    except (msgspec.MsgspecError, TypeError, KeyError) as failed:
        raise ValueError from failed


def _columns(examples: Examples, extra: Collection[str]) -> Iterator[tuple[str, _Piece]]:
    named = {"ids": examples.ids, "prompts": examples.prompts, "predictions": examples.predictions}
    named |= {f"reference-{place}": column for place, column in enumerate(examples.references)}
    named |= {f"extra-{name}": column for name, column in examples.extra.items() if name in extra}
    for name, column in named.items():
        if column is not None:
            yield name, _packed(column)
    if examples.prediction_sets is not None:
        sets = examples.prediction_sets
        yield "sets", _Sets(_plain([label for one in sets for label in one]), list(map(len, sets)))
    if examples.probabilities is not None:
        one = examples.probabilities
        yield "probabilities", _numbers(one.labels, one.matrix, normalised=one.normalised)
    if examples.likelihoods is not None:
        parts = [part.name for part in fields(Likelihoods)]
        yield "likelihoods", _numbers(parts, np.stack([getattr(examples.likelihoods, part) for part in parts], axis=1))


def _packed(column: Column) -> _Piece:
    if column.distinct * 2 > len(column):
        return _plain(column.texts)
    return _Codes(_plain(column.values), column.codes.astype("<i4").tobytes())


def _numbers(names: Sequence[str], matrix: Array, *, normalised: bool = True) -> _Numbers:
    return _Numbers(_plain(names), len(matrix), matrix.astype("<f8").tobytes(), normalised)


def _plain(texts: Sequence[str | None]) -> _Texts:
    try:
        "".join(text for text in texts if text is not None).encode()
    except UnicodeEncodeError:
        return _Texts([text and text.encode(*_HALVES).decode("latin-1") for text in texts], halves=True)
    return _Texts(list(texts))


def _said(kept: _Texts) -> list[str | None]:
    if not kept.halves:
        return kept.texts
    return [text and text.encode("latin-1").decode(*_HALVES) for text in kept.texts]


def _examples(head: _Head, columns: Mapping[str, _Piece]) -> Examples:
    def starting(start: str) -> dict[str, Column]:
        return {name.removeprefix(start): _column(one) for name, one in columns.items() if name.startswith(start)}

    def of(name: str) -> Column | None:
        return _column(columns[name]) if name in columns else None

    (rows,) = set(map(_rows, columns.values()))
    return Examples(
        Source(head.path, head.form, say("stores.why-kept"), rows, head.sha256, settings=head.settings),
        of("predictions"),
        tuple(starting("reference-").values()),
        of("prompts"),
        of("ids"),
        _sets(columns.get("sets")),
        _probabilities(columns.get("probabilities")),
        _likelihoods(columns.get("likelihoods")),
        starting("extra-"),
    )


def _rows(piece: _Piece) -> int:
    if isinstance(piece, _Texts):
        return len(piece.texts)
    if isinstance(piece, _Codes):
        return len(piece.codes) // 4
    return piece.rows if isinstance(piece, _Numbers) else len(piece.sizes) if isinstance(piece, _Sets) else 0


def _column(piece: _Piece) -> Column:
    if isinstance(piece, _Texts):
        return Column(_said(piece))
    if not isinstance(piece, _Codes):
        raise TypeError
    codes = np.frombuffer(piece.codes, "<i4").astype(np.int32)
    if codes.size and not -1 <= codes.min() <= codes.max() < len(piece.values.texts):
        raise TypeError
    return Column.coded(_known(piece.values), codes)


def _known(texts: _Texts) -> list[str]:
    return [text for text in _said(texts) if text is not None]


def _sets(piece: _Piece | None) -> tuple[tuple[str, ...], ...] | None:
    if not isinstance(piece, _Sets):
        return None
    labels = iter(_known(piece.values))
    return tuple(tuple(islice(labels, size)) for size in piece.sizes)


def _matrix(piece: _Numbers) -> Array:
    return np.frombuffer(piece.numbers, "<f8").astype(np.float64).reshape(piece.rows, len(piece.names.texts))


def _probabilities(piece: _Piece | None) -> Probabilities | None:
    if not isinstance(piece, _Numbers):
        return None
    return Probabilities(tuple(_known(piece.names)), _matrix(piece), piece.normalised)


def _likelihoods(piece: _Piece | None) -> Likelihoods | None:
    if not isinstance(piece, _Numbers):
        return None
    by_name = dict(zip(_known(piece.names), _matrix(piece).T.copy(), strict=True))
    return Likelihoods(*(by_name[part.name] for part in fields(Likelihoods)))
