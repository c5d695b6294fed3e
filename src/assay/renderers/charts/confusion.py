"""The confusion matrix: references down, predictions across, each cell as dark as its share of the reference."""

from __future__ import annotations

from assay.renderers.charts.theme import INK, Spec, shown
from assay.renderers.said.labels import cells_of, prediction_names
from assay.renderers.said.view import View

MOST_FIGURES = 20  # classes up to which each cell has its count
_CELL, _SMALL = 46, 9
_DARK = 0.3  # share from which figures are white
# By the root, so that one error in many shows.
_SHADES = {"type": "sqrt", "domain": [0, 1], "range": ["#F5F7FA", "#08519C"], "interpolate": "lab"}


def confusion(view: View) -> Spec | None:
    """None where outputs are not labels."""
    found = view.report.confusion
    if found is None:
        return None
    predictions = [shown(one) for one in prediction_names(view, found)]
    references = [shown(label) for label in found.labels]
    rows = [
        {"reference": reference, "prediction": prediction, "count": count, "share": count / max(1, sum(counts))}
        for reference, counts in zip(references, cells_of(found).tolist(), strict=True)
        for prediction, count in zip(predictions, counts, strict=True)
    ]
    small = len(references) > MOST_FIGURES
    step = _SMALL if small else _CELL
    words = view.words
    x = {"field": "prediction", "type": "nominal", "sort": predictions, "title": words("renderers.chart-predicted")}
    y = {"field": "reference", "type": "nominal", "sort": references, "title": words("renderers.reference")}
    axis = {"labels": not small, "ticks": False, "domain": False}
    shade = {"field": "share", "type": "quantitative", "legend": None, "scale": _SHADES}
    cell: Spec = {
        "mark": {"type": "rect", "stroke": "#FFFFFF", "strokeWidth": 0 if small else 2},
        "encoding": {"color": shade},
    }
    return {
        "title": words("renderers.confusion"),
        "data": {"values": rows},
        "width": {"step": step},
        "height": {"step": step if small else 34},
        "encoding": {
            "x": {**x, "axis": {**axis, "orient": "top", "labelAngle": _angle(predictions)}},
            "y": {**y, "axis": axis},
        },
        "layer": [cell] if small else [cell, _figures()],
    }


def _angle(names: list[str]) -> int:
    return 0 if max(map(len, names)) <= 6 else -40


def _figures() -> Spec:
    return {
        "mark": {"type": "text", "fontSize": 12},
        "encoding": {
            "text": {"field": "count", "type": "quantitative", "format": ",d"},
            "color": {"condition": {"test": f"datum.share > {_DARK}", "value": "#FFFFFF"}, "value": INK},
        },
    }
