"""The same examples in two files: by id, else by prompt, else by reference, else row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assay.core.arrays import IntArray
from assay.core.columns import Column
from assay.core.company import Company
from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.pairing import Pairing
from assay.text.normalise import folded, shortened

_MOST_MODELS, _MOST_TEXTS = 4, 200_000  # of a company
_SHOWN, _SHOWN_WIDTH = 3, 40
_TELLING = 0.5  # of prompts or references that are distinct, from which on they tell examples apart

Key = tuple[str, ...]


def paired(candidate: Examples, base: Examples) -> Pairing:
    """The examples that both hold. An id, a prompt or a reference that occurs several times is paired as often as both
    have it, in the order of the files.

    Raises InputError, with the counts, where nothing tells which example is which, or no example is in both.
    """
    for how, keys in _ways(candidate, base):
        rows = _matched(*keys)
        if len(rows[0]):
            return _checked(candidate, base, rows, how)
    raise _unpaired(candidate, base)


def together(first: Examples, others: Sequence[Examples]) -> tuple[list[Examples], Pairing]:
    """All files with the examples that every one of them holds, in the order of the first, whose references all are
    judged by; and the pairing with the last of `others`, narrowed to those examples.

    Raises InputError where two of them cannot be paired, or none is in all.
    """
    pairings = [paired(first, other) for other in others]
    kept = pairings[0].candidate
    for pairing in pairings[1:]:
        kept = np.intersect1d(kept, pairing.candidate)
    if not len(kept):
        raise InputError("readers.none-in-all", n=len(others) + 1)
    narrowed = [_narrowed(pairing, kept) for pairing in pairings]
    ours = first if len(kept) == len(first) else first.take(kept)
    sides = [_beside(ours, other, pairing) for other, pairing in zip(others, narrowed, strict=True)]
    return [ours, *sides], narrowed[-1]


def _beside(ours: Examples, base: Examples, pairing: Pairing) -> Examples:
    """The base's paired examples in the order of ours, judged by our references: one yardstick for both."""
    theirs = base.take(pairing.base)
    return replace(theirs, references=ours.references) if ours.references else theirs


