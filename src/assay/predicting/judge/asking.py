"""A judge asked about many cases: once, and once more where its answer could not be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from assay.core.asking import Answer, Decoding, Message, Question
from assay.models.base import Model
from assay.predicting.judge.fault import NOTHING, Fault
from assay.predicting.judge.reading import read_answer
from assay.predicting.judge.sheets import Filled, Sheet
from assay.predicting.judge.wording import Wording

PIECE = 1000  # cases whose unusable answers are asked for anew together; a kill loses the answers to those alone


@dataclass(frozen=True)
class Case:
    """A question to the judge, and the sheet that the answer fills in; without a sheet there is nothing to judge."""

    id: str
    text: str
    sheet: Sheet | None


@runtime_checkable
class Structured(Protocol):
    """A model that can be held to a JSON schema."""

    def structured(
        self, questions: Sequence[Question], schema: Mapping[str, object], decoding: Decoding, wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """As `Model.answers`, each of the schema where the model can be held to it."""
        ...


@dataclass(frozen=True)
class Judge:
    """A model that judges, by the words in which it is asked."""

    model: Model
    wording: Wording
    decoding: Decoding

    def decided(self, cases: Sequence[Case], wanted: Collection[int]) -> Iterator[tuple[int, Filled | Fault]]:
        """What the judge decides in each wanted case, or why it does not. Which cases are asked together is settled by
        all cases, not by those that are wanted.
        """
        for start in range(0, len(cases), PIECE):
            piece = range(start, min(start + PIECE, len(cases)))
            sheets: dict[Sheet | None, list[int]] = {}
            for place in piece:
                sheets.setdefault(cases[place].sheet, []).append(place)
            for sheet, places in sheets.items():
                yield from self._of_a_sheet(sheet, cases, places, frozenset(wanted))

    def _of_a_sheet(
        self, sheet: Sheet | None, cases: Sequence[Case], places: Sequence[int], wanted: frozenset[int]
    ) -> Iterator[tuple[int, Filled | Fault]]:
        """The wanted ones among the cases at `places`, which have one sheet."""
        numbers = [number for number, place in enumerate(places) if place in wanted]
        if sheet is None:
            yield from ((places[number], Fault(NOTHING)) for number in numbers)
            return
        questions = [_question(cases[place], cases[place].text) for place in places]
        faults: dict[int, Fault] = {}
        for number, found in self._read(sheet, questions, numbers):
            if isinstance(found, Fault) and found.mendable:
                faults[places[number]] = found
            else:
                yield places[number], found
        again = sorted(faults)
        anew = [_question(cases[place], self.wording.again(cases[place].text, faults[place])) for place in again]
        for number, found in self._read(sheet, anew, range(len(anew))):
            yield again[number], found

    def _read(
        self, sheet: Sheet, questions: Sequence[Question], wanted: Collection[int]
    ) -> Iterator[tuple[int, Filled | Fault]]:
        if not wanted:
            return
        if isinstance(self.model, Structured):
            answers = self.model.structured(questions, sheet.schema, self.decoding, wanted)
        else:
            answers = self.model.answers(questions, self.decoding, wanted)
        for number, answer in answers:
            yield number, read_answer(answer, sheet)


def _question(case: Case, text: str) -> Question:
    """One turn of the user: not every model takes a system's."""
    return Question(case.id, (Message("user", text),))
