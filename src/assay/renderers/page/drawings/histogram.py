"""How values are distributed, as bars; another side's hang from the same line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from markupsafe import Markup

from assay.core.arrays import Array, IntArray
from assay.frozen import frozen
from assay.renderers.page.fragments import joined, safe

FEWEST, MOST = 8, 40  # bars
_SIDE = 1000.0


@frozen(eq=False)
class Histogram:
    """The values `held` (n,), those `before` (m,), and the one that stands for all, as an upright line."""

    held: Array
    before: Array | None = None
    whole: float | None = None

    @cached_property
    def _ends(self) -> tuple[float, float]:
        every = self.held if self.before is None else np.concatenate([self.held, self.before])
        low, high = float(every.min()), float(every.max())
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    @property
    def ticks(self) -> tuple[float, float, float]:
        """The ends and the middle."""
        low, high = self._ends
        return low, (low + high) / 2.0, high

    def drawn(self, ticks: Sequence[str], axis: str, keys: Mapping[str, str]) -> Markup:
        """With the `ticks` in figures, what the `axis` is, and by its style's name what each thing is, where it is."""
        counts = [self._counts(side) for side in (self.held, self.before) if side is not None]
        most = max(int(one.max()) for one in counts)
        foot = _SIDE if self.before is None else _SIDE / 2.0
        parts = [
            _bars("held", counts[0], foot, foot / most),
            *(_bars("before", one, foot, -foot / most) for one in counts[1:]),
        ]
        parts.append(f'<path class="foot" d="M0,{foot:g}H{_SIDE:g}"/>')
        if self.whole is not None:
            low, high = self._ends
            parts.append(f'<path class="lowest" d="M{_SIDE * (self.whole - low) / (high - low):.0f},0V{_SIDE:g}"/>')
        return _framed(Markup("".join(parts)), ticks, axis, (most, 0 if self.before is None else most), keys)  # noqa: S704 - numbers

    def _counts(self, values: Array) -> IntArray:
        bins = int(np.clip(np.ceil(2.0 * np.sqrt(len(self.held))), FEWEST, MOST))
        counts: IntArray = np.histogram(values, bins=bins, range=self._ends)[0]
        return counts


def _bars(kind: str, counts: IntArray, foot: float, unit: float) -> str:
    width = _SIDE / len(counts)
    heights = ((place, unit * times) for place, times in enumerate(counts.tolist()) if times)
    path = "".join(
        f"M{place * width:.1f},{foot:g}v{-height:.0f}h{width:.1f}v{height:.0f}Z" for place, height in heights
    )
    return f'<path class="{kind}" d="{path}"/>'


def _framed(drawn: Markup, ticks: Sequence[str], axis: str, ends: tuple[int, int], keys: Mapping[str, str]) -> Markup:
    return Markup(
        '<div class="course documents"><svg class="curves" viewBox="0 0 {side:g} {side:g}" preserveAspectRatio="none" '
        'aria-hidden="true">{drawn}</svg><p class="high">{most}</p><p class="low">{least}</p>'
        '<p class="from">{first}</p><p class="middle">{middle}</p><p class="to">{last}</p></div>'
        '<p class="note axes">{axis}</p><ul class="legend curve-keys">{keys}</ul>'
    ).format(
        drawn=drawn,
        side=_SIDE,
        **dict(zip(("most", "least"), ends, strict=True)),
        **dict(zip(("first", "middle", "last"), ticks, strict=True)),
        axis=safe(axis),
        keys=joined(Markup('<li class="{}">{}</li>').format(kind, safe(text)) for kind, text in keys.items() if text),
    )
