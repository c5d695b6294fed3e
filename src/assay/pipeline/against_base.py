"""The candidate against a base: the same examples on both sides, every metric's difference, what changed and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.comparison import Change, Changes, Comparison, SliceDifference, Whole
from assay.core.difference import Difference
from assay.core.errors import UsageError
from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.pairing import Pairing
from assay.core.scores import Measured, Units
from assay.frozen import frozen
from assay.intervals.paired import difference
from assay.intervals.runs import difference_of_runs
from assay.metrics.find import find
from assay.pipeline.alike import why_not_alike
from assay.pipeline.effect import RIGHT_OR_WRONG, effect_of, nothing_changed
from assay.pipeline.settings import Base, Given
from assay.pipeline.subject import Subject, called
from assay.readers.pairing import in_company, together
from assay.stats.multiplicity import benjamini_hochberg, holm

MOST_LISTED = 1000  # changed examples of each kind
MOST_SLICES = 100  # values of a column
FALSE_DISCOVERIES = 0.10  # of the slices called worse


@frozen(eq=False)
class LinedUp:
    """The candidate's runs and a base's, with the examples that all of them hold, in one order."""

    base: Base
    ours: tuple[Examples, ...]
    theirs: tuple[Examples, ...]
    pairing: Pairing


def lined_up(examples: Examples, given: Given) -> tuple[Examples, list[LinedUp]]:
    """Each base beside the examples and their repeats. The examples come back with their texts in company with the
    first base's, where it has all of them: what is made for the one is made for both at once.
    """
    found: list[LinedUp] = []
    for base in given.bases:
        sides, pairing = together(examples, [*given.repeats, *base.runs])
        if not found:
            sides = in_company(sides)
        if pairing.whole:
            examples = sides[0] = examples if found else sides[0]
        border = 1 + len(given.repeats)
        found.append(LinedUp(base, tuple(sides[:border]), tuple(sides[border:]), pairing))
    return examples, found


def comparison_of(
    subject: Subject, beside: LinedUp, names: Sequence[str], primary: str, slices: Sequence[str]
) -> Comparison:
    """The comparison of the subject, and its repeats, with one base."""
    ours, theirs, pairing, base = beside.ours, beside.theirs, beside.pairing, beside.base
    units = subject.units if pairing.whole else subject.units.take(pairing.candidate)
    both = _Beside(
        tuple(replace(subject, examples=one, units=units) for one in ours),
        tuple(replace(subject, examples=one, units=units) for one in theirs),
    )
    differences, missing = both.differences(names)
    decides = called(find(primary))
    primary = decides if decides in differences else next(iter(differences), decides)
    changes = next(filter(None, map(both.changes, (primary, *RIGHT_OR_WRONG))), None)
    # What changed is of the first run of each side, and says nothing of their means.
    single = len(ours) == len(theirs) == 1
    told = changes if single and changes is not None and changes.metric == primary else None
    alike = single and list(ours[0].outputs) == list(theirs[0].outputs)
    return Comparison(
        source=base.runs[0].source,
        pairing=pairing,
        primary=primary,
        differences=_adjusted(differences),
        effect=nothing_changed(len(pairing)) if alike else effect_of(differences.get(primary), told, len(pairing)),
        changes=changes,
        slices=both.slices(primary, slices),
        runs=(len(ours), len(theirs)),
        not_compared=missing,
        alike=alike,
        column=base.column,
    )


def whole_of(subject: Subject, beside: LinedUp, comparison: Comparison) -> Whole | None:
    """The base's whole file, by the metric that decides; None where all of its rows are in the comparison."""
    if not comparison.pairing.alone[1]:
        return None
    examples = beside.base.runs[-1]
    measured = replace(subject, examples=examples).measure(find(comparison.primary))
    return Whole(examples, measured if isinstance(measured, Measured) else None)


