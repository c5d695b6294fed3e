"""Composes local notices with a summary of one line, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from examples import notices_en, notices_zh
from examples.grammar import Draft, Rules, rules_for_training, tidy_chinese, tidy_english

Event: TypeAlias = tuple[Sequence[str], Sequence[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Notice:
    """One notice: what kind of event, the text, and the summary its writer gave."""

    event: str
    text: str
    summary: str


@dataclass(frozen=True)
class Language:
    """What notices of one language are made from."""

    events: Mapping[str, Event]
    openings: Sequence[str]
    asides: Sequence[str]
    rules: Rules
    tidy: Callable[[str], str]


LANGUAGES = {
    "en": Language(notices_en.EVENTS, notices_en.OPENINGS, notices_en.ASIDES, notices_en.RULES, tidy_english),
    "zh": Language(notices_zh.EVENTS, notices_zh.OPENINGS, notices_zh.ASIDES, notices_zh.RULES, tidy_chinese),
}


def notices(language: str, random: Random, *, training: bool) -> Iterator[Notice]:
    """Notices without end, no text twice; those for training avoid the choices held out for the test set."""
    made = LANGUAGES[language]
    seen: set[str] = set()
    while True:
        notice = _notice(made, random, training=training)
        if notice.text not in seen:
            seen.add(notice.text)
            yield notice


def _notice(made: Language, random: Random, *, training: bool) -> Notice:
    name = random.choice(list(made.events))
    leads, details, summaries = made.events[name]
    draft = Draft(rules_for_training(made.rules) if training else made.rules, random)
    said = [random.choice(lines) for lines in details]
    # The news does not always come first: now and then a detail is told before it.
    order = [random.choice(leads), *said] if random.random() < 0.85 else [said[0], random.choice(leads), *said[1:]]
    parts = [random.choice(made.openings), *order, random.choice(made.asides)]
    text = made.tidy(" ".join(draft.fill(part) for part in parts))
    return Notice(name, text, made.tidy(draft.fill(random.choice(summaries))))
