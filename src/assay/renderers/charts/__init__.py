"""Charts: a report in, Vega-Lite specifications out, with the report's own numbers in them. A file a chart."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from assay.core.report import Report
from assay.renderers.charts.theme import Spec, themed
from assay.renderers.said.view import View

CHARTS = {
    "metrics": "metrics:metrics",
    "confusion": "confusion:confusion",
    "roc": "scores:roc",
    "precision-recall": "scores:precision_recall",
    "reliability": "scores:reliability",
    "before-after": "change:before_after",
    "runs": "runs:runs",
    "ratings": "ratings:ratings",
    "training": "training:training",
}


def charts(report: Report) -> dict[str, Spec]:
    """Each chart that the report has numbers for, by name, in the report's language."""
    view = View(report)
    found = {name: _drawer(place)(view) for name, place in CHARTS.items()}
    return {name: themed(spec, view) for name, spec in found.items() if spec is not None}


def _drawer(place: str) -> Callable[[View], Spec | None]:
    module, _, name = place.partition(":")
    return cast("Callable[[View], Spec | None]", getattr(import_module(f"{__name__}.{module}"), name))