def in_company(models: Sequence[Examples]) -> list[Examples]:
    """The same with their texts in companies, where they are judged by one set of references: as `together` gives them.

    A company is bounded, so that the texts of many models, or very many texts, are not all worked on at once.
    """
    most = min(_MOST_MODELS, max(1, _MOST_TEXTS // max(1, len(models[0]))))
    found: list[Examples] = []
    for start in range(0, len(models), most):
        group = models[start : start + most]
        predictions = [one.predictions for one in group if one.predictions is not None]
        if len(predictions) < len(group) or any(one.references is not group[0].references for one in group):
            found += group
        else:
            company = Company(tuple(predictions), group[0].references)
            found += [replace(one, _company=(company, place)) for place, one in enumerate(group)]
    return found


def _narrowed(pairing: Pairing, kept: IntArray) -> Pairing:
    """The pairs whose row of the candidate is among `kept`, which are sorted."""
    if len(kept) == len(pairing):
        return pairing
    mask = np.isin(pairing.candidate, kept)
    lost = len(pairing) - len(kept)
    alone = pairing.alone[0] + lost, pairing.alone[1] + lost
    return replace(pairing, candidate=pairing.candidate[mask], base=pairing.base[mask], alone=alone)


def _ways(candidate: Examples, base: Examples) -> Iterator[tuple[Text, tuple[Sequence[Key | None], ...]]]:
    """What may tell which example is which, the surest first, with a key an example on each side."""
    named = False
    if candidate.ids is not None and base.ids is not None:
        ids = _ids(candidate.ids), _ids(base.ids)
        named = all(map(_tell_apart, ids))
        yield say("readers.paired-by-id"), ids
    if candidate.prompts is not None and base.prompts is not None:
        both = bool(candidate.references and base.references)
        for with_references in dict.fromkeys((both, False)):
            keys = tuple(_prompts(side, with_references=with_references) for side in (candidate, base))
            if all(map(_tell_apart, keys)):
                yield say("readers.paired-by-prompt"), keys
        if _tell_apart(_prompts(candidate, with_references=False)):
            return  # they would have found each other
    yield from _without_prompts(candidate, base, named=named)


def _without_prompts(
    candidate: Examples, base: Examples, *, named: bool
) -> Iterator[tuple[Text, tuple[Sequence[Key | None], ...]]]:
    """Where rows agree in their references one by one, or nothing says that they do not, their order is left; but not
    where both files have `named` their examples, and each others.
    """
    as_many = len(candidate) == len(base)
    both = bool(candidate.references and base.references)
    ours, theirs = (_references(side) if both else [] for side in (candidate, base))
    rows = [(str(row),) for row in range(len(candidate))]
    if as_many and ours == theirs and not named:
        yield say("readers.paired-by-row"), (rows, rows)
    elif both and all(map(_tell_apart, (ours, theirs))):
        yield say("readers.paired-by-reference"), (ours, theirs)


def _tell_apart(keys: Sequence[Key | None]) -> bool:
    """Whether they are the examples' own, rather than an instruction or a label that many share."""
    return len(set(keys)) > _TELLING * len(keys)


def _ids(column: Column) -> list[Key | None]:
    return [None if text is None else (text.strip(),) for text in column.texts]


def _prompts(side: Examples, *, with_references: bool) -> list[Key | None]:
    assert side.prompts is not None  # noqa: S101 - asked by the caller
    prompts = [None if text is None else folded(text) for text in side.prompts.texts]
    if not with_references:
        return [None if prompt is None else (prompt,) for prompt in prompts]
    references = _references(side)
    return [None if prompt is None else (prompt, *key) for prompt, key in zip(prompts, references, strict=True)]


def _references(side: Examples) -> list[Key]:
    """The references of each example in their folded form."""
    columns = [[folded(text or "") for text in column.texts] for column in side.references]
    return list(zip(*columns, strict=True))


def _matched(ours: Sequence[Key | None], theirs: Sequence[Key | None]) -> tuple[IntArray, IntArray]:
    """Rows with the same key, the k-th of one side with the k-th of the other."""
    if None not in ours and list(ours) == list(theirs):
        return np.arange(len(ours)), np.arange(len(ours))
    places = {key: row for row, key in enumerate(_numbered(theirs)) if key is not None}
    rows = [(row, places[key]) for row, key in enumerate(_numbered(ours)) if key is not None and key in places]
    found = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _numbered(keys: Sequence[Key | None]) -> Iterator[tuple[Key, int] | None]:
    """Each key with how often it came before."""
    before: Counter[Key] = Counter()
    for key in keys:
        yield None if key is None else (key, before[key])
        if key is not None:
            before[key] += 1


def _checked(candidate: Examples, base: Examples, rows: tuple[IntArray, IntArray], how: Text) -> Pairing:
    alone = len(candidate) - len(rows[0]), len(base) - len(rows[1])
    return Pairing(*rows, how, alone, _other_references(candidate, base, rows))


def _other_references(candidate: Examples, base: Examples, rows: tuple[IntArray, IntArray]) -> int:
    """Of how many pairs the two files hold different references."""
    if not candidate.references or not base.references:
        return 0
    sides = [
        replace(side, references=tuple(column.take(own) for column in side.references))
        for side, own in zip((candidate, base), rows, strict=True)
    ]
    if [list(column.texts) for column in sides[0].references] == [list(column.texts) for column in sides[1].references]:
        return 0
    ours, theirs = map(_references, sides)
    return sum(first != second for first, second in zip(ours, theirs, strict=True))


def _unpaired(candidate: Examples, base: Examples) -> InputError:
    """No example is in both files, or nothing says which is which."""
    sides = {"path": _called(candidate), "n": len(candidate), "base": _called(base), "base_n": len(base)}
    for ours, theirs in ((candidate.ids, base.ids), (candidate.prompts, base.prompts)):
        if ours is not None and theirs is not None and _tell_apart(_ids(ours)):
            return InputError("readers.none-paired", **sides, ours=_first(ours), theirs=_first(theirs))
    return InputError("readers.nothing-pairs", **sides)


def _first(column: Column) -> list[str]:
    return [shortened(text, _SHOWN_WIDTH) for text in column.texts[:_SHOWN] if text is not None]


def _called(examples: Examples) -> str | Text:
    return examples.source.path or say("readers.values")
