"""What was found, as sentences: what is wrong, which examples to look at, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, chain

from assay.core.finding import Finding, Recommendation, Stake
from assay.renderers.said.block import Block
from assay.renderers.said.figures import decimals, figure, interval
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View
from assay.text.normalise import shortened

SIGNS = {"critical": "✗", "warning": "!", "note": "·"}
EXAMPLES = 6  # that are named
_ID = 40  # characters of an id
_FIRST = frozenset({0})


def blocks(view: View) -> list[Block]:
    """One for each finding, the worst first, and one with what to do about them."""
    found = [
        Block(f"finding-{one.severity}", _title(view, one), tuple(_sentences(view, one)), points=_FIRST)
        for one in view.report.findings
    ]
    steps = view.report.diagnosis.recommendations
    if steps:
        said = [tuple(_step(view, place, step)) for place, step in enumerate(steps, 1)]
        points = frozenset(accumulate(map(len, said[:-1]), initial=0))
        found.append(Block("advice", view.words("renderers.advice"), tuple(chain(*said)), points=points))
    return found


def _title(view: View, finding: Finding) -> str:
    severity = view.words.named("renderers.severity-", finding.severity)
    return f"{SIGNS[finding.severity]} {view.words.of(finding.title)} ({severity})"


def _sentences(view: View, finding: Finding) -> Iterator[str]:
    yield view.words.of(finding.message)
    if finding.examples:
        ids = [Quoted(shortened(one, _ID)) for one in finding.examples[:EXAMPLES]]
        yield view.words("renderers.look-at", ids=ids, n=len(finding.examples))
    for action in () if _is_answered(view, finding) else finding.actions:
        yield f"→ {view.words.of(action)}"
    yield view.words("renderers.explain-finding", code=finding.code)


def _is_answered(view: View, finding: Finding) -> bool:
    """Whether a recommendation rests on it, which then says what to do."""
    return any(finding.code in step.findings for step in view.report.diagnosis.recommendations)


def _step(view: View, place: int, step: Recommendation) -> Iterator[str]:
    yield f"{place}. {view.words.of(step.what)}"
    if step.how is not None:
        yield view.words.of(step.how)
    because = view.words("renderers.because", reasons=[view.words.of(one) for one in step.because])
    yield view.words.together(because, "" if step.stake is None else _at_stake(view, step.stake))
    yield view.words.of(step.test)


def _at_stake(view: View, stake: Stake) -> str:
    estimate = view.report.estimates.get(stake.metric)
    places = 4 if estimate is None else decimals(estimate)
    title = stake.metric if estimate is None else view.words.title(estimate)
    kind = "renderers.stake-lost" if stake.value >= 0 else "renderers.stake-unearned"
    value, *ends = (abs(one) for one in (stake.value, stake.low, stake.high))
    low, high = sorted(ends) if stake.low * stake.high >= 0 else (stake.low, stake.high)
    return view.words(kind, metric=title, value=figure(value, places), interval=interval(low, high, places))
