"""Groups of examples, drawn: the difference of each with its interval, against no difference at all."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assay.core.comparison import SliceDifference
from assay.core.verdict import Outcome
from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import fill
from assay.renderers.page.numbers import lines_table
from assay.renderers.said.lines import SIGNS, Line
from assay.renderers.said.scale import Mark, Scale, balanced
from assay.renderers.said.view import View

_SAMPLES = {
    "difference": Mark(0.5, None, None),
    "interval": Mark(None, 0.15, 0.85),
    "no-difference": Mark(None, None, None, threshold=0.5),
}


def drawn_slices(view: View, slices: Sequence[SliceDifference], rows: Sequence[tuple[str, ...]]) -> Markup:
    """The groups as their table has them in `rows`, all on one scale with 0 in its middle."""
    scale = balanced(end for one in slices for end in _ends(one))
    names = {name: view.words(f"renderers.{name}") for name in ("slice", "difference", "interval", "no-difference")}
    heads = {"metric": names["slice"], "value": names["difference"], "interval": names["interval"]}
    keys = [(names[name], bars.interval_bar(sample)) for name, sample in _SAMPLES.items()]
    lines = [_line(view, one, row, scale) for one, row in zip(slices, rows, strict=True)]
    return lines_table(heads, [(scale, lines)], keys)


def _line(view: View, one: SliceDifference, row: tuple[str, ...], scale: Scale) -> Line:
    name, n, shown, interval, p, outcome = row
    tested = "" if one.p_worse is None else f" · {view.words('renderers.p-worse')} {p}"
    worse = fill("outcome", outcome="fail", sign=SIGNS[Outcome.FAIL], word=outcome)
    note = worse + tested if one.worse else f"{outcome}{tested}"
    value, low, high = map(scale.place, _ends(one))
    mark = Mark(value, low, high, threshold=scale.place(0.0))
    return Line(name, shown, interval, n, note, scale, mark)


def _ends(one: SliceDifference) -> tuple[float | None, float | None, float | None]:
    return one.difference.value, one.difference.low, one.difference.high
