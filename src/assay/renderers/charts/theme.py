"""What all charts look like, and the marks that they are made of."""

from __future__ import annotations

from typing import TypeAlias

from assay.renderers.said.safety import one_line
from assay.renderers.said.view import View
from assay.text.width import cut

Spec: TypeAlias = dict[str, object]
Row: TypeAlias = dict[str, object]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Okabe & Ito (2008): told apart by people who see colours otherwise; shapes and dashes say the same once more.
BLUE, ORANGE, GREEN, PINK, SKY, INK, SOFT, RULE = (
    *("#0072B2", "#D55E00", "#007A5A", "#B0538A", "#56B4E9"),
    *("#1B1B1B", "#5F5A52", "#DDD8CE"),
)
# One family with every character comes first: a renderer that lacks one takes any font that has it, often with serifs.
FONTS = {
    "zh-Hant": "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, Noto Sans TC, sans-serif",
    "": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif",
}
WIDTH = 460
ROW = 26  # pixels of height that one line of a chart has
LABEL = 36  # columns of a name
NAMES: Spec = {"ticks": False, "domain": False, "labelPadding": 12, "minExtent": 170}


def themed(spec: Spec, view: View) -> Spec:
    """The whole specification: the chart under its title, with what was judged and the verdict below that."""
    font = FONTS.get(view.words.language, FONTS[""])
    title = spec.pop("title")
    about = f"{shown(view.subject)} · {view.size} · {view.word}"
    return {
        "$schema": SCHEMA,
        "background": "#FFFFFF",
        "padding": 16,
        "title": {"text": title, "subtitle": about, "anchor": "start", "frame": "bounds", "offset": 14},
        **spec,
        "config": {
            "font": font,
            "title": {"color": INK, "fontSize": 16, "fontWeight": 600, "subtitleColor": SOFT, "subtitleFontSize": 12},
            "axis": {
                "labelColor": INK,
                "titleColor": SOFT,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": 400,
                "gridColor": RULE,
                "domainColor": RULE,
                "tickColor": RULE,
                "labelLimit": 320,
            },
            "legend": {
                "labelFontSize": 12,
                "labelColor": INK,
                "titleColor": SOFT,
                "orient": "bottom",
                "title": None,
                "labelLimit": 0,
            },
            "header": {"labelFontSize": 12, "labelColor": INK},
            "view": {"stroke": None},
            "point": {"opacity": 1},
            "tick": {"opacity": 1},
            "concat": {"spacing": 24},
        },
    }


def shown(text: str) -> str:
    """Somebody's words as a label: on one line, cut, and harmless."""
    return cut(str(one_line(text)), LABEL)


def rows_of(values: list[Row]) -> Spec:
    """Data, in the specification itself."""
    return {"values": values}


def quantity(field: str, low: float, high: float, title: str | None = None) -> Spec:
    """A number along an axis from `low` to `high`."""
    scale = {"domain": [low, high], "nice": False, "zero": False, "clamp": True}
    return {"field": field, "type": "quantitative", "scale": scale, "title": title, "axis": {"tickCount": 5}}


def name(field: str) -> Spec:
    """A name down the side, in the order of the rows."""
    return {"field": field, "type": "nominal", "sort": None, "title": None, "axis": NAMES}


def whisker(x: Spec, low: str, high: str, y: Spec, colour: str = BLUE) -> Spec:
    """An interval, with ends."""
    rule = {"type": "rule", "strokeWidth": 2, "color": colour}
    end = {"type": "tick", "size": 10, "thickness": 2, "color": colour}
    ends = [{"mark": end, "encoding": {"y": y, "x": {**x, "field": field}}} for field in (low, high)]
    return {"layer": [{"mark": rule, "encoding": {"y": y, "x": {**x, "field": low}, "x2": {"field": high}}}, *ends]}


def kinds(names: list[str], colours: list[str], shapes: list[str]) -> Spec:
    """Colour and shape by the field "kind", with one legend for both."""
    return {
        "color": {"field": "kind", "type": "nominal", "scale": {"domain": names, "range": colours}},
        "shape": {"field": "kind", "type": "nominal", "scale": {"domain": names, "range": shapes}},
    }
