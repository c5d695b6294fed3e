"""The page's numbers and requirements, each drawn on its scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
        outcome=fill("outcome", outcome=gate.outcome.value, sign=gate.sign, word=gate.word),
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
    keys = [(view.words.named("renderers.legend-", name), bar) for bar, name in bars.legend(view.marks)]
    table = lines_table(worded(view, "metric", "value", "interval"), view.groups, [*keys, (view.arrow, NOTHING)])
    title = view.words("renderers.numbers", level=view.level)
    return html_section("numbers", title, table, note(view.baseline))


def lines_table(
    heads: Mapping[str, str], groups: Iterable[tuple[Scale, Iterable[Line]]], keys: Iterable[tuple[str, Markup]]
) -> Markup:
    """Lines by the scale on which they are drawn. `heads` are of the "metric", "value" and "interval"; `keys` say what
    is drawn, a name without a drawing standing alone.
    """
    return fill(
        "numbers",
        **heads,
        groups=joined(_group(scale, lines) for scale, lines in groups),
        legend=joined(_key(name, bar) for name, bar in keys),
    )


def _key(name: str, bar: Markup) -> Markup:
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
        bar=None if line.mark.value is None and line.mark.before is None else bars.interval_bar(line.mark),
        n=line.n,
    )
