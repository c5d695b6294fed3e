"""A number and a requirement as lines, and the signs in them."""

from __future__ import annotations

from assay.core.estimate import Estimate
from assay.core.verdict import Gate, Outcome
from assay.frozen import frozen
from assay.renderers.said.figures import count, decimals, figure, interval, shortest
from assay.renderers.said.scale import Mark, Scale, mark, scale_of
from assay.renderers.said.words import Words

SIGNS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.INCONCLUSIVE: "?"}
LOWER_IS_BETTER = "↓"
OPERATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


@frozen
class Line:
    """One number: its name, what it is, what it rests on, and where it lies. `note` is what to know of it: why it has
    no value, or of what it is made.
    """

    title: str
    value: str
    interval: str
    n: str
    note: str
    scale: Scale
    mark: Mark


@frozen
class GateLine:
    """One requirement and how it came out; `line` is the number it judged, None where there was none to judge."""

    requirement: str
    outcome: Outcome
    word: str
    why: str
    threshold: str
    line: Line | None

    @property
    def sign(self) -> str:
        """The outcome as one character."""
        return SIGNS[self.outcome]


def line_of(
    words: Words, estimate: Estimate, title: str, threshold: float | None = None, baseline: float | None = None
) -> Line:
    """An estimate as a line called `title`."""
    scale, places = scale_of(estimate, (threshold, baseline)), decimals(estimate)
    return Line(
        title=title,
        value=figure(estimate.value, places),
        interval=interval(estimate.low, estimate.high, places),
        n=count(estimate.n),
        note=words.of(estimate.why),
        scale=scale,
        mark=mark(estimate, scale, threshold, baseline),
    )


def threshold_of(gate: Gate) -> str:
    """What the gate requires, with its operator; empty where it requires no number."""
    if gate.threshold is None or gate.about == "findings":
        return ""
    return f"{OPERATORS.get(gate.operator, gate.operator)} {shortest(gate.threshold)}"
