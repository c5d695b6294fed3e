"""The runs of one recipe, drawn on one scale: with the room that few examples alone give them, the base, the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from assay.core.stability import Stability
from assay.frozen import frozen
from assay.renderers.page.drawings import bars
from assay.renderers.page.numbers import lines_table
from assay.renderers.said.figures import count, decimals, figure, signed
from assay.renderers.said.lines import Line
from assay.renderers.said.room import room
from assay.renderers.said.safety import Quoted
from assay.renderers.said.scale import Mark, Scale, near
from assay.renderers.said.view import View

_SAMPLES = {
    "one-run": Mark(0.5, None, None),
    "chart-noise": Mark(None, None, None, room=(0.2, 0.8)),
    "base": Mark(None, None, None, before=0.5),
    "legend-threshold": Mark(None, None, None, threshold=0.5),
}


def drawn_runs(view: View, found: Stability) -> Markup | None:
    """A line a run, and one for the first base; None where the runs have no values."""
    if len(found.runs) < 2:
        return None
    runs = _Runs(view, found)
    words = view.words
    name = words.of(found.title) or found.metric
    heads = {"metric": words("renderers.one-run"), "value": name, "interval": words("renderers.from-mean")}
    keys = [(words(f"renderers.{name}"), bars.interval_bar(mark)) for name, mark in _SAMPLES.items() if runs.has(name)]
    return lines_table(heads, [(runs.scale, list(runs.lines()))], keys)


@frozen(eq=False)
class _Runs:
    view: View
    found: Stability

    @property
    def _mean(self) -> float:
        return sum(self.found.runs) / len(self.found.runs)

    @cached_property
    def _base(self) -> float | None:
        """What the first base has by the metric; the mean of its runs where there are several."""
        comparison = next(iter(self.view.report.comparisons), None)
        difference = None if comparison is None else comparison.differences.get(self.found.metric)
        return None if difference is None else difference.base

    @cached_property
    def _threshold(self) -> float | None:
        gates = self.view.report.judgement.gates
        asked = (gate.threshold for gate in gates if gate.about == "value" and gate.metric == self.found.metric)
        return next(asked, None)

    @cached_property
    def _range(self) -> tuple[float, float]:
        estimate = self.view.report.estimates.get(self.found.metric)
        return (0.0, 1.0) if estimate is None else estimate.range

    def _room(self, middle: float | None) -> tuple[float, float] | None:
        return None if middle is None else room(self.found, middle, self._range)

    @cached_property
    def scale(self) -> Scale:
        """As narrow as all that is drawn allows: runs lie close together."""
        rooms = [end for one in (self._room(self._mean), self._room(self._base)) if one is not None for end in one]
        return near([*self.found.runs, *rooms, self._base, self._threshold], self._range)

    def has(self, sample: str) -> bool:
        """Whether that is drawn."""
        drawn = {"chart-noise": self.found.noise, "base": self._base, "legend-threshold": self._threshold}
        return sample == "one-run" or drawn[sample] is not None

    def lines(self) -> Iterator[Line]:
        """The runs, the one that is judged first, and the base."""
        for place, value in enumerate(self.found.runs):
            mark = Mark(self.scale.place(value), None, None)
            note = self.view.words("renderers.run-judged") if place == 0 else ""
            yield self._line(_name(self.found, place), value, note, mark, self._room(self._mean))
        if self._base is not None:
            mark = Mark(None, None, None, before=self.scale.place(self._base))
            name = self.view.report.comparisons[0].name
            title = Quoted(name) if name else self.view.words("renderers.the-base")
            yield self._line(title, self._base, self.view.words("renderers.base"), mark, self._room(self._base))

    def _line(self, title: str, value: float, note: str, mark: Mark, ends: tuple[float, float] | None) -> Line:
        estimate = self.view.report.estimates.get(self.found.metric)
        places = 4 if estimate is None else decimals(estimate)
        low, high = (None, None) if ends is None else map(self.scale.place, ends)
        around = None if low is None or high is None else (low, high)
        placed = replace(mark, threshold=self.scale.place(self._threshold), room=around)
        n = "" if estimate is None else count(estimate.n)
        shown, apart = figure(value, places), signed(value - self._mean, places)
        return Line(title, shown, apart, n, note, self.scale, placed)


def _name(found: Stability, place: int) -> str:
    path = found.sources[place].replace("\\", "/").rsplit("/", 1)[-1] if place < len(found.sources) else ""
    return f"{place + 1}: {Quoted(path)}" if path else f"{place + 1}"
