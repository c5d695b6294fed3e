"""Whether references list several labels each, as "sport, money" does."""

from __future__ import annotations

from collections import Counter

from assay.core.examples import Examples
from assay.tasks.gold import counted
from assay.text.labels import split_labels
from assay.text.normalise import bare

_MOST_VALUES = 2000
_MOST_LABELS = 100
_LISTED_SHARE = 0.1  # of the examples have more than one label
_OFTEN = 3
_LONGEST_LABEL = 40


def holds_label_sets(examples: Examples) -> bool:
    """Whether the parts of the references come back as labels do, in varying company, while the whole ones do not."""
    column = examples.references[0]
    if not 2 <= len(column.values) <= _MOST_VALUES:
        return False
    parts: Counter[str] = Counter()
    several = total = 0
    for text, count in counted(column):
        forms = list(map(bare, split_labels(text)))
        parts.update(dict.fromkeys(forms, count))
        several += count * (len(forms) > 1)
        total += count
    return (
        several >= _LISTED_SHARE * total
        and 2 <= len(parts) <= min(_MOST_LABELS, len(column.values))
        and parts.total() >= _OFTEN * len(parts)
        and all(len(form) <= _LONGEST_LABEL for form in parts)
        and sum(count == 1 for count in parts.values()) <= len(parts) / 4
    )
