"""What is independent of what: clusters from a column, or from prompts that occur more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from assay.core.arrays import KeyArray
from assay.core.columns import MISSING, Column
from assay.core.errors import UsageError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Units
from assay.text.normalise import folded

_FEW_PROMPTS = 15
_MANY_TIMES = 5


def units_of(examples: Examples, cluster_column: str | None = None) -> Units:
    """The clusters that `cluster_column` names; without one, examples of the same prompt are one cluster.

    A few prompts over very many examples are instructions rather than inputs: then each example stands alone. `why`
    says which it is. Raises UsageError where there is no such column.
    """
    if cluster_column is not None:
        return _by_column(examples, cluster_column)
    if examples.prompts is None:
        return _alone(examples, say("intervals.units-no-prompt"))
    prompts = Column([None if prompt is None else folded(prompt) for prompt in examples.prompts.texts])
    n, distinct = len(prompts), len(prompts.values) + int(prompts.missing.sum())
    if distinct == n:
        return _alone(examples, say("intervals.units-distinct"))
    if distinct == 1 or (distinct < _FEW_PROMPTS and n >= _MANY_TIMES * distinct):
        return _alone(examples, say("intervals.units-instruction", n=distinct, examples=n))
    return _clustered(prompts, say("intervals.units-duplicates", n=n, clusters=distinct))


def _by_column(examples: Examples, name: str) -> Units:
    named = {"prompt": examples.prompts, "id": examples.ids, **examples.extra}
    column = named.get(name)
    if column is None:
        known = sorted(key for key, other in named.items() if other is not None)
        raise UsageError("intervals.no-cluster-column" if known else "intervals.no-columns", name=name, known=known)
    clusters = len(column.values) + int(column.missing.sum())
    if clusters == len(column):
        return _alone(examples, say("intervals.units-column-distinct", column=name))
    return _clustered(column, say("intervals.units-column", n=len(column), clusters=clusters, column=name))


def _alone(examples: Examples, why: Text) -> Units:
    return Units(len(examples), None, why, lambda: _hashed(_names(examples)))


def _clustered(column: Column, why: Text) -> Units:
    """Entries of one value are a cluster; an entry without a value is one of its own."""
    codes = column.codes.astype(np.intp)
    missing = np.flatnonzero(codes == MISSING)
    codes[missing] = len(column.values) + np.arange(len(missing))
    occurring, clusters = np.unique(codes, return_inverse=True)

    def keys() -> KeyArray:
        names = [*column.values, *(f"\0{row}" for row in missing.tolist())]
        return _hashed([names[code] for code in occurring.tolist()])[clusters]

    return Units(len(column), clusters, why, keys)


def _names(examples: Examples) -> Sequence[str]:
    """What identifies each example: its id, else its prompt or reference and how often that came before.

    The row, where there is none of them.
    """
    if examples.ids is not None:
        return [examples.id_of(row) for row in range(len(examples))]
    content = examples.prompts or next(iter(examples.references), None)
    if content is None:
        return [str(row) for row in range(len(examples))]
    before: Counter[str | None] = Counter()
    names = []
    for text in content.texts:
        names.append(f"{before[text]}\0{text}")
        before[text] += 1
    return names


def _hashed(names: Sequence[str]) -> KeyArray:
    """(n,) a 64-bit number for each name, the same wherever the name occurs."""
    digests = b"".join(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
