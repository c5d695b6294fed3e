"""A judge asked about many cases: once, and once more where its answer could not be used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from assay.core.asking import Answer, Decoding, Message, Question
from assay.frozen import frozen
from assay.models.base import Model
from assay.predicting.judge.fault import NOTHING, Fault
from assay.predicting.judge.reading import read_answer
from assay.predicting.judge.sheets import Filled, Sheet
from assay.predicting.judge.wording import Wording

PIECE = 1000  # cases whose unusable answers are asked for anew together; a kill loses the answers to those alone


@frozen
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


@frozen
class Judge:
    """A model that judges, by the words in which it is asked."""

    model: Model
    wording: Wording
    decoding: Decoding

    def decided(
        self, cases: int, case: Callable[[int], Case], wanted: Collection[int]
    ) -> Iterator[tuple[int, Filled | Fault]]:
        """What the judge decides in each wanted one of so many cases, or why it does not. Which cases are asked
        together is settled by all cases, not by those that are wanted.
        """
        chosen = frozenset(wanted)
        for start in range(0, cases, PIECE):
            places = range(start, min(start + PIECE, cases))
            if not chosen.isdisjoint(places):
                yield from self._piece({place: case(place) for place in places}, chosen)

    def _piece(self, cases: Mapping[int, Case], wanted: frozenset[int]) -> Iterator[tuple[int, Filled | Fault]]:
        """The wanted cases among these, sheet by sheet."""
        by_sheet: dict[Sheet | None, list[int]] = {}
        for place, case in cases.items():
            by_sheet.setdefault(case.sheet, []).append(place)
        for sheet, places in by_sheet.items():
            if sheet is None:
                yield from ((place, Fault(NOTHING)) for place in places if place in wanted)
            else:
                yield from self._twice(sheet, [cases[place] for place in places], places, wanted)

    def _twice(
        self, sheet: Sheet, cases: Sequence[Case], places: Sequence[int], wanted: frozenset[int]
    ) -> Iterator[tuple[int, Filled | Fault]]:
        """The wanted ones among cases of one sheet, which stand at these places."""
        faults: dict[int, Fault] = {}
        numbers = [number for number, place in enumerate(places) if place in wanted]
        for number, found in self._read(sheet, [_question(case, case.text) for case in cases], numbers):
            if isinstance(found, Fault) and found.mendable:
                faults[number] = found
            else:
                yield places[number], found
        again = sorted(faults)
        anew = [_question(cases[one], self.wording.again(cases[one].text, faults[one])) for one in again]
        for number, found in self._read(sheet, anew, range(len(anew))):
            yield places[again[number]], found

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
