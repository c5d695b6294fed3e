"""The course of a training: its losses by step, with the lowest validation loss marked."""

from __future__ import annotations

import numpy as np

from assay.core.training_run import Curve
from assay.renderers.charts.theme import BLUE, ORANGE, SOFT, Spec
from assay.renderers.said.view import View

MOST_POINTS = 600
_IN_VIEW = 0.98  # of the values: the first losses of all do not flatten the rest


def training(view: View) -> Spec | None:
    """None where no loss was logged."""
    run, words = view.report.run, view.words
    curves = {} if run is None else {"loss": run.loss.finite, "validation": run.validation.finite}
    drawn = {kind: curve for kind, curve in curves.items() if len(curve) > 1}
    if not drawn:
        return None
    names = {kind: words(f"renderers.course-{kind}") for kind in drawn}
    rows = [
        {"curve": names[kind], "step": step, "loss": value}
        for kind, curve in drawn.items()
        for step, value in zip(*(part.tolist() for part in _thinned(curve)), strict=True)
    ]
    low, high = _ends(list(drawn.values()))
    x = {"field": "step", "type": "quantitative", "title": words("renderers.chart-step"), "axis": {"grid": False}}
    y = {
        "field": "loss",
        "type": "quantitative",
        "scale": {"domain": [low, high], "clamp": True},
        "title": words("renderers.chart-loss"),
    }
    kinds = {"domain": list(names.values()), "range": [{"loss": BLUE, "validation": ORANGE}[kind] for kind in names]}
    dashes = {"domain": list(names.values()), "range": [{"loss": [1, 0], "validation": [6, 3]}[kind] for kind in names]}
    line = {
        "mark": {"type": "line", "strokeWidth": 2, "clip": True},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "curve", "type": "nominal", "scale": kinds},
            "strokeDash": {"field": "curve", "type": "nominal", "scale": dashes},
        },
    }
    return {
        "title": words("renderers.course"),
        "width": 560,
        "height": 280,
        "data": {"values": rows},
        "layer": [line, *_lowest(view, drawn)],
    }


def _thinned(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    every = -(-len(curve) // MOST_POINTS)
    return curve.steps[::every], curve.values[::every]


def _ends(curves: list[Curve]) -> tuple[float, float]:
    values = np.concatenate([curve.values for curve in curves])
    return min(0.0, float(values.min())), float(np.quantile(values, _IN_VIEW))


def _lowest(view: View, drawn: dict[str, Curve]) -> list[Spec]:
    if "validation" not in drawn:
        return []
    curve = drawn["validation"]
    place = int(curve.values.argmin())
    row = {
        "step": float(curve.steps[place]),
        "loss": float(curve.values[place]),
        "shown": view.words(
            "renderers.chart-lowest", step=f"{curve.steps[place]:g}", loss=f"{curve.values[place]:.4g}"
        ),
    }
    early = float(curve.steps[place]) < max(float(one.steps[-1]) for one in drawn.values()) / 2
    beside = {"align": "left", "dx": 8} if early else {"align": "right", "dx": -8}
    x = {"field": "step", "type": "quantitative"}
    rule = {"mark": {"type": "rule", "color": SOFT, "strokeDash": [4, 4]}, "encoding": {"x": x}}
    told = {
        "mark": {"type": "text", **beside, "fontSize": 12, "color": SOFT},
        "encoding": {"x": x, "y": {"value": 10}, "text": {"field": "shown"}},
    }
    return [{"data": {"values": [row]}, "layer": [rule, told]}]
