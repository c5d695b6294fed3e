"""Texts from a grammar: choices inside choices, all drawn from one seeded generator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeAlias

Rules: TypeAlias = Mapping[str, Sequence[str]]

HELD_OUT_EVERY = 5  # of each longer list, every fifth choice is kept for the test set
_LONG = 6

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(=?)([\w-]+)(?:\.(\w+))?\}")


def rules_for_training(rules: Rules) -> dict[str, list[str]]:
    """The rules without the choices that only the test set may use, so that a model meets words it never saw."""
    return {name: _seen_in_training(choices) for name, choices in rules.items()}


def _seen_in_training(choices: Sequence[str]) -> list[str]:
    if len(choices) < _LONG:
        return list(choices)
    return [choice for i, choice in enumerate(choices) if i % HELD_OUT_EVERY != HELD_OUT_EVERY - 1]


class Draft:
    """One text in the making.

    `{rule}` is a fresh choice of that rule, never the same twice in a text while others are left; `{=rule}` is the
    text's one choice of it, `{=rule.other}` a second one; `[a|b|]` is one of the alternatives, here also nothing.
    """

    def __init__(self, rules: Rules, random: Random) -> None:
        self._rules = rules
        self._random = random
        self._left: dict[str, list[str]] = {}
        self._kept: dict[str, str] = {}

    def write(self, rule: str) -> str:
        """A choice of `rule`, with everything inside it written out."""
        return self.fill(self._draw(rule))

    def fill(self, template: str) -> str:
        """`template` with its choices made and its slots written out."""
        while _CHOICE.search(template):
            template = _CHOICE.sub(lambda match: self._random.choice(match[1].split("|")), template, count=1)
        return _SLOT.sub(self._slot, template)

    def _slot(self, match: re.Match[str]) -> str:
        kept, rule, other = match.groups()
        if not kept:
            return self.write(rule)
        name = f"{rule}.{other}"
        if name not in self._kept:
            self._kept[name] = self.write(rule)
        return self._kept[name]

    def _draw(self, rule: str) -> str:
        if not self._left.get(rule):
            self._left[rule] = self._random.sample(self._rules[rule], len(self._rules[rule]))
        return self._left[rule].pop()


def tidy_english(text: str) -> str:
    """Single spaces, a capital after each full stop, and one at the start."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    return re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda match: match[0].upper(), text)


def tidy_chinese(text: str) -> str:
    """No spaces, and no punctuation twice in a row."""
    text = re.sub(r"\s+", "", text)
    return re.sub(r"([，。！？；])[，。；]+", r"\1", text).lstrip("，。；")
