"""What the owner of a project sees while people rate: how far they are, whether they agree, what to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.people import Agreement
from assay.core.rating_project import COMMENT, REPORT, Answered, Exhibit, Form, Project
from assay.core.ratings import Scale
from assay.core.report import Json
from assay.people.agreement import agreement_of
from assay.rating.answers import BETTER, TIED, WORSE, Table, table_of
from assay.rating.progress import Progress, progress_of
from assay.rating.shown import languages, project_shown, title_of, words_for
from assay.stats.panel import panel
from assay.stores.rating import RatingStore

_LEVEL = 0.95
_MOST_SHOWN, _LONGEST = 20, 20_000
_APART = 0.5  # of the scale, from which on two raters disagree worth talking
_FEWEST = 10  # units that two raters rated, from which on agreement is said
_TENTATIVE, _DEPENDABLE, _NEAR = 0.667, 0.8, 0.9  # Krippendorff (2004), and the share within one step


def overview_of(store: RatingStore, project: Project, language: str) -> dict[str, Json]:
    """All of it, but not which model wrote what."""
    exhibits, people = store.exhibits(project), progress_of(store, project)
    answers = [one.answered for one in people]
    rated = [table_of(criterion, answers, exhibits, project.form) for criterion in project.form.criteria]
    return {
        "project": project_shown(project, language),
        "language": language,
        "languages": languages(),
        "words": words_for("overview", language),
        "raters": [_rater(one) for one in people],
        "done": sum(one.done for one in people),
        "cards": sum(one.cards for one in people),
        "agreement": [_agreement(one, project.form, language) for one in rated],
        "disagreements": list(_disagreements(rated, answers, exhibits, project.form, language)),
        "reports": list(_said(REPORT, "why", answers, exhibits)),
        "comments": list(_said(COMMENT, "text", answers, exhibits)),
    }


def _rater(one: Progress) -> Json:
    repeats, checks = one.repeats, one.checks
    return {
        "name": one.answered.rater.name,
        "link": f"/r/{one.answered.rater.token}",
        "cards": one.cards,
        "done": one.done,
        "skipped": one.skipped,
        "reported": one.reported,
        "pace": one.pace,
        "left": one.left,
        "last": one.last,
        "repeats": None if repeats is None else {"n": repeats.n, "same": repeats.same, "within": repeats.within},
        "checks": None if checks is None else {"n": checks.n, "passed": checks.passed},
    }


def _agreement(rated: Table, form: Form, language: str) -> Json:
    several = rated.shared
    found = _agreed(rated, rated.values[several], form) if several.sum() > 1 else None
    near = None if found is None or form.mode != "rating" else found.within_one
    return {
        "title": title_of(rated.criterion, language),
        "items": int(several.sum()),
        "alpha": None if found is None else _ends(found.alpha),
        "within_one": None if near is None else _ends(near),
        "said": _in_words(found, int(several.sum()), form).in_language(language),
    }


def _agreed(rated: Table, values: Array, form: Form) -> Agreement:
    here = np.isfinite(values).any(axis=0)
    matrix = values[:, here]
    return agreement_of(rated.criterion.name, matrix, panel(matrix), _scale(rated, form), _LEVEL)


def _scale(rated: Table, form: Form) -> Scale:
    if form.mode == "rating":
        return Scale(float(rated.criterion.low), float(rated.criterion.high), stated=True)
    return Scale(BETTER, max(WORSE, float(np.nanmax(rated.values))), stated=True)


def _in_words(found: Agreement | None, units: int, form: Form) -> Text:
    """What the coefficients mean."""
    if found is None or units < _FEWEST or found.alpha.low is None:
        return say("rating.agreement-early", n=units, least=_FEWEST)
    low, near = found.alpha.low, found.within_one
    if low >= _DEPENDABLE:
        return say("rating.agreement-dependable")
    if low >= _TENTATIVE:
        return say("rating.agreement-tentative")
    if form.mode == "rating" and found.uninformative and near is not None and (near.value or 0.0) >= _NEAR:
        return say("rating.agreement-alike")
    if found.alpha.high is not None and found.alpha.high >= _TENTATIVE:
        return say("rating.agreement-open")
    return say("rating.agreement-low")


def _ends(one: Estimate) -> Json:
    return {"value": one.value, "low": one.low, "high": one.high}


def _disagreements(
    rated: Sequence[Table], answers: Sequence[Answered], exhibits: Mapping[int, Exhibit], form: Form, language: str
) -> Iterator[Json]:
    """The units whose values lie furthest apart, over all criteria, measured on each one's scale."""
    found = []
    for one in rated:
        width = _scale(one, form).width if one.units else 1.0
        for row in np.flatnonzero(one.shared).tolist():
            spread = float(np.nanmax(one.values[row]) - np.nanmin(one.values[row]))
            if spread >= _APART * width:
                found.append((-spread / width, one, row, spread))
    found.sort(key=lambda entry: entry[0])
    for _, one, row, spread in found[:_MOST_SHOWN]:
        number, output = one.units[row]
        shown = exhibits[number]
        order = (output,) if form.mode == "ranking" else _disguised(number, len(shown.outputs))
        yield {
            **_texts(shown, order),
            "title": title_of(one.criterion, language),
            "ratings": [
                {"rater": answers[rater].rater.name, "value": _said_as(value, order, form, language)}
                for rater, value in enumerate(one.values[row].tolist())
                if value == value  # noqa: PLR0124 - NaN alone differs from itself
            ],
            "spread": spread,
        }


def _disguised(number: int, outputs: int) -> tuple[int, ...]:
    """An order of an exhibit's outputs that does not give away whose the first is."""
    order = list(range(outputs))
    Random(number).shuffle(order)  # noqa: S311 - an order for people, no secret
    return tuple(order)


def _said_as(value: float, order: Sequence[int], form: Form, language: str) -> str:
    """A value as its rater would say it of outputs in this order."""
    if form.mode != "pairs":
        return f"{value:g}"
    if order[0] != 0:
        value = BETTER + WORSE - value
    key = {BETTER: "rating.first-better", TIED: "rating.none-better", WORSE: "rating.second-better"}[value]
    return say(key).in_language(language)


def _texts(shown: Exhibit, order: Sequence[int]) -> dict[str, Json]:
    prompt = None if shown.prompt is None else shown.prompt[:_LONGEST]
    return {"prompt": prompt, "outputs": [shown.outputs[at].text[:_LONGEST] for at in order]}


def _said(what: str, name: str, answers: Sequence[Answered], exhibits: Mapping[int, Exhibit]) -> Iterator[Json]:
    """Reports or comments, of whom and of what, outputs in the order in which the rater saw them."""
    for one in answers:
        for place, here in sorted(one.said.items()):
            mark = here.get(what)
            if mark is not None and isinstance(mark.value, str) and (mark.value or what == REPORT):
                card = one.cards[place]
                yield {"rater": one.rater.name, **_texts(exhibits[card.exhibit], card.order), name: mark.value}
