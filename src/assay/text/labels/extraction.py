"""The label that an output means, and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from assay.frozen import frozen
from assay.text.labels.decisions import closing, decision, opening
from assay.text.labels.letters import chosen_letters
from assay.text.labels.mentions import Mention, mentions, without_scale
from assay.text.labels.names import Names
from assay.text.normalise import answer_of, bare, folded, joined

_END_READ = 20_000
_SHORT_WORDS = 3
_SHORT_HAN = 3


class Rule(StrEnum):
    """How a label was found, from the strictest rule to the loosest; the last three say why none was."""

    EXACT = "exact"
    NORMALISED = "normalised"
    VERBALISER = "verbaliser"
    CHOICE_LETTER = "choice-letter"
    IN_PROSE = "in-prose"
    LAST_ANSWER = "last-answer"
    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"
    UNNAMED = "unnamed"


@frozen
class Found:
    """`code` is the label's place among the labels; None where the output names none, or several without deciding."""

    code: int | None
    rule: Rule


def extract(outputs: Iterable[str], names: Names) -> list[Found]:
    """What each output means. Give each distinct output once."""
    return [label_of(output, names) for output in outputs]


def label_of(output: str, names: Names) -> Found:
    """The label that `output` means: the rules in the order of `Rule`, until one finds a label."""
    code = names.exact.get(output)
    if code is not None:
        return Found(code, Rule.EXACT)
    answer = answer_of(output)
    if not answer:
        return Found(None, Rule.EMPTY)
    return _whole(answer, names) or _letter(answer, names) or _in_prose(answer, names)


def label_written(text: str, names: Names) -> int | None:
    """The label that `text` is, in whatever spelling; None where it is anything else, a sentence that names one too."""
    if text in names.exact:
        return names.exact[text]
    found = _whole(answer_of(text), names)
    return None if found is None else found.code


def _whole(answer: str, names: Names) -> Found | None:
    if answer in names.exact:
        return Found(names.exact[answer], Rule.NORMALISED)
    for rule, lookup in ((Rule.NORMALISED, names.normalised), (Rule.VERBALISER, names.verbalised)):
        for form in (folded(answer), bare(answer)):
            if form in lookup:
                is_letter = rule is Rule.VERBALISER and len(form) == 1 and form.isascii()
                return Found(lookup[form], Rule.CHOICE_LETTER if is_letter else rule)
    return None


def _letter(answer: str, names: Names) -> Found | None:
    codes = chosen_letters(answer, names)
    if not codes:
        return None
    return Found(codes[-1], Rule.CHOICE_LETTER if len(set(codes)) == 1 else Rule.LAST_ANSWER)


def _in_prose(answer: str, names: Names) -> Found:
    """A decision said aloud counts before a mere mention; a single label named counts as the answer."""
    lines = "\n".join(joined(folded(line)) for line in _ends_of(answer).split("\n"))
    found = list(mentions(lines, names))
    named = _plainly_named(lines, found)
    decided = decision(lines, found)
    if decided is None and len(named) == 1:
        return Found(named.pop(), Rule.IN_PROSE)
    if decided is None:
        decided = closing(lines, names)
    if decided is not None:
        return Found(decided, Rule.IN_PROSE if named == {decided} else Rule.LAST_ANSWER)
    opened = opening(lines, found)
    if opened is not None:
        return Found(opened, Rule.IN_PROSE)
    return Found(None, Rule.AMBIGUOUS if named else Rule.UNNAMED)


def _ends_of(answer: str) -> str:
    """The beginning and the end of an answer that is far longer than any that a label could be read from."""
    return answer if len(answer) <= 2 * _END_READ else f"{answer[:_END_READ]}\n{answer[-_END_READ:]}"


def _plainly_named(lines: str, found: list[Mention]) -> set[int]:
    plain = {mention.code for mention in found if not mention.common}
    if plain or not _is_short(lines):
        return plain
    return {mention.code for mention in found}


def _is_short(text: str) -> bool:
    """Whether there is no room for a common word to mean anything but a label: "3 stars", "给3分"."""
    words = without_scale(text).split()
    return len(words) <= _SHORT_WORDS and sum("\u3400" <= character <= "\u9fff" for character in text) <= _SHORT_HAN
