"""What people think of each model, so far: means of ratings, or strengths by preferences and rankings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from assay.core.messages import literal, say
from assay.core.rating_project import Card, Criterion, Form, Mark, Project
from assay.core.ratings import Rated
from assay.core.report import Json
from assay.people.differences import differences_of
from assay.rating.answers import Table, places_in, table_of
from assay.rating.export import export_of
from assay.rating.shown import title_of
from assay.readers.ratings import read_ratings
from assay.renderers.said.figures import figure, interval
from assay.stats.davidson import Judged
from assay.stats.pairs import win_rate
from assay.stats.panel import ends_for_any_raters, panel, panel_ends
from assay.stats.strengths import strengths
from assay.stores.rating import RatingStore

_LEVEL, _PLACES = 0.95, 2


def results_of(store: RatingStore, project: Project, language: str) -> dict[str, Json]:
    """Tables of words and numbers that are ready to be shown, and what to know of them."""
    of = _Results(store, project, language)
    tables = list(of.ratings() if project.form.mode == "rating" else of.preferences())
    return {"tables": tables, "said": [] if tables else [of.say("results-none")]}


class _Results:
    """All answers of a project, by model."""

    def __init__(self, store: RatingStore, project: Project, language: str) -> None:
        self.store, self.project, self.language = store, project, language
        self.form: Form = project.form
        self.exhibits = store.exhibits(project)
        self.answers = [store.answered(rater) for rater in store.raters(project)]
        shown = [output.system for one in self.exhibits.values() if one.part == "main" for output in one.outputs]
        self.systems = list(dict.fromkeys(shown))

    def say(self, name: str, **values: object) -> str:
        return say(f"rating.{name}", **values).in_language(self.language)

    def heads(self, *names: str) -> list[Json]:
        return [self.say(f"results-{name}") for name in names]

    def ratings(self) -> Iterator[Json]:
        """A table a criterion with the models' means, and one with their differences."""
        for criterion in self.form.criteria:
            table = table_of(criterion, self.answers, self.exhibits, self.form)
            rows: list[Json] = [row for system in self.systems if (row := self._mean(table, system)) is not None]
            if rows:
                yield {
                    "title": title_of(criterion, self.language),
                    "note": self.say("results-means", low=criterion.low, high=criterion.high),
                    "head": self.heads("model", "mean", "interval", "any-raters", "items"),
                    "rows": rows,
                    "numbers": [1, 2, 3, 4],
                }
        differences = list(self._differences())
        if differences:
            yield {
                "title": self.say("results-differences"),
                "note": self.say("results-differences-note"),
                "head": self.heads("criterion", "model", "against", "difference", "interval"),
                "rows": differences,
                "numbers": [3, 4],
            }

    def _mean(self, table: Table, system: str) -> Json:
        criterion = table.criterion
        mine = [
            row
            for row, (number, _) in enumerate(table.units)
            if self.exhibits[number].part == "main" and self.exhibits[number].outputs[0].system == system
        ]
        if not mine:
            return None
        values = table.values[mine]
        fit, scale = panel(values[:, np.isfinite(values).any(axis=0)]), (float(criterion.low), float(criterion.high))
        any_raters = ends_for_any_raters(fit, scale, _LEVEL)
        ends = interval(*panel_ends(fit, scale, _LEVEL), _PLACES)
        others = "–" if any_raters is None else interval(*any_raters, _PLACES)
        return [system, figure(fit.mean, _PLACES), ends, others, str(len(mine))]

    def _differences(self) -> Iterator[Json]:
        """Each pair of models, by the same people on the same examples."""
        rows = [row for row in export_of(self.store, self.project) if "rating" in row]
        if not rows or len(self.systems) < 2:
            return
        ratings = read_ratings([rows])
        codes = {example: place for place, example in enumerate(dict.fromkeys(item.id for item in ratings.items))}
        rated = {}
        for system in self.systems:
            items = np.array([at for at, item in enumerate(ratings.items) if item.system == system], np.int64)
            examples = np.array([codes[ratings.items[at].id] for at in items.tolist()], np.int64)
            rated[system] = Rated(ratings.of_items(items), examples, literal(""))
        for one, other in combinations(self.systems, 2):
            found = differences_of(rated[one], rated[other], None, _LEVEL)
            for criterion in self.form.criteria:
                difference = found.get(criterion.name)
                if difference is not None:
                    ends = interval(difference.low, difference.high, _PLACES) or "–"
                    shown = figure(difference.value, _PLACES)
                    yield [title_of(criterion, self.language), one, other, shown, ends]

    def preferences(self) -> Iterator[Json]:
        """A table a criterion: of two models the win rate, of more their strengths."""
        for criterion in self.form.criteria:
            judged = self._judged(criterion)
            if len(judged.outcome) and len(self.systems) == 2:
                yield self._win_rate(criterion, judged)
            elif len(judged.outcome):
                yield self._strengths(criterion, judged)

    def _win_rate(self, criterion: Criterion, judged: Judged) -> Json:
        found = win_rate(judged.outcome, judged.prompt, _LEVEL)
        shown = [found.wins, found.ties, found.losses, found.prompts]
        return {
            "title": title_of(criterion, self.language),
            "note": self.say("results-win-rate-note", one=self.systems[0], other=self.systems[1]),
            "head": self.heads("model", "win-rate", "interval", "wins", "ties", "losses", "items"),
            "rows": [[self.systems[0], figure(found.value, 3), interval(found.low, found.high, 3), *map(str, shown)]],
            "numbers": [1, 2, 3, 4, 5, 6],
        }

    def _strengths(self, criterion: Criterion, judged: Judged) -> Json:
        found = strengths(judged, _LEVEL)
        order = sorted(range(len(self.systems)), key=lambda at: -np.nan_to_num(found.value[at], nan=-np.inf))
        return {
            "title": title_of(criterion, self.language),
            "note": self.say("results-strengths", prompts=found.prompts),
            "head": self.heads("model", "strength", "interval"),
            "rows": [
                [
                    self.systems[at],
                    figure(float(found.value[at]), _PLACES),
                    "–" if np.isnan(found.low[at]) else interval(float(found.low[at]), float(found.high[at]), _PLACES),
                ]
                for at in order
            ],
            "numbers": [1, 2],
        }

    def _judged(self, criterion: Criterion) -> Judged:
        """Every pair that was judged, the model that stands first in the project's order first."""
        codes = {example: at for at, example in enumerate(dict.fromkeys(one.example for one in self.exhibits.values()))}
        rows = [
            (*pair, codes[self.exhibits[card.exhibit].example])
            for one in self.answers
            for place, card in enumerate(one.cards)
            if card.kind == "main" and (mark := one.said.get(place, {}).get(criterion.name)) is not None
            for pair in self._pairs(card, mark)
        ]
        first, second, outcome, prompt = np.array(rows, np.int64).reshape(-1, 4).T
        return Judged(first, second, outcome, prompt, len(self.systems))

    def _pairs(self, card: Card, mark: Mark) -> Iterator[tuple[int, int, int]]:
        """Two models and the outcome: +1 the first is better, 0 a tie, -1 the second."""
        outputs = self.exhibits[card.exhibit].outputs
        known = {self.systems.index(outputs[at].system): value for at, value in places_in(mark, card, self.form)}
        if len(known) == len(outputs):
            for one, other in combinations(sorted(known), 2):
                yield one, other, int(np.sign(known[other] - known[one]))
