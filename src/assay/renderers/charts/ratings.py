"""What people say, by dimension: the mean for this panel and for any raters, and how far they agree."""

from __future__ import annotations

from itertools import groupby

from assay.core.people import Dimension, People
from assay.renderers.charts.theme import BLUE, GREEN, INK, ROW, SKY, Spec, name, quantity, shown, whisker
from assay.renderers.said.figures import figure
from assay.renderers.said.view import View

_MEANS, _AGREEMENT = 320, 200


def ratings(view: View) -> Spec | None:
    """None without ratings."""
    people = view.report.people
    if people is None or not people.dimensions:
        return None
    ordered = sorted(people.dimensions.values(), key=lambda one: one.scale.ends)
    parts = [_part(view, people, list(group)) for _, group in groupby(ordered, key=lambda one: one.scale.ends)]
    return {"title": view.words("renderers.people"), "vconcat": parts}


def _part(view: View, people: People, group: list[Dimension]) -> Spec:
    words = view.words
    rows = [_row(view, people, one) for one in group]
    y, x = name("dimension"), quantity("mean", group[0].scale.low, group[0].scale.high, words("renderers.chart-means"))
    means: Spec = {
        "width": _MEANS,
        "height": {"step": ROW},
        "layer": [
            whisker(x, "any_low", "any_high", y, SKY),
            whisker(x, "low", "high", y),
            {"mark": {"type": "point", "filled": True, "size": 80, "color": BLUE}, "encoding": {"y": y, "x": x}},
            _told(y, _MEANS, "shown"),
        ],
    }
    if all(row["alpha"] is None for row in rows):
        return {"data": {"values": rows}, **means}
    return {"data": {"values": rows}, "hconcat": [means, _agreement(view, rows)], "spacing": 64}


def _agreement(view: View, rows: list[dict[str, object]]) -> Spec:
    least = min([0.0, *(end for row in rows for key in ("alpha", "alpha_low") if isinstance(end := row[key], float))])
    y, x = (
        {**name("dimension"), "axis": None},
        quantity("alpha", max(-1.0, least), 1.0, view.words("renderers.chart-agreement")),
    )
    dot = {
        "mark": {"type": "point", "filled": True, "shape": "diamond", "size": 80, "color": GREEN},
        "encoding": {"y": y, "x": x},
    }
    return {
        "width": _AGREEMENT,
        "height": {"step": ROW},
        "layer": [whisker(x, "alpha_low", "alpha_high", y, GREEN), dot, _told(y, _AGREEMENT, "agreed")],
    }


def _told(y: Spec, width: int, field: str) -> Spec:
    mark = {"type": "text", "align": "left", "fontSize": 12, "color": INK}
    return {"mark": mark, "encoding": {"y": y, "x": {"value": width + 12}, "text": {"field": field}}}


def _row(view: View, people: People, one: Dimension) -> dict[str, object]:
    agreement = people.agreement.get(one.name)
    alpha = None if agreement is None else agreement.alpha
    return {
        "dimension": shown(view.words.of(one.title)),
        "mean": one.estimate.value,
        "low": one.estimate.low,
        "high": one.estimate.high,
        "any_low": one.low,
        "any_high": one.high,
        "shown": figure(one.estimate.value, 2),
        "alpha": alpha and alpha.value,
        "alpha_low": alpha and alpha.low,
        "alpha_high": alpha and alpha.high,
        "agreed": "" if alpha is None else figure(alpha.value, 2),
    }
