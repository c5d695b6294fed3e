"""A good ranking, cut in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, SURE, Case, Looked
from assay.checks.labels.independent import chosen
from assay.core.finding import Finding, Stake
from assay.core.messages import Text, literal, say
from assay.core.verdict import Gate, Outcome
from assay.frozen import frozen
from assay.stats.cuts import FOLDS, MEASURES, Gain, best_cut, cross_fitted, cut_for_recall, f1, gain

if TYPE_CHECKING:
    from assay.core.arrays import Array, BoolArray, IntArray

FEWEST = 20  # examples of either label
MOST = 20_000  # examples by which it is decided; of more, every so many-th
LEAST: dict[str, float] = {"accuracy": 0.01}  # what another cut has to bring for sure, of the metric that decides
OTHERS = 0.03
_BESIDE = 0.05  # of F1, where another metric decides
_UNEVEN = 0.35
_PROMISE = 0.95
_COSTLY = 0.5  # of the negatives called positive: no cut keeps such a promise well


@frozen(eq=False)
class _Binary:
    """Independent examples of two labels: `rows` among all, whether each is positive, its score and what was said."""

    rows: IntArray
    positive: BoolArray
    scores: Array
    said: BoolArray
    folds: IntArray


@frozen
class _Better:
    """A metric that another cut makes better, with the gain where each example is cut as others chose."""

    metric: str
    cut: float
    gain: Gain


class ThresholdMisplaced:
    """The scores rank the examples well, and the cut between the two labels lies in the wrong place: another cut of the
    same scores does better, without any training.

    Decided for two labels, one of them positive, with probabilities. A cut chosen on the examples that judge it looks
    better than it is. So the examples are split in five, each part is cut where the other four would, and the gain in
    the metric that decides has to be above 3 points (of accuracy 1) with 99 % confidence. Where positives are rare or
    common, F1 is looked at as well, and has to gain above 5 points. Where a policy asks for a recall that is not shown,
    the cut is named that keeps it for new positives with 95 % confidence, and what it costs.

    Ignore it where the cut was set on purpose, as for a cost that the metric does not know.
    """

    code: ClassVar[str] = "threshold-misplaced"

    def look(self, case: Case) -> Looked:
        """From the probabilities of the positive label and what was said."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        if case.probabilities is None:
            return say("findings.needs-probabilities")
        if case.task.positive is None or len(case.probabilities.labels) != 2 or confusion.sides is None:
            return say("findings.needs-two-labels")
        found = _binary(case)
        fewer = int(min(found.positive.sum(), (~found.positive).sum()))
        if fewer < FEWEST:
            return say("findings.needs-more-of-both", n=fewer, fewest=FEWEST)
        better, asked = _better(found, case.primary), _unmet_recall(case)
        promised = None if asked is None else _promised(found, asked)
        if better is None and promised is None:
            return None
        return self._finding(case, found, better, promised)

    def _finding(
        self, case: Case, found: _Binary, better: _Better | None, promised: tuple[float, float] | None
    ) -> Finding:
        positive = case.task.positive or ""
        cut = promised[1] if promised is not None else better.cut if better is not None else 0.5
        changed = (found.scores >= cut) != found.said
        wrong = changed & (found.positive != found.said)
        worst = found.rows[wrong]
        moves = _of_move(positive, better), _of_promise(positive, found, promised)
        return Finding(
            self.code,
            "warning" if better is not None else "note",
            say("findings.threshold-misplaced-title"),
            say("findings.threshold-misplaced-message", better=moves[0], promise=moves[1]),
            {
                "cut": cut,
                "share_changed": float(changed.mean()),
                **_evidence(better),
                **({} if promised is None else {"recall_promised": promised[0], "confidence": _PROMISE}),
            },
            tuple(case.examples.id_of(int(row)) for row in worst[:MOST_NAMED]),
            (
                say("findings.threshold-misplaced-move", label=positive, cut=f"{cut:.3g}"),
                say("findings.threshold-misplaced-check"),
            ),
            None
            if better is None
            else Stake(better.metric, better.gain.after - better.gain.before, better.gain.low, better.gain.high),
        )


