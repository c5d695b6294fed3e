"""Advice: findings in, at most five ranked actions out, each with its reasons and what would prove it wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.advice.base import Action, Known
    from assay.core.finding import Diagnosis, Finding, Recommendation
    from assay.core.training_run import TrainingRun

MOST = 5
WEIGHTS: Mapping[str, float] = {"critical": 4.0, "warning": 2.0, "note": 0.5}
_WORTH = 0.1  # the least that an action must answer of one finding that nothing better answers
_FIRST = 100.0  # what an action counts for whose finding makes the other numbers worthless


def advised(diagnosis: Diagnosis, run: TrainingRun | None = None, rows: int | None = None) -> Diagnosis:
    """The same with what to do about it; `run` is the course of the training, and `rows` how many rows of data it had,
    where they are known.
    """
    if not diagnosis.findings:
        return diagnosis
    from assay.advice.base import Known

    return replace(diagnosis, recommendations=recommendations(Known(diagnosis.findings, run, rows)))


def recommendations(known: Known) -> tuple[Recommendation, ...]:
    """The actions that answer the most that is not answered yet, one after the other: an action counts what it answers
    of each finding, by how grave that is, and the clues that speak for it; what it answers counts less for the next.
    """
    if not known.findings:
        return ()
    from assay.advice.actions import ACTIONS
    from assay.advice.clues import clues_of
    from assay.advice.sentences import recommendation

    clues = clues_of(known)
    open_share = dict.fromkeys((one.code for one in known.findings), 1.0)
    chosen: list[Recommendation] = []
    left = [action for action in ACTIONS if any(code in open_share for code in action.answers)]
    while left and len(chosen) < MOST:
        best = max(left, key=lambda action: _counts(action, known.findings, open_share, clues))
        answered = [one for one in known.findings if open_share[one.code] * best.answers.get(one.code, 0.0) >= _WORTH]
        left = [one for one in left if one is not best]
        if not answered:
            continue
        left = [one for one in left if one.code != best.instead_of]
        for_it = [clues[code] for code, weight in best.clues.items() if weight > 0 and code in clues]
        chosen.append(recommendation(best, answered, for_it, known))
        for one in known.findings:
            open_share[one.code] *= 1.0 - best.answers.get(one.code, 0.0)
    return tuple(chosen)


def _counts(
    action: Action, findings: Sequence[Finding], open_share: Mapping[str, float], clues: Mapping[str, object]
) -> float:
    """How much it answers. A clue makes an answer fuller, up to all of the finding, or speaks against it. What is but
    noted makes no number worthless.
    """
    more = sum(weight for code, weight in action.clues.items() if code in clues)
    found = sum(
        WEIGHTS[one.severity] * open_share[one.code] * min(1.0, action.answers[one.code] * max(0.0, 1.0 + more))
        for one in findings
        if one.code in action.answers
    )
    grave = any(one.code in action.answers and one.severity != "note" for one in findings)
    return found + _FIRST if found and action.first and grave else found
