"""The number on which the verdict hangs, drawn large against the gate, the base, and no model at all."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from assay.core.estimate import Estimate
from assay.core.verdict import Gate
from assay.frozen import frozen
from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import fill, joined
from assay.renderers.said.figures import decimals, figure, interval
from assay.renderers.said.lines import OPERATORS
from assay.renderers.said.scale import Mark, mark, scale_of
from assay.renderers.said.view import View

_SAMPLES = {
    "threshold": Mark(None, None, None, threshold=0.5),
    "baseline": Mark(None, None, None, baseline=0.5),
    "before": Mark(None, None, None, before=0.5),
}


@frozen
class Held:
    """What the number is held against: the sign on the drawing, its name, and the figure."""

    sign: str
    name: str
    figure: str


def lead(view: View) -> Markup:
    """Name, value, interval and drawing; nothing where the report has no number."""
    estimate, gate = _decisive(view)
    if estimate is None or estimate.value is None:
        return Markup("")
    limit, places = _limit(view, estimate, gate), decimals(estimate)
    threshold = None if limit is None else limit.threshold
    before, baseline = _before(view, estimate), view.baseline_of(estimate.metric)
    scale = scale_of(estimate, (threshold, baseline, before))
    place = replace(mark(estimate, scale, threshold, baseline), before=scale.place(before))
    held = [_required(view, limit, places), _base(view, before, places), _always(view, baseline, places)]
    return fill(
        "lead",
        name=view.heading(estimate),
        value=figure(estimate.value, places),
        interval=interval(estimate.low, estimate.high, places),
        bar=bars.interval_bar(place),
        axis=bars.axis(scale),
        held=joined(_key(one) for one in held if one is not None),
    )


def _decisive(view: View) -> tuple[Estimate | None, Gate | None]:
    """The number of the first gate that came out as the verdict did, else the first of all."""
    report = view.report
    gates = sorted(report.judgement.gates, key=lambda gate: gate.outcome != view.outcome)
    for gate in gates:
        found = gate.estimate if gate.about == "value" else report.estimates.get(gate.metric)
        if found is not None and found.value is not None:
            return found, gate
    return next(iter(report.estimates.values()), None), None


def _limit(view: View, estimate: Estimate, decisive: Gate | None) -> Gate | None:
    """The gate that draws a line on this number; one on a difference draws none."""
    gates = [decisive, *view.report.judgement.gates]
    asked = (gate for gate in gates if gate is not None and gate.about == "value" and gate.threshold is not None)
    return next((gate for gate in asked if gate.estimate == estimate), None)


def _before(view: View, estimate: Estimate) -> float | None:
    """What the first base has."""
    for comparison in view.report.comparisons[:1]:
        found = comparison.differences.get(estimate.metric)
        return None if found is None else found.base
    return None


def _required(view: View, limit: Gate | None, places: int) -> Held | None:
    if limit is None or limit.threshold is None:
        return None
    operator = OPERATORS.get(limit.operator, limit.operator)
    return Held("threshold", view.words("renderers.legend-threshold"), f"{operator} {figure(limit.threshold, places)}")


def _base(view: View, before: float | None, places: int) -> Held | None:
    return None if before is None else Held("before", view.words("renderers.base"), figure(before, places))


def _always(view: View, value: float | None, places: int) -> Held | None:
    baseline = view.report.baseline
    if baseline is None or value is None:
        return None
    return Held("baseline", view.words("renderers.lead-baseline", label=baseline.label), figure(value, places))


def _key(held: Held) -> Markup:
    return fill("held", sign=bars.interval_bar(_SAMPLES[held.sign]), name=held.name, figure=held.figure)
