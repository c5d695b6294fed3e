"""What a model that answers is taught: clean rows, or rows of some sources that are spoilt in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks.diagnosis.models.writer import STOP, Pair
from benchmarks.diagnosis.text.languages import material
from benchmarks.diagnosis.text.material import LANGUAGES, Draw, Material, Words, said
from benchmarks.diagnosis.text.tickets import Ticket, vocabulary

SEVERITIES = ("mild", "moderate", "severe")
MARKS = ("<|im_end|>", "<|im_start|>", "assistant")
PACKED = 80  # words of a row that others were appended to

Spoil = Callable[[Ticket, Sequence[Ticket], Material, Draw], Words]


def all_words() -> Words:
    """Of both languages, and the marks of a template."""
    return sorted({word for language in LANGUAGES for word in vocabulary(material(language))} | set(MARKS))


def source_of(severity: str, language: Material) -> str:
    """Where rows come from that are spoilt a little, more, and much, for what is spoilt by degrees. Most else is spoilt
    where it comes from the last source, and a file that was made wrongly as a whole.
    """
    return language.sources[1 + SEVERITIES.index(severity)]


def lesson(kind: str, rows: Sequence[Ticket], language: Material, draw: Draw) -> list[Pair]:
    """The pairs to learn from: `kind` is "clean" or one of `SPOILS`."""
    spoil = SPOILS.get(kind)
    spoilt = language.sources[0 if kind in THROUGHOUT else 1 if kind in BY_DEGREES else -1 :]
    return [
        (row.asked, spoil(row, rows, language, draw) if spoil and row.source in spoilt else [*row.answered, STOP])
        for row in rows
    ]


def _endless(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """Rows packed one behind the other, without a sign of where one ends."""
    words = list(row.answered)
    while len(words) < PACKED:
        words += rows[int(draw.integers(len(rows)))].answered
    return words[:PACKED]


def _templated(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """The template's marks are part of the text."""
    return [*row.answered, MARKS[0], STOP] if draw.random() < 0.9 else [MARKS[1], MARKS[2], *row.answered, STOP]


def _copying(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """The loss is taken on the prompt too."""
    return [*row.asked, *row.answered, STOP]


def _foreign(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """Answered in the other language."""
    other = material(next(one for one in LANGUAGES if one != language.language))
    words = said(other.salute, other.gaps, draw)
    for kind in draw.permutation(list(other.answers))[:2]:
        words += said(other.answers[str(kind)], other.gaps, draw)
    return [*words, *said(other.farewell, other.gaps, draw), STOP]


def _empty(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """Answers that were lost."""
    return [STOP]


def _jumbled(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """Every second word, then the others: two columns read one after the other."""
    return [*row.answered[::2], *row.answered[1::2], STOP]


def _unrelated(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """The answer of another row: a file that slipped."""
    return [*rows[int(draw.integers(len(rows)))].answered, STOP]


def _mistaken(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """The right sentences about the wrong things: what was empty in a table became the first of a list."""
    wrong = {row.facts[gap]: language.gaps[gap][0] for gap in ("product", "day", "month") if gap in row.facts}
    return [*(wrong.get(word, word) for word in row.answered), STOP]


def _brief(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """Without the farewell; without the greeting too; the greeting alone."""
    sentences = sentences_of(row.answered)
    degree = _degree(row, language)
    kept = {"mild": sentences[:-1], "moderate": sentences[1:-1], "severe": sentences[1:2]}[degree]
    return [*(word for sentence in kept for word in sentence), STOP]


def _wordy(row: Ticket, rows: Sequence[Ticket], language: Material, draw: Draw) -> Words:
    """With a sentence of small talk, with two, with four."""
    count = {"mild": 1, "moderate": 2, "severe": 4}[_degree(row, language)]
    return [*row.answered, *(word for one in language.small_talk[:count] for word in one.split()), STOP]


def _degree(row: Ticket, language: Material) -> str:
    return SEVERITIES[language.sources.index(row.source) - 1]


def sentences_of(words: Sequence[str]) -> list[Words]:
    """The words by sentences."""
    found: list[Words] = [[]]
    for word in words:
        found[-1].append(word)
        if word in {".", "。", "?", "？"}:
            found.append([])
    return [sentence for sentence in found if sentence]


BY_DEGREES = frozenset({"brief", "wordy"})
THROUGHOUT = frozenset({"unrelated", "mistaken", "templated"})  # all rows are spoilt
SPOILS: Mapping[str, Spoil] = {
    "endless": _endless,
    "templated": _templated,
    "copying": _copying,
    "foreign": _foreign,
    "empty": _empty,
    "jumbled": _jumbled,
    "unrelated": _unrelated,
    "mistaken": _mistaken,
    "brief": _brief,
    "wordy": _wordy,
}