def _binary(case: Case) -> _Binary:
    given, confusion = case.probabilities, case.confusion
    assert given is not None and confusion is not None and confusion.sides is not None  # noqa: S101, PT018 - `look` asks
    code = given.labels.index(case.task.positive or "")
    rows = chosen(given, case.units)
    rows = rows[:: max(1, -(-len(rows) // MOST))]
    there = rows if given.rows is None else given.rows[rows]
    said = confusion.sides()[1][there] == code
    folds = np.arange(len(rows)) % FOLDS  # the order is that of hashes
    return _Binary(there, given.given[rows] == code, given.matrix[rows, code], said, folds)


def _better(found: _Binary, primary: str | None) -> _Better | None:
    """The metric that a cut chosen elsewhere surely makes better: the one that decides, else F1 of rare positives."""
    asked = [(primary, LEAST.get(primary, OTHERS))] if primary in MEASURES else []
    share = float(found.positive.mean())
    if primary != "f1" and not _UNEVEN < share < 1.0 - _UNEVEN:
        asked.append(("f1", _BESIDE))
    level = 1.0 - (1.0 - SURE) / max(len(asked), 1)
    for metric, least in asked:
        measure = MEASURES[metric]
        said = cross_fitted(found.positive, found.scores, found.folds, measure)
        brought = gain(found.positive, found.said, said, measure, level)
        if brought.low > least:
            return _Better(metric, best_cut(found.positive, found.scores, measure), brought)
    return None


def _unmet_recall(case: Case) -> float | None:
    """The recall of the positive label that the policy asks for and that is not shown; None where there is none."""
    gates = () if case.judgement is None else case.judgement.gates
    asked = [gate for gate in gates if gate.outcome is not Outcome.PASS and _is_recall(gate, case.task.positive)]
    return max((gate.threshold for gate in asked if gate.threshold is not None), default=None)


def _is_recall(gate: Gate, positive: str | None) -> bool:
    return gate.about == "value" and gate.metric in {"recall", f"recall[{positive}]"} and gate.operator.startswith(">")


def _promised(found: _Binary, recall: float) -> tuple[float, float] | None:
    """The recall and the lower cut that keeps it, where that does not call most negatives positive."""
    if not 0.0 < recall < 1.0:
        return None
    cut = cut_for_recall(found.scores[found.positive], recall, _PROMISE)
    if cut is None or (found.scores[~found.positive] >= cut).mean() > _COSTLY:
        return None
    if (found.scores[found.positive] >= cut).sum() <= found.said[found.positive].sum():
        return None  # what is said now finds as many already: there are too few to show it
    return recall, cut


def _evidence(better: _Better | None) -> dict[str, float | int | str | None]:
    if better is None:
        return {}
    one = better.gain
    return {
        "metric": better.metric,
        "before": one.before,
        "after": one.after,
        "low": one.low,
        "high": one.high,
    }


def _of_move(positive: str, better: _Better | None) -> Text:
    if better is None:
        return literal("")
    one = better.gain
    numbers = {"before": one.before, "after": one.after, "low": one.low, "high": one.high}
    return say(
        "findings.threshold-misplaced-better",
        label=positive,
        cut=f"{better.cut:.3g}",
        metric=better.metric,
        **{name: f"{value:.3f}" for name, value in numbers.items()},
    )


def _of_promise(positive: str, found: _Binary, promised: tuple[float, float] | None) -> Text:
    if promised is None:
        return literal("")
    recall, cut = promised
    called = found.scores >= cut
    return say(
        "findings.threshold-misplaced-promise",
        label=positive,
        recall=f"{recall:g}",
        cut=f"{cut:.3g}",
        precision=f"{found.positive[called].mean():.3f}",
        score=f"{float(f1(*_cells(found.positive, called))):.3f}",
    )


def _cells(positive: BoolArray, called: BoolArray) -> tuple[Array, Array, Array, Array]:
    cells = ((positive & called), (~positive & called), (positive & ~called), (~positive & ~called))
    tp, fp, fn, tn = (np.array(float(cell.sum())) for cell in cells)
    return tp, fp, fn, tn
