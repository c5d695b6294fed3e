"""Before against after: each metric of both sides, and the difference with its interval about no change."""

from __future__ import annotations

from itertools import groupby
from math import isfinite

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.renderers.charts.theme import BLUE, INK, ORANGE, ROW, SOFT, Row, Spec, kinds, name, quantity, shown, whisker
from assay.renderers.said.blocks.bases import difference_cells
from assay.renderers.said.scale import Scale, scale_of
from assay.renderers.said.view import View

_SIDES, _CHANGES = 300, 240


def before_after(view: View) -> Spec | None:
    """Against the first base; None without one."""
    if not view.report.comparisons:
        return None
    comparison, words = view.report.comparisons[0], view.words
    known = [one for one in comparison.differences.values() if _is_known(one)]
    scales = [_scale(one) for one in known]
    order = {scale: place for place, scale in reversed(list(enumerate(scales)))}
    ordered = sorted(zip(scales, known, strict=True), key=lambda item: order[item[0]])
    parts = [
        _part(view, scale, [one for _, one in group]) for scale, group in groupby(ordered, key=lambda item: item[0])
    ]
    base = shown(comparison.name) or words("renderers.the-base")
    return {"title": words("renderers.against", base=base), "vconcat": parts} if parts else None


def _is_known(one: Difference) -> bool:
    return all(value is not None and isfinite(value) for value in (one.base, one.candidate, one.value))


def _scale(one: Difference) -> Scale:
    return scale_of(Estimate(one.metric, one.candidate, None, None, 0, "", range=one.range), [one.base])


def _part(view: View, scale: Scale, group: list[Difference]) -> Spec:
    """Both sides on the left; the difference on the right, where all of a group have one scale."""
    before, after = view.words("renderers.base"), view.words("renderers.candidate")
    cells = [difference_cells(view, one) for one in group]
    rows: list[Row] = [
        {
            "metric": shown(cell[0]),
            "base": one.base,
            "candidate": one.candidate,
            "difference": one.value,
            "low": one.low,
            "high": one.high,
            "shown": f"{cell[3]} · {cell[6]}",
        }
        for one, cell in zip(group, cells, strict=True)
    ]
    points = [
        {"metric": row["metric"], "kind": kind, "at": row[key]}
        for row in rows
        for kind, key in ((before, "base"), (after, "candidate"))
    ]
    y, x = name("metric"), quantity("at", scale.low, scale.high)
    side = kinds([before, after], [ORANGE, BLUE], ["square", "circle"])
    sides: Spec = {
        "width": _SIDES,
        "height": {"step": ROW},
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "rule", "color": SOFT},
                "encoding": {"y": y, "x": {**x, "field": "base"}, "x2": {"field": "candidate"}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "size": 90, "strokeWidth": 2.2},
                "encoding": {"y": y, "x": x, **side},
            },
        ],
    }
    return {"hconcat": [sides, _changes(view, rows)], "spacing": 16}


def _changes(view: View, rows: list[Row]) -> Spec:
    far = max(
        [
            1e-9,
            *(abs(end) for row in rows for key in ("low", "high", "difference") if isinstance(end := row[key], float)),
        ]
    )
    y = {**name("metric"), "axis": None}
    x = quantity("difference", -1.05 * far, 1.05 * far, view.words("renderers.difference"))
    dot = {"mark": {"type": "point", "filled": True, "size": 70, "color": BLUE}, "encoding": {"y": y, "x": x}}
    told = {
        "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
        "encoding": {"y": y, "x": {"value": _CHANGES + 12}, "text": {"field": "shown"}},
    }
    none = {
        "data": {"values": [{"none": 0}]},
        "mark": {"type": "rule", "color": INK},
        "encoding": {"x": {"field": "none", "type": "quantitative"}},
    }
    return {
        "width": _CHANGES,
        "height": {"step": ROW},
        "data": {"values": rows},
        "layer": [none, whisker(x, "low", "high", y), dot, told],
    }
