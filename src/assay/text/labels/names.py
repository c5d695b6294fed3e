"""The names that labels go by, and the look-up from a whole answer to the label it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from assay.frozen import frozen
from assay.text.normalise import bare, folded

Lookup: TypeAlias = dict[str, int]

# Words that prose uses for other things as well: as a label they count only where an answer is given.
_COMMON_WORDS = frozenset(
    [
        "no",
        "none",
        "other",
        "others",
        "for",
        "against",
        "any",
        "all",
        "an",
        "其他",
        "其它",
        "其餘",
        "以上",
        "没有",
        "沒有",
    ]
)

_SAME_MEANING = (
    ("positive", "pos", "正面", "积极", "積極", "正向", "正面情感", "好评", "好評"),
    ("negative", "neg", "负面", "負面", "消极", "消極", "负向", "負向", "差评", "差評"),
    ("neutral", "中性", "中立"),
    ("yes", "是", "是的"),
    ("no", "否", "不是"),
    ("true", "真", "正确", "正確"),
    ("false", "假", "错误", "錯誤"),
)


@frozen
class Names:
    """Labels, and for each of them its other names (`others[code]`): 1 is also "positive" and "正面", or the letter B.

    A name that would fit several labels fits none.
    """

    labels: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def exact(self) -> Lookup:
        """The labels as they are written."""
        stripped = _unique((label.strip(), code) for code, label in enumerate(self.labels))
        return stripped | {label: code for code, label in enumerate(self.labels)}

    @cached_property
    def normalised(self) -> Lookup:
        """The labels in their folded and bare forms."""
        return _lookup(enumerate(self.labels))

    @cached_property
    def verbalised(self) -> Lookup:
        """The other names in their folded and bare forms, those of the same meaning in another language included."""
        given = [(code, name) for code, names in enumerate(self.others) for name in names]
        return {
            form: code for form, code in _lookup([*given, *self._same_meaning()]).items() if form not in self.normalised
        }

    @cached_property
    def letters(self) -> dict[str, int]:
        """The capital letters that stand for a label: the label itself, or one of its other names."""
        every = {**self.verbalised, **self.normalised}
        return {form.upper(): code for form, code in every.items() if re.fullmatch("[a-z]", form)}

    @cached_property
    def forms(self) -> Lookup:
        """Every form by which a label can be named inside a sentence."""
        every = {**self.verbalised, **self.normalised}
        return {form: code for form, code in every.items() if re.search(r"\w", form)}

    def _same_meaning(self) -> list[tuple[int, str]]:
        """Names of the same meaning, where every label has some and no two share them."""
        groups = [_group_of(label) for label in self.labels]
        if None in groups or len(set(groups)) < len(groups):
            return []
        return [(code, name) for code, group in enumerate(groups) if group is not None for name in _SAME_MEANING[group]]


def is_common(form: str) -> bool:
    """Whether prose uses `form` for other things too: a single character, a number, a word like "other"."""
    return len(form) == 1 or form in _COMMON_WORDS or re.fullmatch(r"[+-]?[\d.]+", form) is not None


def _lookup(named: Iterable[tuple[int, str]]) -> Lookup:
    """Form -> code, the forms that fit one label only; the folded form of a name wins over the bare one of another."""
    pairs = list(named)
    return _unique((bare(name), code) for code, name in pairs) | _unique((folded(name), code) for code, name in pairs)


def _unique(forms: Iterable[tuple[str, int]]) -> Lookup:
    codes: dict[str, set[int]] = {}
    for form, code in forms:
        codes.setdefault(form, set()).add(code)
    return {form: found.pop() for form, found in codes.items() if form and len(found) == 1}


def _group_of(label: str) -> int | None:
    form = bare(label)
    return next((number for number, group in enumerate(_SAME_MEANING) if form in group), None)
