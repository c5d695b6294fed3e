"""The numbers with their intervals, beside what gates require, the baseline and the base."""

from __future__ import annotations

from itertools import groupby
from math import isfinite

from assay.core.estimate import Estimate
from assay.renderers.charts.theme import (
    BLUE,
    INK,
    ORANGE,
    ROW,
    SOFT,
    WIDTH,
    Row,
    Spec,
    kinds,
    name,
    quantity,
    shown,
    whisker,
)
from assay.renderers.said.figures import decimals, figure, interval
from assay.renderers.said.scale import Scale, scale_of
from assay.renderers.said.view import View

REQUIRED = "M0,-1.1L0,1.1"  # an upright stroke
KINDS = ("value", "threshold", "baseline", "base")
_SHAPES = ("circle", REQUIRED, "diamond", "square")
_COLOURS = (BLUE, INK, SOFT, ORANGE)


def metrics(view: View) -> Spec | None:
    """A chart for each scale, one below the other; None without numbers."""
    estimates = [
        (key, one) for key, one in view.report.estimates.items() if one.value is not None and isfinite(one.value)
    ]
    if not estimates:
        return None
    beside = {key: _beside(view, key) for key, _ in estimates}
    scales = {key: scale_of(one, beside[key].values()) for key, one in estimates}
    order = {scale: place for place, scale in reversed(list(enumerate(scales.values())))}
    ordered = sorted(estimates, key=lambda item: order[scales[item[0]]])
    parts = [
        _part(view, scale, [(one, beside[key]) for key, one in group])
        for scale, group in groupby(ordered, key=lambda item: scales[item[0]])
    ]
    return {"title": view.words("renderers.numbers", level=view.level), "vconcat": parts}


def _beside(view: View, key: str) -> dict[str, float | None]:
    """What the metric is held against, by kind."""
    report = view.report
    judged = [one for one in report.judgement.gates if one.metric == key and one.estimate == report.estimates[key]]
    baseline = None if report.baseline is None else report.baseline.estimates.get(key)
    base = report.comparisons[0].differences.get(key) if report.comparisons else None
    return {
        "threshold": judged[0].threshold if judged else None,
        "baseline": None if baseline is None else baseline.value,
        "base": None if base is None else base.base,
    }


def _part(view: View, scale: Scale, group: list[tuple[Estimate, dict[str, float | None]]]) -> Spec:
    names = {kind: view.words(f"renderers.chart-{kind}") for kind in KINDS}
    rows = [_row(view, one) for one, _ in group]
    points = [_point(view, one, names["value"], one.value) for one, _ in group]
    points += [_point(view, one, names[kind], value) for one, others in group for kind, value in others.items()]
    points = [point for point in points if point["at"] is not None]
    y, x = name("metric"), quantity("at", scale.low, scale.high)
    return {
        "width": WIDTH,
        "height": {"step": ROW},
        "layer": [
            {"data": {"values": rows}, **whisker(x, "low", "high", y)},
            {
                "data": {"values": points},
                "mark": {"type": "point", "size": 90, "filled": False, "strokeWidth": 2.2},
                "encoding": {"y": y, "x": x, **kinds(list(names.values()), list(_COLOURS), list(_SHAPES))},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
                "encoding": {"y": y, "x": {"value": WIDTH + 14}, "text": {"field": "shown"}},
            },
        ],
    }


def _row(view: View, one: Estimate) -> Row:
    places = decimals(one)
    ends = interval(one.low, one.high, places)
    return {
        "metric": _title(view, one),
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "n": one.n,
        "shown": f"{figure(one.value, places)} ({ends})" if ends else figure(one.value, places),
    }


def _point(view: View, one: Estimate, kind: str, at: float | None) -> Row:
    return {"metric": _title(view, one), "kind": kind, "at": at}


def _title(view: View, one: Estimate) -> str:
    return shown(view.words.heading(one) + (" ↓" if one.higher_is_better is False else ""))
