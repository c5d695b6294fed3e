"""The panel: its dimensions one by one, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.by_people import PEOPLE
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Source
from assay.core.messages import Text, say
from assay.core.people import Agreement, Conduct, Dimension, People
from assay.core.ratings import Rated, Ratings
from assay.core.scores import Measured
from assay.people.agreement import agreement_of
from assay.people.beside_metrics import correlations_of
from assay.people.conduct import conduct_of
from assay.people.differences import differences_of
from assay.people.titles import named, title_of
from assay.stats.panel import Panel, ends_for_any_raters, panel, panel_ends

SURE = 0.99  # of the intervals that decide findings
_GOOD = 0.75  # of the way from the worst to the best rating: 4 from 1 to 5
_MOST_GRADES = 11  # from 0 to 10
_METHOD = "item and rater fit, jackknife, effective n"


def people(
    rated: Rated,
    measured: Sequence[Measured],
    primary: str | None,
    confidence: Confidence,
    pairs: Sequence[tuple[Rated, Rated, IntArray | None]] = (),
    clusters: IntArray | None = None,
) -> People:
    """The dimensions in the order of the file."""
    ratings, found, agreement = rated.ratings, dict[str, Dimension](), dict[str, Agreement]()
    conduct: list[Conduct] = []
    for name in ratings.dimensions:
        matrix = ratings.matrix(name)
        kept = np.isfinite(matrix).any(axis=1)
        fit = panel(matrix[kept], _clusters(clusters, rated.row[kept]))
        found[name] = _dimension(name, ratings, matrix[kept], fit, rated.row[kept], confidence.level)
        if len(ratings.raters) > 1:
            one = agreement_of(name, matrix[kept], fit, ratings.scales[name], confidence.level)
            agreement[name] = replace(one, apart=tuple(rated.row[kept][list(one.apart)].tolist()))
            conduct += conduct_of(name, ratings.raters, matrix[kept], fit)
    differences = {
        place: differences_of(ours, theirs, together, confidence.level)
        for place, (ours, theirs, together) in enumerate(pairs)
    }
    return People(
        *(ratings.raters, len(ratings.items), len(ratings), found, agreement, tuple(conduct), rated.how),
        notes=tuple(_notes(rated)),
        sources=ratings.sources,
        by_place=ratings.by_place,
        correlations=tuple(correlations_of(found, ratings, measured, primary, confidence.level)),
        differences={place: one for place, one in differences.items() if one},
    )


def _clusters(clusters: IntArray | None, rows: IntArray) -> IntArray | None:
    """Those of the examples that were rated, counted from 0."""
    return None if clusters is None else np.unique(clusters[rows], return_inverse=True)[1].reshape(-1)


def _dimension(name: str, ratings: Ratings, matrix: Array, fit: Panel, rows: IntArray, level: float) -> Dimension:
    scale = ratings.scales[name]
    low, high = panel_ends(fit, scale.ends, level)
    any_raters = ends_for_any_raters(fit, scale.ends, level)
    given = matrix[np.isfinite(matrix)]
    estimate = Estimate(
        *(PEOPLE + name, min(max(fit.mean, scale.low), scale.high), low, high, float(len(matrix)), _METHOD),
        level=level,
        range=scale.ends,
        se=fit.jack.se if fit.jack.n > 1 else None,
        df=fit.jack.df,
        title=title_of(name),
    )
    return Dimension(
        name=name,
        title=named(name),
        scale=scale,
        estimate=estimate,
        low=None if any_raters is None else any_raters[0],
        high=None if any_raters is None else any_raters[1],
        sure=panel_ends(fit, scale.ends, SURE),
        ratings=len(given),
        good=float((given >= scale.low + _GOOD * scale.width).mean()),
        means=fit.items,
        rows=rows,
        plain=np.nanmean(matrix, axis=1),
        grades=_grades(given),
    )


def _grades(given: Array) -> tuple[tuple[float, float], ...]:
    """Each grade that was given and its share, from the lowest; none where there are too many to tell apart."""
    grades, times = np.unique(given, return_counts=True)
    shares = (times / len(given)).tolist()
    return tuple(zip(grades.tolist(), shares, strict=True)) if len(grades) <= _MOST_GRADES else ()


def source_notes(sources: Sequence[Source]) -> Iterator[Text]:
    """What was set aside in files of ratings or preferences, and what their readers say."""
    for source in sources:
        if source.skipped:
            first = source.skipped[0]
            path = source.path or say("readers.values")
            yield say("people.set-aside", n=len(source.skipped), path=path, line=first.line, why=first.why)
        yield from source.notes


def _notes(rated: Rated) -> Iterator[Text]:
    """What to know of how the ratings were read and joined."""
    yield from source_notes(rated.ratings.sources)
    if rated.unmatched:
        yield say("people.unmatched", n=rated.unmatched, first=list(rated.first))
    if rated.other_texts:
        yield say("people.other-texts", n=rated.other_texts)
    if rated.ratings.by_place and len(rated.ratings.raters) > 1:
        yield say("people.by-place")
