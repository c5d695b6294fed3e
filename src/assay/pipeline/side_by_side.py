"""Several models, or rounds of one, on the same examples: which differences are real, and which are the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import combinations
from math import isfinite
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

import numpy as np

from assay.core.difference import Difference
from assay.core.errors import InputError, UsageError
from assay.core.estimate import Confidence
from assay.core.examples import Examples
from assay.core.leaderboard import Entry, Leaderboard, PairDifference
from assay.core.messages import DEFAULT_LANGUAGE, Text
from assay.core.pairing import Pairing
from assay.core.scores import Measured
from assay.core.task import Family
from assay.core.version import __version__
from assay.frozen import frozen
from assay.intervals.paired import difference
from assay.intervals.trend import rank_chances, trend
from assay.intervals.units import units_of
from assay.metrics.find import find
from assay.pipeline.alike import why_not_alike
from assay.pipeline.evaluation import primary_of, wanted, what_people_said
from assay.pipeline.subject import Subject, called
from assay.policy.load import default_policy
from assay.readers import read, read_candidate
from assay.readers.base import ReadOptions
from assay.readers.pairing import in_company, together
from assay.readers.reading import with_predictions
from assay.stats.multiplicity import holm
from assay.tasks import detect
from assay.tasks.base import TaskOptions

if TYPE_CHECKING:
    from assay.core.people_by_system import PeopleBySystem
    from assay.core.preferences import Preferences
    from assay.core.ratings import Ratings

FEWEST = 2


def compare(  # noqa: PLR0913 - the command's options under the same names
    models: Sequence[object] | Mapping[str, object],
    *,
    references: object = None,
    ratings: object = (),
    task: Family | Literal["auto"] = "auto",
    labels: Sequence[str] = (),
    positive: str | None = None,
    metrics: Sequence[str] = (),
    by: str | None = None,
    cluster: str | None = None,
    id: str | None = None,  # noqa: A002 - the option is called --id
    prompt: str | None = None,
    prediction: str | None = None,
    reference: str | None = None,
    probability: str | None = None,
    format_in: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    lang: str = DEFAULT_LANGUAGE,
    command: Sequence[str] = (),
) -> Leaderboard:
    """Compare several models on the examples that all of them hold.

    `models` are paths, or whatever else `evaluate` takes for a candidate, in the order of the rounds; or a mapping from
    names to them. `by` is the metric that decides. `ratings` are what people said of the outputs, one at a time or in
    pairs, one source or several. The other arguments are the options of `assay compare`.

    Raises UsageError for fewer than two models, InputError for files without examples in common.
    """
    named = models if isinstance(models, Mapping) else dict(enumerate(models))
    if len(named) < FEWEST:
        raise UsageError("comparison.two-models", n=len(named))
    options = ReadOptions(format_in, id, prompt, prediction, reference, probability)
    first, *others = named.values()
    beside = replace(options, role="base")
    entrants = [read_candidate(first, options, references), *(with_predictions(read(one, beside)) for one in others)]
    terms = Terms(
        TaskOptions(task, tuple(labels), positive), Confidence(level, seed), tuple(metrics), by, cluster, lang
    )
    names = [str(name) if isinstance(models, Mapping) else None for name in named]
    return compared(entrants, names, replace(terms, command=tuple(command)), what_people_said(ratings))


@frozen
class Terms:
    """What the models are compared by."""

    task: TaskOptions = field(default_factory=TaskOptions)
    confidence: Confidence = field(default_factory=Confidence)
    metrics: tuple[str, ...] = ()
    by: str | None = None
    cluster: str | None = None
    language: str = DEFAULT_LANGUAGE
    command: tuple[str, ...] = ()
    ranks: bool = True  # whether the chance of each rank is asked for, which takes a third of the time of many models


def compared(
    entrants: Sequence[Examples],
    names: Sequence[str | None],
    terms: Terms,
    said: tuple[Ratings | None, Preferences | None] = (None, None),
) -> Leaderboard:
    """The models whose examples are read already; a name that is None is made of the path."""
    examples, pairings = together(entrants[0], entrants[1:])
    found = detect(examples[0], terms.task)
    units = units_of(examples[0], terms.cluster)
    subjects = [Subject(one, found, units, terms.confidence) for one in in_company(examples)]
    asked = dict.fromkeys([*wanted(found, terms.metrics, default_policy(found)), *([terms.by] if terms.by else [])])
    contest = Contest(tuple(subjects), tuple(names_of(names, examples)), tuple(asked))
    primary = called(find(terms.by)) if terms.by else primary_of(found, default_policy(found), contest.measured_names)
    if primary in contest.not_alike:
        raise InputError("comparison.not-alike", name=primary, why=contest.not_alike[primary])
    sizes = len(entrants[0]), [len(one) for one in examples]
    board = contest.leaderboard(primary, pairings, sizes, terms)
    return board if said == (None, None) else replace(board, people=contest.people(said, board))


def told_apart(first: Examples, second: Examples, metric: str, terms: Terms) -> Difference | Text:
    """The first less the second by one metric, on the examples of both; or the sentence why there is no difference.

    Raises InputError for examples without any in common.
    """
    examples, _ = together(first, [second])
    found, one = detect(examples[0], terms.task), find(metric)
    why = why_not_alike(one, examples)
    if why is not None:
        return why
    units = units_of(examples[0], terms.cluster)
    sides = [Subject(each, found, units, terms.confidence).measure(one) for each in in_company(examples)]
    if isinstance(sides[0], Text) or isinstance(sides[1], Text):
        return next(side for side in sides if isinstance(side, Text))
    return difference(sides[0], sides[1], units, terms.confidence)


def names_of(given: Sequence[str | None], examples: Sequence[Examples]) -> list[str]:
    """A short name for each: the one given, else what tells its path from the others'."""
    paths = [one.source.path.replace("\\", "/") for one in examples]
    parts = [path.split("/") for path in paths]
    width = 1
    while width < 8 and len({tuple(part[-width:]) for part in parts}) < len(parts):
        width += 1
    short = _without_ending(["/".join(part[-width:]) or str(place + 1) for place, part in enumerate(parts)])
    return [name if name is not None else other for name, other in zip(given, short, strict=True)]


