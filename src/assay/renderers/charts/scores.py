"""The curves of scores: ROC, precision and recall, and confidence against how often it is right."""

from __future__ import annotations

from assay.renderers.charts.theme import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PINK,
    SKY,
    SOFT,
    Row,
    Spec,
    kinds,
    quantity,
    shown,
)
from assay.renderers.said.figures import decimals, figure, interval
from assay.renderers.said.ranking import Ranking, Track
from assay.renderers.said.view import View
from assay.stats.operating import thinned

MOST_POINTS = 300
MOST_CLASSES = 5  # that have a colour each; of more, their mean alone is drawn
_SIDE = 340
_KEYS = {"direction": "horizontal"}
_COLOURS = (ORANGE, GREEN, PINK, SKY, "#8C6D1F")


def roc(view: View) -> Spec | None:
    """None where no scores were measured."""
    ranking = Ranking(view)
    points = [(one.kind, one.alarms, one.recall, one.cut) for one in ranking.points]
    asked = [_required(view, "y", least) for least in ranking.required("recall")]
    return _curve(view, "roc", "auroc", ranking.roc, [_diagonal(), *asked, *_marks(view, points)])


def precision_recall(view: View) -> Spec | None:
    """None where no scores were measured."""
    ranking = Ranking(view)
    points = [(one.kind, one.recall, one.precision, one.cut) for one in ranking.points]
    asked = [_required(view, "x", least) for least in ranking.required("recall")]
    asked += [_required(view, "y", least, "left") for least in ranking.required("precision")]
    guess = [] if ranking.share is None else [_level(ranking.share)]
    return _curve(
        view, "precision-recall", "average_precision", ranking.precision_recall, [*guess, *asked, *_marks(view, points)]
    )


def reliability(view: View) -> Spec | None:
    """None where confidence was not measured, or there are too few examples."""
    bins = Ranking(view).bins
    if bins is None:
        return None
    columns = zip(
        bins.confidence.tolist(),
        bins.correct.tolist(),
        bins.low.tolist(),
        bins.high.tolist(),
        bins.n.tolist(),
        strict=True,
    )
    rows = [dict(zip(("x", "y", "low", "high", "n"), column, strict=True)) for column in columns]
    x, y = _axes(view, "reliability")
    rule = {
        "mark": {"type": "rule", "color": BLUE, "strokeWidth": 1.5},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    line = {"mark": {"type": "line", "color": BLUE, "point": {"color": BLUE, "size": 55}}, "encoding": {"x": x, "y": y}}
    return _square(view, "reliability", "ece", [_diagonal(), {"data": {"values": rows}, "layer": [rule, line]}])


def _curve(view: View, kind: str, metric: str, tracks: list[Track], beside: list[Spec]) -> Spec | None:
    if not tracks:
        return None
    alone = len(tracks) == 1
    shown_tracks = tracks if len(tracks) <= MOST_CLASSES + 1 else tracks[-1:]
    names = [view.words("renderers.chart-mean") if one.label is None else shown(one.label) for one in shown_tracks]
    rows = [
        {"class": name, "x": x, "y": y, "order": place}
        for name, one in zip(names, shown_tracks, strict=True)
        for place, (x, y) in enumerate(
            zip(*(part.tolist() for part in thinned(one.x, one.y, MOST_POINTS)), strict=True)
        )
    ]
    colours = [BLUE] if alone else [*_COLOURS[: len(names) - 1], INK]
    wide = [2.2] if alone else [*[1.2] * (len(names) - 1), 2.6]
    by_class = {"field": "class", "type": "nominal", "sort": None}
    x, y = _axes(view, kind)
    lines: Spec = {
        "data": {"values": rows},
        "mark": {"type": "line", "interpolate": "linear"},
        "encoding": {
            "x": x,
            "y": y,
            "order": {"field": "order", "type": "quantitative"},
            "color": {**by_class, "scale": {"domain": names, "range": colours}, "legend": None if alone else _KEYS},
            "strokeWidth": {
                **by_class,
                "legend": None,
                "scale": {"type": "ordinal", "domain": names, "range": wide},
            },
        },
    }
    return _square(view, kind, metric, [lines, *beside])


def _square(view: View, kind: str, metric: str, layers: list[Spec]) -> Spec:
    estimate, title = view.report.estimates.get(metric), view.words(f"renderers.curves-{kind}")
    if estimate is not None:
        places = decimals(estimate)
        ends = interval(estimate.low, estimate.high, places)
        title = f"{title} · {shown(view.words.heading(estimate))} {figure(estimate.value, places)}" + (
            f" ({ends})" if ends else ""
        )
    return {
        "title": title,
        "width": _SIDE,
        "height": _SIDE,
        "layer": layers,
        "resolve": {"scale": dict.fromkeys(("color", "shape", "strokeWidth"), "independent")},
    }


def _axes(view: View, kind: str) -> tuple[Spec, Spec]:
    x, y = (view.words(f"renderers.curves-{axis}-{kind}").lstrip("→↑ ") for axis in ("x", "y"))
    return quantity("x", 0, 1, x), quantity("y", 0, 1, y)


def _diagonal() -> Spec:
    ends: list[Row] = [{"x": 0, "y": 0}, {"x": 1, "y": 1}]
    mark = {"type": "line", "color": SOFT, "strokeDash": [2, 4], "strokeWidth": 1}
    both = {axis: {"field": axis, "type": "quantitative"} for axis in ("x", "y")}
    return {"data": {"values": ends}, "mark": mark, "encoding": both}


def _level(at: float) -> Spec:
    """What guessing has as precision."""
    mark = {"type": "rule", "color": SOFT, "strokeDash": [2, 4], "strokeWidth": 1}
    return {"data": {"values": [{"y": at}]}, "mark": mark, "encoding": {"y": {"field": "y", "type": "quantitative"}}}


def _required(view: View, axis: str, at: float, side: str = "right") -> Spec:
    """What the policy asks for, with a word at that end of the line."""
    away = _SIDE / 2 - 4 if side == "right" else 4 - _SIDE / 2
    across = {"align": side, "dx": away, "dy": -7} if axis == "y" else {"align": "right", "dx": -5, "dy": _SIDE / 2 - 8}
    told = {"type": "text", "fontSize": 11, "color": INK, "text": view.words("renderers.chart-threshold"), **across}
    line = {"type": "rule", "color": INK, "strokeDash": [6, 4], "strokeWidth": 1.3}
    place = {axis: {"field": axis, "type": "quantitative"}}
    return {"data": {"values": [{axis: at}]}, "encoding": place, "layer": [{"mark": line}, {"mark": told}]}


def _marks(view: View, points: list[tuple[str, float, float, float | None]]) -> list[Spec]:
    """Where the model cuts now, and where a finding would."""
    rows = [
        {"kind": view.words(f"renderers.chart-{kind}", cut="" if cut is None else f"{cut:.3g}"), "x": x, "y": y}
        for kind, x, y, cut in points
        if x == x and y == y  # noqa: PLR0124 - NaN alone differs from itself
    ]
    if not rows:
        return []
    names = [str(row["kind"]) for row in rows]
    encoding = {axis: {"field": axis, "type": "quantitative"} for axis in ("x", "y")}
    mark = {"type": "point", "size": 110, "strokeWidth": 2.4, "filled": False}
    return [
        {
            "data": {"values": rows},
            "mark": mark,
            "encoding": {**encoding, **kinds(names, [INK, ORANGE], ["circle", "cross"])},
        }
    ]
