"""Several training runs of one recipe: the values of each, and whether they are stable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import isfinite

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.stability import Stability
from assay.intervals.runs import stability
from assay.metrics.find import find
from assay.pipeline.subject import Subject, called
from assay.readers.pairing import together


def stability_of(subject: Subject, repeats: Sequence[Examples], names: Sequence[str], primary: str) -> Stability:
    """The spread of the subject and its repeats in the primary metric, and every metric's values."""
    runs, pairing = together(subject.examples, repeats)
    units = subject.units if pairing.whole else subject.units.take(pairing.candidate)
    subjects = [replace(subject, examples=one, units=units) for one in runs]
    values = {called(find(name)): _values(subjects, name) for name in dict.fromkeys((primary, *names))}
    measured = [one.measure(find(primary)) for one in subjects]
    defined = [one for one in measured if isinstance(one, Measured) and isfinite(one.point)]
    known = {name: row for name, row in values.items() if any(value is not None for value in row)}
    found = stability(defined, units) if len(defined) == len(runs) else Stability(called(find(primary)), (), None)
    return replace(
        found,
        identical=tuple(_identical(runs)),
        sources=tuple(one.source.path for one in runs),
        values=known,
    )


def _values(subjects: Sequence[Subject], name: str) -> tuple[float | None, ...]:
    measured = [one.measure(find(name)) for one in subjects]
    return tuple(one.point if isinstance(one, Measured) and isfinite(one.point) else None for one in measured)


def _identical(runs: Sequence[Examples]) -> list[tuple[int, int]]:
    """Pairs of runs with the same outputs: no repeats, but the same run twice."""
    said = [list(one.outputs) for one in runs]
    return [(first, second) for first, second in combinations(range(len(runs)), 2) if said[first] == said[second]]
