"""result.json: a report as plain values, in the shape that result.schema.json publishes."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from assay.core.messages import Text, say
from assay.core.report import SCHEMA, ClassEstimates, Confusion, Echo, Json, Parsing, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assay.core.arrays import BoolArray
    from assay.core.comparison import Change, Comparison, SliceDifference
    from assay.core.difference import Baseline, Difference
    from assay.core.estimate import Estimate
    from assay.core.examples import Source
    from assay.core.finding import Finding, Recommendation, Stake
    from assay.core.people import People
    from assay.core.stability import Stability
    from assay.core.task import Task
    from assay.core.training_data import TrainingData
    from assay.core.training_run import TrainingRun
    from assay.core.verdict import Composite, Gate, Judgement

UNDEFINED = say("core.undefined")
INFINITE = say("core.infinite")


def result(report: Report, language: str) -> dict[str, Json]:
    """The whole report; sentences in `language`. A section that does not apply is None, and so is every number that
    does not exist, with a `why` beside it; no NaN and no infinity.
    """
    return _Writer(language).report(report)


class _Writer:
    """Writes each noun as plain values, its sentences in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def report(self, report: Report) -> dict[str, Json]:
        return {
            "schema": SCHEMA,
            "version": report.version,
            "command": list(report.command),
            "language": self._language,
            "seed": report.confidence.seed,
            "level": report.confidence.level,
            "looks": {
                "number": report.looks.number,
                "picked_from": report.looks.picked_from,
                "tests": report.looks.tests,
                "asked_level": report.asked_level,
            },
            "inputs": self.inputs(report),
            "task": self.task(report.task),
            "units": {"n": report.n_units, "why": self.text(report.units)},
            "parsing": None if report.parsing is None else self.parsing(report.parsing),
            "metrics": {name: self.estimate(estimate) for name, estimate in report.estimates.items()},
            "not_measured": self.texts_by_name(report.not_measured),
            "reported": [self.echo(echo) for echo in report.echoes],
            "classes": self.classes(report.classes),
            "confusion": None if report.confusion is None else _confusion(report.confusion),
            "baseline": None if report.baseline is None else self.baseline(report.baseline),
            "comparison": self.comparison(report.comparisons[0]) if report.comparisons else None,
            "other_comparisons": [self.comparison(one) for one in report.comparisons[1:]],
            "stability": None if report.stability is None else self.stability(report.stability, report.judgement),
            "training_run": None if report.run is None else _training_run(report.run),
            "training_data": None if report.training is None else self.training(report.training),
            "people": None if report.people is None else self.people(report.people),
            **self.judgement(report.judgement),
            "findings": [self.finding(one) for one in report.findings],
            "recommendations": [self.recommendation(one) for one in report.diagnosis.recommendations],
            "not_applicable": [
                {"code": one.code, "why": self.text(one.why)} for one in report.diagnosis.not_applicable
            ],
        }

    def inputs(self, report: Report) -> dict[str, Json]:
        return {
            "candidates": [self.source(source) for source in (report.source, *report.repeats)],
            "base": [self.source(one.source) for one in report.comparisons],
            "ratings": [] if report.people is None else [self.source(source) for source in report.people.sources],
            "train": [] if report.training is None else [self.source(source) for source in report.training.sources],
            "log": [] if report.run is None else [self.source(report.run.source)],
        }

    def people(self, found: People) -> dict[str, Json]:
        from assay.core.people_result import people_result  # few reports have any

        return people_result(found, self.number, self.difference, self.text)

    def training(self, found: TrainingData) -> dict[str, Json]:
        return {
            "rows": found.rows,
            "duplicates": found.repeated,
            "distinct_prompts": found.prompts,
            "contradictory_prompts": found.contradictory,
            "labels": None if found.labels is None else dict(found.labels),
            "compared": _marked(found.compared),
            "leaked": _leaked(found),
            "clean": None if found.clean is None else {"metric": found.clean.metric, **self.number(found.clean)},
        }

    def finding(self, finding: Finding) -> dict[str, Json]:
        return {
            "code": finding.code,
            "severity": finding.severity,
            "title": self.text(finding.title),
            "message": self.text(finding.message),
            "evidence": dict(finding.evidence),
            "examples": list(finding.examples),
            "actions": self.texts(finding.actions),
            "stake": None if finding.stake is None else _stake(finding.stake),
        }

    def recommendation(self, one: Recommendation) -> dict[str, Json]:
        return {
            "action": one.action,
            "what": self.text(one.what),
            "how": self.text(one.how),
            "because": self.texts(one.because),
            "findings": list(one.findings),
            "stake": None if one.stake is None else _stake(one.stake),
            "test": self.text(one.test),
        }

    def text(self, text: Text | None) -> str | None:
        return None if text is None else text.in_language(self._language)

    def texts(self, texts: Iterable[Text]) -> list[Json]:
        return [self.text(text) for text in texts]

    def texts_by_name(self, texts: Mapping[str, Text]) -> dict[str, Json]:
        return {name: self.text(text) for name, text in texts.items()}

    def source(self, source: Source) -> dict[str, Json]:
        skipped: list[Json] = [
            {"path": row.path, "line": row.line, "why": self.text(row.why)} for row in source.skipped
        ]
        return {
            "path": source.path,
            "sha256": source.sha256,
            "format": source.format,
            "why": self.text(source.why),
            "rows": source.rows,
            "skipped": skipped,
            "notes": self.texts(source.notes),
        }

    def task(self, task: Task) -> dict[str, Json]:
        return {
            "family": task.family,
            "detected": task.detected,
            "why": self.text(task.why),
            "doubt": self.text(task.doubt),
            "labels": list(task.labels) or None,
            "positive": task.positive,
            "multilabel": task.multilabel,
            "text_language": task.text_language,
        }

    def number(self, estimate: Estimate) -> dict[str, Json]:
        """Value, ends and what they rest on: the part that every estimate has, wherever it stands."""
        return {
            "value": _number(estimate.value),
            "low": _number(estimate.low),
            "high": _number(estimate.high),
            "n": _count(estimate.n),
            "why": self.text(estimate.why or _why_none(estimate.value)),
        }

    def estimate(self, estimate: Estimate) -> dict[str, Json]:
        return {
            **self.number(estimate),
            "n_effective": _number(estimate.n_effective),
            "method": estimate.method,
            "signature": estimate.signature,
            "higher_is_better": estimate.higher_is_better,
            "title": self.text(estimate.title) or estimate.metric,
            "label": estimate.label,
            "range": [_number(end) for end in estimate.range],
        }

    def parsing(self, parsing: Parsing) -> dict[str, Json]:
        return {
            "rules": dict(parsing.rules),
            "unparsed": self.number(parsing.unparsed),
            "forms": [{"text": form.text, "count": form.count, "example": form.example} for form in parsing.forms],
        }

    def echo(self, echo: Echo) -> dict[str, Json]:
        return {
            "name": echo.reported.name,
            "value": _number(echo.reported.value),
            "path": echo.reported.path,
            "metric": echo.metric,
            "ours": _number(echo.value),
            "why": self.text(echo.why),
        }

    def classes(self, classes: Mapping[str, ClassEstimates] | None) -> dict[str, Json] | None:
        return None if classes is None else {label: self.one_class(one) for label, one in classes.items()}

    def one_class(self, one: ClassEstimates) -> dict[str, Json]:
        return {
            "support": one.support,
            "predicted": one.predicted,
            "precision": self.number(one.precision),
            "recall": self.number(one.recall),
            "f1": self.number(one.f1),
        }

    def baseline(self, baseline: Baseline) -> dict[str, Json]:
        return {
            "kind": baseline.kind,
            "label": baseline.label,
            "metrics": {name: self.number(estimate) for name, estimate in baseline.estimates.items()},
            "difference": None if baseline.difference is None else self.difference(baseline.difference),
        }

    def difference(self, difference: Difference) -> dict[str, Json]:
        return {
            "metric": difference.metric,
            "base": _number(difference.base),
            "candidate": _number(difference.candidate),
            "difference": _number(difference.value),
            "low": _number(difference.low),
            "high": _number(difference.high),
            "p": _number(difference.p),
            "p_adjusted": _number(difference.p_adjusted),
            "method": difference.method,
            "better": difference.better,
            "why": self.text(difference.why or _why_none(difference.value)),
        }

    def comparison(self, comparison: Comparison) -> dict[str, Json]:
        pairing, changes = comparison.pairing, comparison.changes
        return {
            "base": comparison.source.path,
            "base_column": comparison.column,
            "n_paired": len(pairing),
            "unpaired": pairing.alone[0],
            "unpaired_base": pairing.alone[1],
            "paired_by": self.text(pairing.how),
            "other_references": pairing.other_references,
            "runs": {"candidate": comparison.runs[0], "base": comparison.runs[1]},
            "primary": comparison.primary,
            "effect": self.text(comparison.effect),
            "metrics": {name: self.difference(one) for name, one in comparison.differences.items()},
            "not_compared": self.texts_by_name(comparison.not_compared),
            "changed_by": None if changes is None else changes.metric,
            "fixed": None if changes is None else changes.n_fixed,
            "broken": None if changes is None else changes.n_broken,
            "same": None if changes is None else changes.n_same,
            "fixed_examples": [] if changes is None else [_change(one) for one in changes.fixed],
            "broken_examples": [] if changes is None else [_change(one) for one in changes.broken],
            "slices": [self.slice(one) for one in comparison.slices],
        }

    def slice(self, one: SliceDifference) -> dict[str, Json]:
        return {
            "column": one.column,
            "value": one.value,
            "n": one.n,
            "difference": self.difference(one.difference),
            "p_worse": _number(one.p_worse),
            "worse": one.worse,
        }

    def stability(self, found: Stability, judgement: Judgement) -> dict[str, Json]:
        gate = next((gate for gate in judgement.gates if gate.about == "stability"), None)
        return {
            "metric": found.metric,
            "runs": [_number(value) for value in found.runs],
            "fluctuation": _number(found.fluctuation),
            "low": _number(found.low),
            "high": _number(found.high),
            "scale": found.scale,
            "noise": _number(found.noise),
            "p": _number(found.p),
            "examples_needed": found.examples,
            "outcome": None if gate is None else gate.outcome.value,
            "why": None if gate is None else self.text(gate.why),
            "identical": [list(pair) for pair in found.identical],
            "sources": list(found.sources),
            "values": {name: [_number(value) for value in values] for name, values in found.values.items()},
        }

    def judgement(self, judgement: Judgement) -> dict[str, Json]:
        verdict = judgement.verdict
        return {
            "policy": judgement.policy,
            "gates": [self.gate(gate) for gate in judgement.gates],
            "composites": [self.composite(composite) for composite in judgement.composites],
            "verdict": {
                "outcome": verdict.outcome.value,
                "why": self.text(verdict.why),
                "next": self.texts(verdict.next),
            },
        }

    def gate(self, gate: Gate) -> dict[str, Json]:
        judged = gate.estimate
        return {
            "requirement": self.text(gate.requirement),
            "metric": gate.metric,
            "outcome": gate.outcome.value,
            "value": None if judged is None else _number(judged.value),
            "low": None if judged is None else _number(judged.low),
            "high": None if judged is None else _number(judged.high),
            "operator": gate.operator,
            "threshold": _number(gate.threshold),
            "examples_needed": gate.examples_needed,
            "about": gate.about,
            "why": self.text(gate.why),
        }

    def composite(self, composite: Composite) -> dict[str, Json]:
        weights: dict[str, Json] = {name: float(weight) for name, weight in composite.weights.items()}
        missing: list[Json] = list(composite.missing)
        return {"name": composite.name, **self.number(composite.estimate), "weights": weights, "missing": missing}


def _leaked(found: TrainingData) -> dict[str, Json] | None:
    if found.exact is None or found.leaked is None:
        return None
    return {"exact": _marked(found.exact), "near": _marked(found.leaked & ~found.exact)}


def _marked(which: BoolArray | None) -> int | None:
    return None if which is None else int(which.sum())


def _training_run(run: TrainingRun) -> dict[str, Json]:
    from assay.core.training_run_result import training_run_result  # few reports have any

    return training_run_result(run)


def _stake(stake: Stake) -> dict[str, Json]:
    return {
        "metric": stake.metric,
        "value": _number(stake.value),
        "low": _number(stake.low),
        "high": _number(stake.high),
    }


def _change(change: Change) -> Json:
    return {"id": change.id, "base": _number(change.base), "candidate": _number(change.candidate)}


def _confusion(confusion: Confusion) -> dict[str, Json]:
    return {
        "labels": list(confusion.labels),
        "counts": confusion.counts.tolist(),
        "unparsed": confusion.unparsed.tolist(),
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else float(value)


def _count(value: float) -> int | float | None:
    return int(value) if isfinite(value) and value == int(value) else _number(value)


def _why_none(value: float | None) -> Text | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return UNDEFINED
    return None if isfinite(value) else INFINITE
