"""The label set: what the user gives, what the prompt states, what the references hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.tasks.base import TaskOptions
from assay.tasks.gold import Gold
from assay.tasks.samples import sample
from assay.text.labels import Names, Statement, label_written, stated_labels
from assay.text.normalise import bare, folded

_PROMPTS_READ = 8
_NAMED = 5  # of the labels that are wrong, how many a message names

# Answers of a fixed kind: whatever of these occurs, the others were possible too.
_CLOSED_SETS = tuple(
    frozenset(words.split())
    for words in (
        "yes no",
        "yes no maybe",
        "true false",
        "是 否",
        "对 错",
        "對 錯",
        "正确 错误",
        "正確 錯誤",
        "positive negative neutral",
        "正面 负面 中性",
        "正面 負面 中性",
        "entailment neutral contradiction",
        "a b c d e f g h i j",
    )
)


@frozen
class LabelSet:
    """The labels in the order of the confusion matrix, and for each what else it is called. `is_ordered` where the
    user or the prompt put them in that order.
    """

    labels: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    is_ordered: bool = True

    def with_last(self, label: str | None) -> LabelSet:
        """The same labels, `label` the last of them, unless they have an order already."""
        if self.is_ordered or label is None:
            return self
        order = sorted(range(len(self.labels)), key=lambda code: self.labels[code] == label)
        return LabelSet(tuple(self.labels[code] for code in order), tuple(self.others[code] for code in order))


def label_set_of(examples: Examples, gold: Gold, options: TaskOptions) -> LabelSet:
    """The labels that the user gives, or else those of the references, those that the prompt lists and those with a
    probability; they need no example of their own.
    """
    stated = statement_of(examples, gold)
    if options.labels:
        given = _given(options.labels, gold)
        _refuse_references_outside(given, gold)
        return given
    labels = _ordered(gold, stated, [*_of_probabilities(examples, gold), *_of_closed_set(examples, gold)])
    others: dict[str, str] = dict(stated.others)
    names = tuple((others[label],) if label in others else () for label in labels)
    return LabelSet(labels, names, is_ordered=bool(stated.labels))


def statement_of(examples: Examples, gold: Gold) -> Statement:
    """What the prompts say about the labels."""
    if examples.prompts is None or len(gold.labels) < 1:
        return Statement()
    prompts = examples.prompts
    return examples.once(
        ("statement", gold.labels), lambda: stated_labels(sorted(set(sample(prompts, _PROMPTS_READ))), gold.labels)
    )


def is_closed_set(forms: Iterable[str]) -> bool:
    """Whether all labels are answers of one fixed kind: yes and no, true and false, the letters of choices."""
    known = set(forms)
    return any(known <= closed for closed in _CLOSED_SETS)


def _given(labels: Iterable[str], gold: Gold) -> LabelSet:
    """The user's labels; "1=positive=正面" is the label 1 with two other names."""
    parts = [_names_in(label, gold) for label in dict.fromkeys(label.strip() for label in labels) if label]
    return LabelSet(tuple(names[0] for names in parts), tuple(tuple(names[1:]) for names in parts))


def _names_in(label: str, gold: Gold) -> list[str]:
    names = [name.strip() for name in label.split("=")]
    return [label] if bare(label) in gold.forms or not all(names) else names


def _refuse_references_outside(given: LabelSet, gold: Gold) -> None:
    names = Names(given.labels, given.others)
    outside = {label: count for label, count in gold.counts.items() if label_written(label, names) is None}
    if outside:
        raise InputError(
            "tasks.references-outside",
            n=sum(outside.values()),
            outside=sorted(outside, key=lambda label: -outside[label])[:_NAMED],
            labels=given.labels,
        )


def _of_probabilities(examples: Examples, gold: Gold) -> list[str]:
    """The labels that have a probability, where they are the references' kind of labels."""
    named = examples.probabilities.labels if examples.probabilities is not None else ()
    shared = sum(bare(label) in gold.forms for label in named)
    return list(named) if 2 * shared >= len(gold.forms) else []


def _of_closed_set(examples: Examples, gold: Gold) -> list[str]:
    """The other answers of a fixed kind: the letters up to the last one used, and what outputs themselves answer."""
    if not gold.forms or not is_closed_set(gold.forms):
        return []
    if all(re.fullmatch("[a-j]", form) for form in gold.forms):
        upper = all(label.isupper() for label in gold.labels)
        letters = [chr(code) for code in range(ord("a"), ord(max(gold.forms)) + 1)]
        return [letter.upper() if upper else letter for letter in letters]
    said = sample(examples.predictions) if examples.predictions is not None else []
    return [text.strip() for text in dict.fromkeys(said) if is_closed_set([*gold.forms, bare(text)])]


def _ordered(gold: Gold, stated: Statement, more: Iterable[str]) -> tuple[str, ...]:
    """As the prompt lists them; else numbers by size and words by alphabet."""
    spelled = {bare(label): label for label in [*more, *stated.labels, *gold.labels]}
    listed = [form for form in map(bare, stated.labels) if form in spelled]
    rest = sorted(set(spelled) - set(listed), key=_by_size)
    return tuple(spelled[form] for form in [*listed, *rest])


def _by_size(form: str) -> tuple[bool, float, str]:
    is_number = re.fullmatch(r"[+-]?\d+(?:\.\d+)?", form) is not None
    return (not is_number, float(form) if is_number else 0.0, folded(form))
