"""The job of comparing two models' outputs, each pair in both orders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from assay.core.asking import Decoding
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.models.base import Model
from assay.predicting.jobs import Fields
from assay.predicting.judge.asking import Case, Judge
from assay.predicting.judge.fault import Fault
from assay.predicting.judge.parts import around, text_at
from assay.predicting.judge.sheets import Filled, Preference
from assay.predicting.judge.suspicion import is_suspicious
from assay.predicting.judge.wording import Wording
from assay.predicting.manifest import Value

# What "first" means where a stands first, and where b does.
_WINNERS = ({"first": "a", "second": "b", "tie": "tie"}, {"first": "b", "second": "a", "tie": "tie"})


@frozen
class Pairs:
    """Which prediction is better, that of `a` or of `b`: the same examples in one order. Signed by the `rater`."""

    a: Examples
    b: Examples
    wording: Wording
    decoding: Decoding
    rater: str

    @property
    def rows(self) -> int:
        """One a pair."""
        return len(self.a)

    @property
    def settings(self) -> Mapping[str, Value]:
        """The words, and how the judge answers."""
        named: dict[str, Value] = {"job": "pairs", "prompt": self.wording.version}
        return {**named, "max_tokens": self.decoding.max_tokens, "seed": self.decoding.seed}

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The winner, as soon as both orders have been judged."""
        judge = Judge(model, self.wording, self.decoding)
        halves: dict[int, Filled | Fault] = {}
        both = [2 * row + order for row in wanted for order in (0, 1)]
        for place, found in judge.decided(2 * self.rows, self._case, both):
            other = halves.pop(place ^ 1, None)
            if other is None:
                halves[place] = found
            else:
                yield place // 2, self._fields(place // 2, (other, found) if place % 2 else (found, other))

    def _case(self, place: int) -> Case:
        """The two orders of a pair stand beside each other."""
        row, order = divmod(place, 2)
        texts = [text_at(side.predictions, row) for side in (self.a, self.b)]
        first, second = texts[order], texts[1 - order]
        parts = [*around(self.a, row), ("first", first), ("second", second)]
        return Case(self.a.id_of(row), self.wording.asked(self.decoding.seed, row, parts), Preference())

    def _fields(self, row: int, both: tuple[Filled | Fault, Filled | Fault]) -> Fields:
        suspicious = any(is_suspicious(text_at(side.predictions, row)) for side in (self.a, self.b))
        beside = {"prompt_version": self.wording.version, "suspicious": suspicious}
        return {"id": self.a.id_of(row), "rater": self.rater, **_decided(both), **beside}


def _decided(both: tuple[Filled | Fault, Filled | Fault]) -> Fields:
    """The winner of both orders; a tie where they do not agree. `orders` are the winners with a first and b first."""
    reasons = [one.reason if isinstance(one, Filled) else None for one in both]
    fault = next((one for one in both if isinstance(one, Fault)), None)
    if fault is not None:
        failed = {"fault": fault.code, "error": str(fault.text)}
        return {"winner": None, "consistent": None, "reasons": reasons, **failed}
    orders = [
        names[str(one.decided["winner"])] for names, one in zip(_WINNERS, both, strict=True) if isinstance(one, Filled)
    ]
    agreed = orders[0] == orders[1]
    return {"winner": orders[0] if agreed else "tie", "consistent": agreed, "reasons": reasons, "orders": orders}