@frozen(eq=False)
class _Beside:
    """Both sides with the same examples in the same order, each of one run or several."""

    ours: tuple[Subject, ...]
    theirs: tuple[Subject, ...]

    @property
    def units(self) -> Units:
        return self.ours[0].units

    @cached_property
    def _measured(self) -> dict[str, tuple[list[Measured], list[Measured]]]:
        return {}

    def differences(self, names: Sequence[str]) -> tuple[dict[str, Difference], dict[str, Text]]:
        """Every metric's difference, and for each that has none why not."""
        found: dict[str, Difference] = {}
        missing: dict[str, Text] = {}
        for name in names:
            one = self.difference(name)
            if isinstance(one, Text):
                missing[name] = one
            else:
                found[one.metric] = one
        return found, missing

    def difference(self, name: str) -> Difference | Text:
        """The difference of one metric, or why it has none."""
        metric = find(name)
        apart = why_not_alike(metric, [one.examples for one in (*self.ours, *self.theirs)])
        if apart is not None:
            return apart
        sides = [[one.measure(metric) for one in side] for side in (self.ours, self.theirs)]
        reasons = [found for side in sides for found in side if isinstance(found, Text)]
        if reasons:
            return reasons[0]
        ours, theirs = ([found for found in side if isinstance(found, Measured)] for side in sides)
        self._measured[ours[0].name] = ours, theirs
        return self._difference(ours, theirs, self.units)

    def _difference(self, ours: Sequence[Measured], theirs: Sequence[Measured], units: Units) -> Difference:
        confidence = self.ours[0].confidence
        if len(ours) == len(theirs) == 1 or not _all_defined([*ours, *theirs]):
            return difference(_least_defined(ours), _least_defined(theirs), units, confidence)
        return difference_of_runs(ours, theirs, units, confidence)

    def changes(self, name: str) -> Changes | None:
        """Whose own value changed, in the first run of each side; None where examples have none of their own."""
        if name not in self._measured:
            return None
        ours, theirs = (side[0] for side in self._measured[name])
        new, old = _alone(ours), _alone(theirs)
        if new is None or old is None or ours.higher_is_better is None:
            return None
        gain = _gained(new, ours.point, old, theirs.point) * (1.0 if ours.higher_is_better else -1.0)
        fixed, broken = int((gain > 0).sum()), int((gain < 0).sum())
        better, worse = (self._listed(sign * gain, old, new) for sign in (1.0, -1.0))
        before = self.theirs[0].examples.predictions
        return Changes(name, fixed, broken, len(gain) - fixed - broken, better, worse, gain, before)

    def _listed(self, gain: Array, old: Array, new: Array) -> tuple[Change, ...]:
        """The examples that gained, those that gained most first."""
        ours, theirs = (side[0].examples for side in (self.ours, self.theirs))
        rows = [row for row in np.argsort(-gain, kind="stable")[:MOST_LISTED].tolist() if gain[row] > 0]
        references = ours.references[0] if ours.references else None
        return tuple(
            Change(
                ours.id_of(row),
                float(old[row]),
                float(new[row]),
                None if references is None else references[row],
                None if theirs.predictions is None else theirs.predictions[row],
                None if ours.predictions is None else ours.predictions[row],
            )
            for row in rows
        )

    def slices(self, primary: str, columns: Sequence[str]) -> tuple[SliceDifference, ...]:
        """Every value of these columns on its own, the share of false alarms among those called worse controlled."""
        found = [one for column in columns for one in self._slices_of(primary, column)]
        tested = [place for place, one in enumerate(found) if one.p_worse is not None]
        if not tested:
            return tuple(found)
        adjusted = benjamini_hochberg(np.array([found[place].p_worse for place in tested], dtype=np.float64))
        for place, p in zip(tested, adjusted.tolist(), strict=True):
            found[place] = replace(found[place], p_worse=p, worse=p <= FALSE_DISCOVERIES)
        return tuple(found)

    def _slices_of(self, primary: str, name: str) -> list[SliceDifference]:
        examples = self.ours[0].examples
        column = examples.extra.get(name)
        if column is None:
            raise UsageError("comparison.no-slice-column", name=name, known=sorted(examples.extra))
        if len(column.values) > MOST_SLICES:
            raise UsageError("comparison.too-many-slices", name=name, n=len(column.values), most=MOST_SLICES)
        if primary not in self._measured:
            return []
        ours, theirs = self._measured[primary]
        slices = []
        for code, value in enumerate(column.values):
            rows = np.flatnonzero(column.codes == code)
            if len(rows):
                slices.append(self._slice(name, value, rows, ours, theirs))
        return slices

    def _slice(
        self, name: str, value: str, rows: IntArray, ours: Sequence[Measured], theirs: Sequence[Measured]
    ) -> SliceDifference:
        new, old = ([replace(one, scores=one.scores.take(rows)) for one in side] for side in (ours, theirs))
        found = self._difference(new, old, self.units.take(rows))
        return SliceDifference(name, value, len(rows), found, _p_worse(found))


def _all_defined(measured: Sequence[Measured]) -> bool:
    return all(np.isfinite(one.point) for one in measured)


def _least_defined(runs: Sequence[Measured]) -> Measured:
    """A run without a value where there is one: without it there is no mean to compare."""
    return next((run for run in runs if not np.isfinite(run.point)), runs[0])


def _alone(measured: Measured) -> Array | None:
    """(n,) each example's own value; None where the metric is not a sum."""
    if measured.value is None:
        return None
    with np.errstate(all="ignore"):
        values = np.asarray(measured.value(measured.scores.rows), dtype=np.float64)
    index = measured.scores.index
    alone: Array = values if index is None else values[index]
    return alone


def _gained(new: Array, whole_new: float, old: Array, whole_old: float) -> Array:
    """(n,) how much each example's own value rose. An example that does not count on one side alone (F1 of a class that
    is neither there nor named) pulls at nothing, as one does that is as good as the whole.
    """
    gone = np.isnan(new) & np.isnan(old)
    filled = np.where(np.isnan(new), whole_new, new) - np.where(np.isnan(old), whole_old, old)
    return np.where(gone, 0.0, np.nan_to_num(filled))


def _p_worse(found: Difference) -> float | None:
    """The one-sided p of being worse; None where too little changed to test."""
    if found.p is None or found.why is not None or found.value is None or found.higher_is_better is None:
        return None
    worse = found.value < 0 if found.higher_is_better else found.value > 0
    return found.p / 2.0 if worse else 1.0 - found.p / 2.0


def _adjusted(differences: dict[str, Difference]) -> dict[str, Difference]:
    """The same with p adjusted for being several, by Holm."""
    tested = {name: one.p for name, one in differences.items() if one.p is not None}
    if not tested:
        return differences
    adjusted = dict(zip(tested, holm(np.array(list(tested.values()))).tolist(), strict=True))
    return {name: replace(one, p_adjusted=adjusted.get(name)) for name, one in differences.items()}
