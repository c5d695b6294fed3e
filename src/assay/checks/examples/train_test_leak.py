"""Test examples that the model was trained on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, Case, Looked, share
from assay.checks.split import Split, split
from assay.core.finding import Finding, Severity, Stake
from assay.core.messages import Text, literal, say

if TYPE_CHECKING:
    from assay.core.arrays import BoolArray
    from assay.core.estimate import Estimate
    from assay.core.training_data import TrainingData

_SHOWN = 3  # examples whose place in the training data the message says


class TrainTestLeak:
    """Test examples stand in the training data, word for word or with small changes. What the model saw with its answer
    it may know by heart, so the score promises more than the model will keep on new examples.

    Decided by comparing prompts, and references that are texts, with every training row: equal up to case, width and
    punctuation; or, from 8 words on, nine tenths of the words in the same order (19 of 20 below 16 words, four fifths
    from 40 on), or four fifths of the words in runs of 8 or 13 that the row has too. Wordings that many test examples
    share do not count, nor do texts under 3 words, and short texts with other numbers differ. Critical where the leaked
    examples score higher than the others, with 99 % confidence, or where more than half of all leaked; a warning where
    more than 1 % did, for sure; else a note.

    Ignore it where the same inputs will come again in use, in the share in which they come here.
    """

    code: ClassVar[str] = "train-test-leak"

    def look(self, case: Case) -> Looked:
        """From the training data beside the examples."""
        training = case.training
        if training is None:
            return say("findings.needs-train")
        leaked, compared = training.leaked, training.compared
        if leaked is None or compared is None:
            return say("findings.needs-prompts")
        if not compared.any():
            return say("findings.train-test-leak-short")
        return self._finding(case, training, leaked) if leaked.any() else None

    def _finding(self, case: Case, training: TrainingData, leaked: BoolArray) -> Finding:
        k, n = int(leaked.sum()), len(leaked)
        exact = 0 if training.exact is None else int(training.exact.sum())
        left = leaked & False if training.clean_rows is None else training.clean_rows
        parts, turn = _parts(case, leaked, left)
        inflated = parts is not None and (parts.low > 0 if turn > 0 else parts.high < 0)
        rows = _worst(training, leaked)
        return Finding(
            self.code,
            _severity(k, n, inflated=inflated),
            say("findings.train-test-leak-title"),
            say(
                "findings.train-test-leak-message",
                k=k,
                n=n,
                exact=exact,
                near=k - exact,
                score=_of_scores(training.clean, parts, int(left.sum()), n - k - int(left.sum())),
                inflated=_of_inflation(parts, inflated=inflated),
                places=[f"{case.examples.id_of(row)} = {training.place_of(row)}" for row in rows[:_SHOWN]],
            ),
            {"leaked": k, "exact": exact, "near": k - exact, "examples": n, **_evidence(training.clean, parts)},
            tuple(case.examples.id_of(row) for row in rows),
            _actions(training, int(left.sum())),
            _stake(case, parts, k / n) if inflated else None,
        )


def _parts(case: Case, leaked: BoolArray, left: BoolArray) -> tuple[Split | None, int]:
    """The metric that decides on the leaked examples and on those `left`; and which way is better, 1 or -1."""
    measured = case.measured.get(case.primary or "")
    if measured is None or measured.higher_is_better is None:
        return None, 1
    rows, clusters = np.flatnonzero(leaked | left), case.units.clusters
    part = replace(measured, scores=measured.scores.take(rows))
    turn = 1 if measured.higher_is_better else -1
    return split(part, leaked[rows], None if clusters is None else clusters[rows]), turn


def _severity(k: int, n: int, *, inflated: bool) -> Severity:
    rate = share(k, n)
    if inflated or rate.low > 0.5:
        return "critical"
    return "note" if rate.severity == "note" else "warning"


def _worst(training: TrainingData, leaked: BoolArray) -> list[int]:
    """The rows to name: exact copies first."""
    near = leaked if training.exact is None else leaked & ~training.exact
    order = np.lexsort((np.arange(len(leaked)), near, ~leaked))
    return [int(row) for row in order[: min(MOST_NAMED, int(leaked.sum()))]]


def _of_scores(clean: Estimate | None, parts: Split | None, left: int, short: int) -> Text:
    if not left:
        return say("findings.train-test-leak-all" if not short else "findings.train-test-leak-rest", n=short)
    if clean is None or clean.value is None:
        return literal("")
    values = {"metric": clean.title or clean.metric, "clean": f"{clean.value:.3g}", "left": left}
    ends = "?" if clean.low is None or clean.high is None else f"{clean.low:.3g}, {clean.high:.3g}"
    if parts is None:
        return say("findings.train-test-leak-clean", ends=ends, **values)
    return say("findings.train-test-leak-both", leaked=f"{parts.some:.3g}", ends=ends, **values)


def _of_inflation(parts: Split | None, *, inflated: bool) -> Text:
    if parts is None:
        return literal("")
    if not inflated:
        return say("findings.train-test-leak-unshown")
    ends = sorted((abs(parts.low), abs(parts.high)))
    by = abs(parts.some - parts.rest)
    return say("findings.train-test-leak-inflated", by=f"{by:.3g}", low=f"{ends[0]:.3g}", high=f"{ends[1]:.3g}")


def _evidence(clean: Estimate | None, parts: Split | None) -> dict[str, float | int | str | None]:
    found: dict[str, float | int | str | None] = {}
    if clean is not None:
        found = {"clean": clean.value, "clean_low": clean.low, "clean_high": clean.high}
    if parts is not None:
        found |= {"on_leaked": parts.some, "on_clean": parts.rest, "difference": parts.some - parts.rest}
        found |= {"low": parts.low, "high": parts.high}
    return found


def _actions(training: TrainingData, left: int) -> tuple[Text, ...]:
    if not left:
        return (say("findings.train-test-leak-new"), say("findings.train-test-leak-split"))
    return (
        say("findings.train-test-leak-judge"),
        say("findings.train-test-leak-remove", files=[source.path for source in training.sources if source.path]),
        say("findings.train-test-leak-split"),
    )


def _stake(case: Case, parts: Split | None, part: float) -> Stake | None:
    """What the leaked examples add to the value of the whole without merit."""
    if parts is None or case.primary is None:
        return None
    value = part * (parts.some - parts.rest)
    return Stake(case.primary, -value, -part * parts.high, -part * parts.low)
