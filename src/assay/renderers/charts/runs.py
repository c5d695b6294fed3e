"""The runs of one recipe, with the room that the few examples alone would give them."""

from __future__ import annotations

from assay.core.stability import Stability
from assay.renderers.charts.theme import BLUE, INK, SKY, SOFT, Spec, shown
from assay.renderers.said.figures import decimals, figure
from assay.renderers.said.room import room
from assay.renderers.said.view import View


def runs(view: View) -> Spec | None:
    """The metric that decides, run by run; None without repeated runs."""
    found = view.report.stability
    if found is None or len(found.runs) < 2:
        return None
    words, estimate = view.words, view.report.estimates.get(found.metric)
    places = 4 if estimate is None else decimals(estimate)
    rows = [{"run": place, "value": value, "shown": figure(value, places)} for place, value in enumerate(found.runs, 1)]
    middle = sum(found.runs) / len(found.runs)
    x = {"field": "run", "type": "ordinal", "title": words("renderers.chart-run"), "axis": {"labelAngle": 0}}
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "padding": 20},
        "title": shown(words.of(found.title) or found.metric),
    }
    mean = {
        "data": {"values": [{"value": middle}]},
        "mark": {"type": "rule", "color": SOFT, "strokeDash": [6, 4]},
        "encoding": {"y": y},
    }
    dots = {"mark": {"type": "point", "filled": True, "size": 110, "color": BLUE}, "encoding": {"x": x, "y": y}}
    told = {
        "mark": {"type": "text", "dy": -14, "fontSize": 12, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "shown"}},
    }
    band = _band(view, found, middle, estimate.range if estimate else (0.0, 1.0))
    return {
        "title": words("renderers.stability", n=len(rows)),
        "width": max(300, 70 * len(rows)),
        "height": 260,
        "data": {"values": rows},
        "layer": [*band, mean, dots, told],
    }


def _band(view: View, found: Stability, middle: float, ends: tuple[float, float]) -> list[Spec]:
    """Where 95 of 100 runs would lie, were they alike and only the examples few."""
    around = room(found, middle, ends)
    if around is None:
        return []
    low, high = around
    kind = view.words("renderers.chart-noise")
    colour = {"field": "kind", "type": "nominal", "scale": {"domain": [kind], "range": [SKY]}}
    y = {"field": "low", "type": "quantitative"}
    mark = {"type": "rect", "opacity": 0.28}
    return [
        {
            "data": {"values": [{"kind": kind, "low": low, "high": high}]},
            "mark": mark,
            "encoding": {"y": y, "y2": {"field": "high"}, "color": colour},
        }
    ]
