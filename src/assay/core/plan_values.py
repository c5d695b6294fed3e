"""A plan as plain values, in the shape that plan.schema.json publishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite

from assay.core.messages import Text
from assay.core.plan import (
    SCHEMA,
    Detectable,
    GainNeed,
    GainPlan,
    GatePlan,
    Json,
    LeastGain,
    LeastMargin,
    Need,
    Pilot,
    Plan,
    RunsPlan,
    Span,
)


def plan_values(plan: Plan, language: str) -> dict[str, Json]:
    """The whole plan; sentences in `language`. A part that was not asked for is None."""
    return _Writer(language).plan(plan)


class _Writer:
    """Writes each noun as plain values, its sentences in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def plan(self, plan: Plan) -> dict[str, Json]:
        return {
            "schema": SCHEMA,
            "version": plan.version,
            "command": list(plan.command),
            "language": self._language,
            "level": plan.level,
            "power": plan.power,
            "pilot": None if plan.pilot is None else _pilot(plan.pilot),
            "gate": None if plan.gate is None else self.gate(plan.gate),
            "gain": None if plan.gain is None else self.gain(plan.gain),
            "detectable": None if plan.detectable is None else self.detectable(plan.detectable),
            "runs": None if plan.runs is None else self.runs(plan.runs),
        }

    def texts(self, texts: Iterable[Text]) -> list[Json]:
        return [text.in_language(self._language) for text in texts]

    def gate(self, gate: GatePlan) -> dict[str, Json]:
        return {
            "requirement": gate.requirement.in_language(self._language),
            "metric": gate.metric,
            "label": gate.label,
            "operator": gate.operator,
            "threshold": gate.threshold,
            "expected": gate.expected,
            "range": _span(gate.span),
            "outcome": gate.outcome.value,
            "unit": gate.units.in_language(self._language),
            "needed": None if gate.need is None else _need(gate.need),
            "fewest": [{"errors": few.errors, "units": few.units, "in_all": few.in_all} for few in gate.fewest],
            "why": self.texts(gate.why),
        }

    def gain(self, gain: GainPlan) -> dict[str, Json]:
        return {
            "metric": gain.metric,
            "label": gain.label,
            "gain": gain.gain,
            "unit": gain.units.in_language(self._language),
            "needed": [_gain_need(need) for need in gain.needs],
            "why": self.texts(gain.why),
        }

    def detectable(self, detectable: Detectable) -> dict[str, Json]:
        return {
            "n": detectable.n,
            "margins": [self.margin(margin) for margin in detectable.margins],
            "gains": [self.least_gain(gain) for gain in detectable.gains],
            "why": self.texts(detectable.why),
        }

    def margin(self, margin: LeastMargin) -> dict[str, Json]:
        return {
            "metric": margin.metric,
            "title": margin.title.in_language(self._language),
            "threshold": margin.threshold,
            "value": margin.value,
            "margin": margin.margin,
            "units": margin.units,
            "range": _span(margin.span),
        }

    def least_gain(self, gain: LeastGain) -> dict[str, Json]:
        return {
            "metric": gain.metric,
            "title": gain.title.in_language(self._language),
            "gain": gain.gain,
            "changed": gain.changed,
            "correlation": gain.correlation,
            "units": gain.units,
            "range": _span(gain.span),
        }

    def runs(self, plan: RunsPlan) -> dict[str, Json]:
        lines: list[Json] = [
            {
                "runs": line.runs,
                "good_up_to": line.good_up_to,
                "confirmed_good": _chances(line.good),
                "found_bad": _chances(line.bad),
            }
            for line in plan.lines
        ]
        return {"lines": lines, "why": self.texts(plan.why)}


def _pilot(pilot: Pilot) -> dict[str, Json]:
    return {"path": pilot.path, "sha256": pilot.sha256, "family": pilot.family, "n": pilot.n}


def _need(need: Need) -> dict[str, Json]:
    return {"units": need.units, "about": need.about, "in_all": need.in_all, "chance": need.chance}


def _gain_need(gain: GainNeed) -> dict[str, Json]:
    return {"changed": gain.changed, "correlation": gain.correlation, **_need(gain.need)}


def _chances(chances: Mapping[float, float]) -> list[Json]:
    return [{"variation": variation, "chance": chance} for variation, chance in chances.items()]


def _span(span: Span) -> list[Json]:
    return [end if isfinite(end) else None for end in span]
