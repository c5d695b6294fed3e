"""What people say, drawn by dimension: the mean before and after, how the grades fell, and how far raters agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from assay.core.estimate import Estimate
from assay.core.people import Dimension, People
from assay.core.percent import percent
from assay.renderers.page.drawings import bars
from assay.renderers.page.fragments import fill, joined, note
from assay.renderers.page.numbers import lines_table
from assay.renderers.said.figures import count, figure, interval
from assay.renderers.said.lines import Line
from assay.renderers.said.scale import Mark, Scale, mark
from assay.renderers.said.view import View

_PLACES = 2
_SAMPLES = {
    "people-mean": Mark(0.5, None, None),
    "people-these": Mark(None, 0.15, 0.85),
    "people-any": Mark(None, None, None, room=(0.1, 0.9)),
    "base": Mark(None, None, None, before=0.5),
}


def drawn_ratings(view: View, people: People) -> Markup:
    """The dimensions, those on one scale together; then the grades, and the agreement where there is any."""
    dimensions = list(people.dimensions.values())
    graded = [one for one in dimensions if one.grades]
    agreed = [one for one in dimensions if one.name in people.agreement]
    parts = [_means(view, people, dimensions)]
    parts += [_grades(view, graded)] if graded else []
    parts += [_agreement(view, people, agreed)] if agreed else []
    return joined(parts)


def _heads(view: View, value: str, interval: str) -> dict[str, str]:
    names = {"metric": "people-dimension", "value": value, "interval": interval}
    return {place: view.words(f"renderers.{name}") if name else "" for place, name in names.items()}


def _means(view: View, people: People, dimensions: Sequence[Dimension]) -> Markup:
    before = {name: one.base for found in list(people.differences.values())[:1] for name, one in found.items()}
    ordered = sorted(dimensions, key=lambda one: one.scale.ends)
    groups = [
        (_scale(ends), [_mean(view, one, before.get(one.name)) for one in group])
        for ends, group in groupby(ordered, key=lambda one: one.scale.ends)
    ]
    drawn = {"people-mean", "people-these"} | ({"base"} if before else set())
    drawn |= {"people-any"} if any(one.low is not None for one in dimensions) else set()
    keys = [
        (view.words(f"renderers.{name}"), bars.interval_bar(one)) for name, one in _SAMPLES.items() if name in drawn
    ]
    return lines_table(_heads(view, "people-mean", "people-interval"), groups, keys)


def _scale(ends: tuple[float, float]) -> Scale:
    return Scale(*ends, (ends[0], sum(ends) / 2.0, ends[1]))


def _mean(view: View, one: Dimension, before: float | None) -> Line:
    scale = _scale(one.scale.ends)
    low, high = scale.place(one.low), scale.place(one.high)
    room = None if low is None or high is None else (low, high)
    told = "" if before is None else view.words("renderers.people-before", value=figure(before, _PLACES))
    found = replace(_line(view, one, one.estimate, scale), note=told)
    return replace(found, mark=replace(found.mark, before=scale.place(before), room=room))


def _line(view: View, one: Dimension, found: Estimate, scale: Scale) -> Line:
    shown, ends = figure(found.value, _PLACES), interval(found.low, found.high, _PLACES)
    return Line(view.words.of(one.title), shown, ends, count(found.n), "", scale, mark(found, scale))


def _agreement(view: View, people: People, dimensions: Sequence[Dimension]) -> Markup:
    found = [people.agreement[one.name].alpha for one in dimensions]
    least = -1.0 if any(end is not None and end < 0 for one in found for end in (one.value, one.low)) else 0.0
    scale = _scale((least, 1.0))
    lines = [_line(view, one, alpha, scale) for one, alpha in zip(dimensions, found, strict=True)]
    heads = _heads(view, "people-agreement", "people-interval")
    return note(view.words("renderers.chart-agreement")) + lines_table(heads, [(scale, lines)], [])


def _grades(view: View, dimensions: Sequence[Dimension]) -> Markup:
    """How often each grade was given, as parts of one bar, the higher the darker."""
    lines = joined(
        fill(
            "line",
            title=view.words.of(one.title),
            note=fill("break", text=" · ".join(f"{grade:g}:\u00a0{percent(share)}" for grade, share in one.grades)),
            value=percent(one.good),
            interval=None,
            bar=_stacked(one),
            n=count(one.ratings),
        )
        for one in dimensions
    )
    groups = fill("group", axis=None, lines=lines)
    table = fill("numbers", **_heads(view, "people-good", ""), groups=groups, legend=None)
    return note(view.words("renderers.people-grades")) + table


def _stacked(one: Dimension) -> Markup:
    return Markup(f'<svg class="bar grades" aria-hidden="true">{"".join(_parts(one))}</svg>')  # noqa: S704 - numbers only


def _parts(one: Dimension) -> Iterator[str]:
    begun = 0.0
    for grade, share in one.grades:
        depth = 0.12 + 0.88 * (grade - one.scale.low) / (one.scale.width or 1.0)
        place = f'x="{100 * begun:.4g}%" width="{100 * share:.4g}%"'
        yield f'<rect class="grade" {place} y="5" height="18" fill-opacity="{min(1.0, max(0.1, depth)):.2f}"/>'
        begun += share