def _without_ending(names: list[str]) -> list[str]:
    """The names without the ending that all share, such as ".jsonl"."""
    endings = {PurePath(name).suffix for name in names}
    ending = endings.pop() if len(endings) == 1 else ""
    return [name.removesuffix(ending) for name in names] if ending else names


@frozen(eq=False)
class Contest:
    """The subjects, all on the same examples, their names, and the metrics asked of each."""

    subjects: tuple[Subject, ...]
    names: tuple[str, ...]
    metrics: tuple[str, ...]

    @cached_property
    def not_alike(self) -> dict[str, Text]:
        """The metrics that do not compare, each with why not."""
        sides = [one.examples for one in self.subjects]
        found = {name: why_not_alike(find(name), sides) for name in self.metrics}
        return {name: why for name, why in found.items() if why is not None}

    @cached_property
    def _all(self) -> list[tuple[list[Measured], dict[str, Text]]]:
        alike = [name for name in self.metrics if name not in self.not_alike]
        return [one.measure_all(alike) for one in self.subjects]

    @cached_property
    def _measured(self) -> list[dict[str, Measured]]:
        return [{one.name: one for one in found} for found, _ in self._all]

    @property
    def measured_names(self) -> list[str]:
        """The metrics that every model has."""
        return [name for name in self._measured[0] if all(name in found for found in self._measured)]

    def leaderboard(self, primary: str, pairing: Pairing, sizes: tuple[int, list[int]], terms: Terms) -> Leaderboard:
        """All of it, by the `primary` metric."""
        rounds = [found.get(primary) for found in self._measured]
        known = [one for one in rounds if one is not None and isfinite(one.point)]
        if len(known) < len(rounds):
            raise UsageError("comparison.no-primary", name=primary, known=self.measured_names)
        one = self.subjects[0]
        pairs = self._pairs(known)
        order = _order(known)
        return Leaderboard(
            version=__version__,
            command=terms.command,
            confidence=one.confidence,
            task=one.task,
            entries=tuple(self._entries()),
            n=len(one.examples),
            paired_by=pairing.how,
            primary=primary,
            order=order,
            best=_best(order, pairs),
            pairs=pairs,
            ranks=rank_chances(known, one.units, one.confidence) if terms.ranks else None,
            trend=trend(known, one.units, one.confidence),
            not_measured={**self.not_alike, **self._all[0][1]},
            language=terms.language,
        )

    def people(self, said: tuple[Ratings | None, Preferences | None], found: Leaderboard) -> PeopleBySystem:
        """What they say of these models, beside the numbers found. Raises InputError where they say nothing of them."""
        from assay.pipeline.people_side_by_side import people_beside

        return people_beside(said, self.subjects, self.names, [entry.estimates for entry in found.entries])

    def _entries(self) -> list[Entry]:
        return [
            Entry(
                name,
                subject.examples.source,
                max(0, subject.examples.source.rows - len(subject.examples)),
                {key: subject.estimate(one) for key, one in found.items()},
            )
            for name, subject, found in zip(self.names, self.subjects, self._measured, strict=True)
        ]

    def _pairs(self, rounds: Sequence[Measured]) -> tuple[PairDifference, ...]:
        """Every difference, its test allowing for all the others, by Holm."""
        one = self.subjects[0]
        places = list(combinations(range(len(rounds)), 2))
        found = [difference(rounds[i], rounds[j], one.units, one.confidence) for i, j in places]
        p = np.array([1.0 if each.p is None else each.p for each in found])
        adjusted = holm(p).tolist()
        return tuple(
            PairDifference(i, j, replace(each, p_adjusted=own), _is_real(each, own, one.confidence.alpha))
            for (i, j), each, own in zip(places, found, adjusted, strict=True)
        )


def _is_real(found: Difference, p: float, alpha: float) -> bool:
    """Whether one is better: the interval excludes nothing changed, the adjusted test agrees, and enough changed."""
    if found.why is not None or found.low is None or found.high is None:
        return False
    return p <= alpha and (found.low > 0 or found.high < 0)


def _order(rounds: Sequence[Measured]) -> tuple[int, ...]:
    sign = 1.0 if rounds[0].higher_is_better is False else -1.0
    return tuple(int(place) for place in np.argsort([sign * one.point for one in rounds], kind="stable"))


def _best(order: tuple[int, ...], pairs: Sequence[PairDifference]) -> tuple[int, ...]:
    """The first and all that it is not really better than, in their order."""
    first = order[0]
    worse = {
        pair.second if pair.first == first else pair.first
        for pair in pairs
        if pair.real and first in {pair.first, pair.second}
    }
    return tuple(place for place in order if place not in worse)
