"""Answers to a tool's questions, some of which are grades: those are ratings, and the others left out by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assay.core.by_people import OVERALL
from assay.core.messages import Text, say
from assay.core.ratings import Item
from assay.readers.ratings.base import Said
from assay.readers.ratings.names import RATING, dimension_of, may_be_rated
from assay.readers.ratings.values import rating_of
from assay.readers.rows.names import normalised
from assay.readers.rows.values import BadRow, listed, text_of

_MOSTLY = 0.5  # of the answers to a question whose answers are grades


class Answer(NamedTuple):
    """What one person answered. `grade` is whether the tool says that it is a number; None where its text tells."""

    item: Item
    rater: str | None
    question: str
    value: object
    line: int
    when: object = None
    grade: bool | None = None


def graded(answers: Iterable[Answer], notes: list[Text]) -> Iterator[Said]:
    """The answers to questions that ask for a grade, in their order; `notes` gets the names of the others."""
    found = list(answers)
    asked: dict[str, list[Answer]] = defaultdict(list)
    for answer in found:
        asked[answer.question].append(answer)
    of_grades = {question: _asks_for_a_grade(question, given) for question, given in asked.items()}
    if left := [question for question, is_one in of_grades.items() if not is_one]:
        notes.append(say("readers.questions-left", questions=left))
    for one in found:
        if of_grades[one.question]:
            yield Said(one.item, one.rater, _dimension(one.question), single(one.value), one.line, when=one.when)


def single(value: object) -> object:
    """The only entry of a list with one, as a choice of one is written; anything else as it is."""
    several = listed(value)
    return several[0] if isinstance(several, list | tuple) and len(several) == 1 else several


def is_grade(value: object) -> bool | None:
    """Whether it reads as a number: 4, "4", "4 - good", "4 分"; None for a blank."""
    try:
        return True if rating_of(single(value)) is not None else None
    except BadRow:
        return False


def called(rater: object) -> str | None:
    """What a person is called: by number, by name or by e-mail, as the tool does it; a long random id is cut short."""
    text = text_of(rater) if not isinstance(rater, dict | list) else None
    if not text:
        return None
    return text[:8] if _is_uuid(text) else text


def _is_uuid(text: str) -> bool:
    parts = [len(part) for part in text.split("-")]
    return parts == [8, 4, 4, 4, 12]


def _dimension(question: str) -> str:
    return OVERALL if normalised(question) in RATING else dimension_of(question)


def _asks_for_a_grade(question: str, given: Sequence[Answer]) -> bool:
    if any(one.grade for one in given):
        return True
    told = [found for one in given if one.grade is None and (found := is_grade(one.value)) is not None]
    return may_be_rated(question) and sum(told) > _MOSTLY * len(told)
