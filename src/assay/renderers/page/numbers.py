"""The page's numbers and requirements, each drawn on its scale."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import NOTHING, fill, html_section, joined, note, worded
from assay.renderers.said.lines import GateLine, Line
from assay.renderers.said.scale import Scale
from assay.renderers.said.view import View


def gates(view: View) -> Markup:
    """The section of the policy's requirements."""
    if not view.gates:
        return NOTHING
    table = fill(
        "gates",
        **worded(view, "outcome", "requirement", "value", "interval"),
        gates=joined(_gate(view, gate) for gate in view.gates),
    )
    return html_section("requirements", view.words("renderers.requirements"), table)


def _gate(view: View, gate: GateLine) -> Markup:
    line = gate.line
    return fill(
        "gate",
        outcome=gate.outcome.value,
        sign=gate.sign,
        word=gate.word,
        requirement=gate.requirement,
        why=None if gate.why == view.why else gate.why,
        threshold=gate.threshold,
        value=line and line.value,
        bar=line and bars.interval_bar(line.mark),
        interval=line and line.interval,
    )


def numbers(view: View) -> Markup:
    """The section of all numbers, by scale."""
    if not view.lines:
        return NOTHING
    keys = bars.legend(view.marks)
    table = fill(
        "numbers",
        **worded(view, "metric", "value", "interval"),
        groups=joined(_group(scale, lines) for scale, lines in view.groups),
        legend=joined(_key(view.words.named("renderers.legend-", name), bar) for bar, name in keys) + _key(view.arrow),
    )
    title = view.words("renderers.numbers", level=view.level)
    return html_section("numbers", title, table, note(view.baseline))


def _key(name: str, bar: Markup = NOTHING) -> Markup:
    return fill("key", bar=bar, name=name) if name else NOTHING


def _group(scale: Scale, lines: Iterable[Line]) -> Markup:
    return fill("group", axis=bars.axis(scale), lines=joined(map(_line, lines)))


def _line(line: Line) -> Markup:
    return fill(
        "line",
        title=line.title,
        note=fill("break", text=line.note) if line.note else None,
        value=line.value,
        interval=line.interval,
        bar=None if line.mark.value is None else bars.interval_bar(line.mark),
        n=line.n,
    )
