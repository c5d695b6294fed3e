"""Labels that are probably wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from assay.checks.base import MOST_NAMED, SURE, Case, Looked
from assay.core.finding import Finding
from assay.core.label_probabilities import LabelProbabilities
from assay.core.messages import Text, say
from assay.stats.confident import Suspects, p_of_no_noise, suspects

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 50  # labels
MOST = 10_000  # labels by which the test decides; of more, every so many-th
_SHOWN = 3

_Where = tuple[Literal["test", "train"], LabelProbabilities, Suspects]


class LabelNoise:
    """The model is sure of other labels than some examples have, so sure that its doubts elsewhere do not explain it.
    Either these labels are wrong, or the model is: a person has to look. A wrong label in the test costs a good model
    its point, one in training teaches the mistake.

    Decided where probabilities of all labels are given, for the test and for training data that has them: with 99 %
    confidence the labels stand worse with the probabilities than they would if none were wrong, once the model is as
    sure as it should be (a likelihood-ratio test beside one temperature). Which ones is told by confident learning,
    ranked. They are suspects: their number is no share of wrong labels, and a healthy model has some too.

    Ignore it where people have checked the labels that are named, and for training data whose probabilities come from a
    model that was trained on these very rows: it repeats their mistakes.
    """

    code: ClassVar[str] = "label-noise"

    def look(self, case: Case) -> Looked:
        """From the probabilities beside the labels."""
        trained = None if case.training is None else case.training.probabilities
        given = [("test", case.probabilities), ("train", trained)]
        found: list[_Where] = []
        for side, one in given:
            if one is not None and len(one.given) >= FEWEST and (doubted := _doubted(one)) is not None:
                found.append(("test" if side == "test" else "train", one, doubted))
        if all(one is None for _, one in given):
            return say("findings.needs-probabilities")
        if not found:
            return None
        return Finding(
            self.code,
            "note",
            say("findings.label-noise-title"),
            say("findings.label-noise-message", places=[_of(*one) for one in found]),
            {f"suspects_{side}": len(doubted.rows) for side, _, doubted in found},
            tuple(name for one in found for name in _names(one, MOST_NAMED // len(found))),
            (say("findings.label-noise-review"), say("findings.label-noise-audit")),
        )


def _doubted(one: LabelProbabilities) -> Suspects | None:
    """The suspects, where the labels for sure stand worse with the probabilities than if all were right."""
    found = suspects(one.given, one.matrix)
    step = -(-len(one.given) // MOST)
    if not len(found.rows) or p_of_no_noise(one.given[::step], one.matrix[::step]) > 1 - SURE:
        return None
    return found


def _names(where: _Where, most: int) -> Sequence[str]:
    _, one, doubted = where
    return [one.name(int(row)) for row in doubted.rows[:most]]


def _of(side: Literal["test", "train"], one: LabelProbabilities, doubted: Suspects) -> Text:
    shown = [
        f"{one.name(int(row))}: {one.labels[int(one.given[row])]} → {one.labels[int(label)]}"
        for row, label in zip(doubted.rows[:_SHOWN], doubted.labels[:_SHOWN], strict=True)
    ]
    least = float(one.matrix[doubted.rows[0], one.given[doubted.rows[0]]])
    values = {"k": len(doubted.rows), "n": len(one.given), "shown": shown, "least": f"{np.clip(least, 0, 1):.2g}"}
    return say(f"findings.label-noise-{side}", **values)
