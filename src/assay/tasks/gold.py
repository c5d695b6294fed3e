"""The labels that the references hold, one spelling each, and how often each occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.text.labels import split_labels
from assay.text.normalise import bare, without_special_tokens


@frozen
class Gold:
    """`counts` of each label among the references. Spellings that differ in case, width, white space or as `1` does
    from `1.0` are one label, under its commonest spelling.
    """

    counts: dict[str, int]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in order of first appearance."""
        return tuple(self.counts)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The labels in their bare form."""
        return frozenset(map(bare, self.counts))

    @cached_property
    def total(self) -> int:
        """How many references name a label."""
        return sum(self.counts.values())


def gold_of(examples: Examples, *, multilabel: bool = False) -> Gold:
    """The labels of the references. Of a multi-label task, each label that a reference lists."""
    spellings: dict[str, Counter[str]] = {}
    for column in examples.references:
        for text, count in counted(column):
            for label in labels_in(text, examples) if multilabel else (text,):
                spellings.setdefault(bare(label), Counter())[label] += count
    best = {form: max(counts, key=lambda label: counts[label]) for form, counts in spellings.items()}
    return Gold({best[form]: counts.total() for form, counts in spellings.items()})


def counted(column: Column) -> Iterator[tuple[str, int]]:
    """Each distinct text of a column that is not empty, without template tokens and white space around it."""
    codes = column.codes
    counts = np.bincount(codes[codes >= 0], minlength=len(column.values))
    for value, count in zip(column.values, counts.tolist(), strict=True):
        text = without_special_tokens(value).strip()
        if text and count:
            yield text, count


def labels_in(text: str, examples: Examples) -> list[str]:
    """The labels that one reference lists. Where the file itself divides them, a comma belongs to a label."""
    return [text] if len(examples.references) > 1 else split_labels(text)
