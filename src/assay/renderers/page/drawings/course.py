"""The course of a training as a drawing: its losses by step, smoothed, with the lowest validation loss marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from assay.core.training_run import Curve, TrainingRun
from assay.renderers.said.figures import count
from assay.stats.curves import levels
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from assay.core.arrays import Array
    from assay.renderers.said.words import Words

PARTS = 24  # of the smoothed training loss
MOST_POINTS = 400  # that are drawn of a curve; of more, every so many-th
_SIDE = 1000.0  # of the drawing, in its own units
_MOST = 0.98  # of the values lie in view: a jump, or the first losses of all, do not flatten all the rest


def course(words: Words, run: TrainingRun, level: float) -> Markup | None:
    """The drawing; None where no loss can be drawn. The band is the interval of each level of the training loss."""
    curves = {"loss": run.loss.finite, "validation": run.validation.finite}
    drawn = {name: curve for name, curve in curves.items() if len(curve) > 1}
    if not drawn:
        return None
    frame = _Frame(*drawn.values())
    parts = []
    if "loss" in drawn:
        parts += [frame.line("raw", _thinned(drawn["loss"])), *_smoothed(frame, drawn["loss"], level)]
    if "validation" in drawn:
        parts += [frame.line("held-out", _thinned(drawn["validation"])), frame.dots("held-out", drawn["validation"])]
        lowest = drawn["validation"].steps[int(drawn["validation"].values.argmin())]
        parts.append(frame.upright("lowest", float(lowest)))
    names = [(f"course-{name}", "smooth" if name == "loss" else "held-out") for name in drawn]
    keys = "".join(f'<li class="{kind}">{words(f"renderers.{name}")}</li>' for name, kind in names)
    return Markup(  # noqa: S704 - numbers, and our own words
        f'<div class="course"><svg class="curves" viewBox="0 0 {_SIDE:g} {_SIDE:g}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
        f'<p class="high">{frame.high:.3g}</p><p class="low">{frame.low:.3g}</p>'
        f'<p class="from">{count(frame.first)}</p><p class="to">{count(frame.last)}</p></div>'
        f'<ul class="legend curve-keys">{keys}</ul>'
    )


class _Frame:
    """Steps from left to right, values from bottom to top."""

    def __init__(self, *curves: Curve) -> None:
        values = np.concatenate([curve.values for curve in curves])
        self.first = min(float(curve.steps[0]) for curve in curves)
        self.last = max(float(curve.steps[-1]) for curve in curves)
        self.low = float(values.min())
        self.high = float(np.quantile(values, _MOST))

    def line(self, kind: str, curve: Curve) -> str:
        """The points joined."""
        return f'<path class="{kind}" d="M{self._points(curve.steps, curve.values)}"/>'

    def dots(self, kind: str, curve: Curve) -> str:
        """The points alone: ends of lines without length, which keep their shape however the drawing is stretched."""
        places = self._points(curve.steps, curve.values).split(" ")
        return f'<path class="{kind} dots" d="{"".join(f"M{place}h0" for place in places)}"/>'

    def band(self, kind: str, steps: Array, low: Array, high: Array) -> str:
        """The room between two curves."""
        around = self._points(np.concatenate([steps, steps[::-1]]), np.concatenate([high, low[::-1]]))
        return f'<path class="{kind}" d="M{around}Z"/>'

    def upright(self, kind: str, step: float) -> str:
        """A line from top to bottom."""
        x = self._points(np.array([step]), np.array([self.high])).split(",")[0]
        return f'<path class="{kind}" d="M{x},0V{_SIDE:g}"/>'

    def _points(self, steps: Array, values: Array) -> str:
        x = _SIDE * (steps - self.first) / ((self.last - self.first) or 1.0)
        y = _SIDE * (1.0 - (np.clip(values, self.low, self.high) - self.low) / ((self.high - self.low) or 1.0))
        return " ".join(f"{at:.0f},{height:.0f}" for at, height in zip(x.tolist(), y.tolist(), strict=True))


def _smoothed(frame: _Frame, curve: Curve, level: float) -> list[str]:
    if len(curve) < 2 * PARTS:
        return [frame.line("smooth", curve)]
    parts = levels(curve.steps, curve.values, PARTS)
    steps, values, errors = (np.array([getattr(one, name) for one in parts]) for name in ("step", "value", "se"))
    reach = critical_value(level) * errors
    return [frame.band("band", steps, values - reach, values + reach), frame.line("smooth", Curve(steps, values))]


def _thinned(curve: Curve) -> Curve:
    every = -(-len(curve) // MOST_POINTS)
    return Curve(curve.steps[::every], curve.values[::every])
