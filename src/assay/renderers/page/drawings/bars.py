"""The page's drawings as SVG: nothing but numbers and the names of styles goes into them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from assay.renderers.said.figures import shortest
from assay.renderers.said.scale import Mark, Scale


@lru_cache(maxsize=1024)  # a page is drawn once a language, its bars are the same
def interval_bar(mark: Mark) -> Markup:
    """A dot with its whiskers on the scale, the threshold as an upright line, the baseline as a diamond, what was
    before as a ring and the room of chance as a band.
    """
    parts = [] if mark.room is None else [_room(*mark.room)]
    parts.append(_line("track", 0.0, 1.0))
    if mark.threshold is not None:
        parts.append(_upright("need", mark.threshold, 1, 27))
    if mark.low is not None and mark.high is not None:
        parts += [_line("whisker", mark.low, mark.high), _upright("end", mark.low, 10, 18)]
        parts.append(_upright("end", mark.high, 10, 18))
    if mark.baseline is not None:
        parts.append(
            f'<svg class="at" x="{_place(mark.baseline)}" y="14"><path class="base" d="M0-6 6 0 0 6-6 0Z"/></svg>'
        )
    if mark.before is not None:
        parts.append(f'<circle class="base" cx="{_place(mark.before)}" cy="14" r="5"/>')
    if mark.value is not None:
        parts.append(f'<circle class="dot" cx="{_place(mark.value)}" cy="14" r="5.5"/>')
    return Markup(f'<svg class="bar" aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S704 - numbers only


def legend(marks: Iterable[Mark]) -> list[tuple[Markup, str]]:
    """A small drawing of each sign that is on the bars, with the name of what it stands for."""
    drawn = list(marks)
    samples = {
        "value": Mark(0.5, None, None),
        "interval": Mark(None, 0.15, 0.85),
        "threshold": Mark(None, None, None, threshold=0.5),
        "baseline": Mark(None, None, None, baseline=0.5),
    }
    present = {
        "value": any(mark.value is not None for mark in drawn),
        "interval": any(mark.low is not None for mark in drawn),
        "threshold": any(mark.threshold is not None for mark in drawn),
        "baseline": any(mark.baseline is not None for mark in drawn),
    }
    return [(interval_bar(sample), name) for name, sample in samples.items() if present[name]]


def axis(scale: Scale) -> Markup:
    """The ends and the middle of a scale, in figures."""
    places = zip(("start", "middle", "end"), ("0", "50%", "100%"), scale.ticks, strict=True)
    ticks = (f'<text x="{x}" y="12" text-anchor="{anchor}">{shortest(tick)}</text>' for anchor, x, tick in places)
    return Markup(f'<svg class="axis" aria-hidden="true">{"".join(ticks)}</svg>')  # noqa: S704 - numbers only


def _line(style: str, start: float, end: float) -> str:
    return f'<line class="{style}" x1="{_place(start)}" x2="{_place(end)}" y1="14" y2="14"/>'


def _room(low: float, high: float) -> str:
    return f'<rect class="room" x="{_place(low)}" width="{_place(high - low)}" y="-2" height="32"/>'


def _upright(style: str, place: float, top: int, bottom: int) -> str:
    return f'<line class="{style}" x1="{_place(place)}" x2="{_place(place)}" y1="{top}" y2="{bottom}"/>'


def _place(share: float) -> str:
    return f"{100 * share:.4g}%"
