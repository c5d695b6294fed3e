"""What texts are composed of: phrases with choices and gaps, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LANGUAGES = ("en", "zh")
Draw = np.random.Generator
Words = list[str]

_CHOICE = re.compile(r"\(([^()]*)\)")
_GAP = re.compile(r"\{(\w+)\}")
_CLOSE = re.compile(r" ([.,?!;:])(?= |$)")
_BESIDE_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, eq=False)
class Material:
    """`gaps` are what fits in a gap by its name. `signs` are, for each task and label, phrases that tell the label, and
    `plain` are phrases that tell nothing. A ticket is one of the `sources`, an opening and a sentence for each of its
    `problems`; its answer says the sentences of `answers` in the same order.
    """

    language: str
    sources: Sequence[str]
    gaps: Mapping[str, Sequence[str]]
    signs: Mapping[str, Mapping[str, Sequence[str]]]
    plain: Sequence[str]
    opening: Sequence[str]
    problems: Mapping[str, Sequence[str]]
    salute: str
    answers: Mapping[str, str]
    farewell: str
    small_talk: Sequence[str]


def joined(words: Sequence[str]) -> str:
    """The words as a text: spaced, but not beside Chinese, nor before a mark."""
    spaced = _CLOSE.sub(r"\1", " ".join(words))
    return _BESIDE_CHINESE.sub("", spaced)


def said(phrase: str, gaps: Mapping[str, Sequence[str]], draw: Draw, known: Mapping[str, str] | None = None) -> Words:
    """The words of a phrase, with one of each of its choices, and its gaps filled as `known` or at random."""
    while "(" in phrase:
        phrase = _CHOICE.sub(lambda found: _one_of(found[1].split("|"), draw), phrase)
    known = known or {}
    return _GAP.sub(lambda found: known.get(found[1]) or _one_of(gaps[found[1]], draw), phrase).split()


def _one_of(options: Sequence[str], draw: Draw) -> str:
    return options[int(draw.integers(len(options)))]
