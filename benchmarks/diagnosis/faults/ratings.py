"""Faults that show in what people say of outputs. People rate how many facts an answer gets right, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.diagnosis.faults.base import answered, answers_of_two, material_of, plants, tickets_with
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.material import Draw
from benchmarks.diagnosis.text.tickets import Ticket

RATERS = 4
NOISE = 0.45  # points that a rater is off by
MOST = 150  # outputs that people read


def quality(ticket: Ticket, said: Sequence[str]) -> float:
    """From 1 to 5: a point and a half is lost for each fact that is wrong, and one for an answer without an end."""
    missing = sum(fact not in said for fact in ticket.facts.values())
    return max(1.0, 5.0 - 1.5 * missing - (tuple(said[-2:]) != ticket.answered[-2:]))


def ratings(qualities: Sequence[float], draw: Draw, noise: float = NOISE, raters: int = RATERS) -> np.ndarray:
    """(items, raters) what they say."""
    lenient = draw.normal(0, 0.15, raters)
    true = np.asarray(qualities)[:, None] + lenient + draw.normal(0, noise, (len(qualities), raters))
    return np.clip(np.rint(true), 1, 5)


def file_of(folder: Folder, table: np.ndarray) -> str:
    """A line a rating."""
    lines = [
        f"t{item},r{rater},overall,{int(value)}\n" for item, row in enumerate(table) for rater, value in enumerate(row)
    ]
    (folder.path / "ratings.csv").write_text("item,rater,dimension,rating\n" + "".join(lines), encoding="utf-8")
    return "ratings.csv"


def _rated(plan: Plan, folder: Folder, share: float = 0.2) -> tuple[dict[str, object], list[float]]:
    """Answers, of which this share has facts wrong, and how good they are."""
    language = material_of(plan)
    rows = tickets_with(plan, language, share, language.sources[-1])
    said = answers_of_two(plan, rows, "mistaken")
    options: dict[str, object] = {"candidate": folder.rows("predictions.jsonl", answered(rows, said))}
    return options, [quality(*both) for both in zip(rows, said, strict=True)][:MOST]


@plants("metric-human-disagreement")
def metric_human_disagreement(plan: Plan, folder: Folder) -> Made:
    """Answers in the right words about the wrong things."""
    language = material_of(plan)
    rows = tickets_with(plan, language, plan.by(0.6, 0.9, 1.0), language.sources[-1])
    said = answers_of_two(plan, rows, "mistaken")
    qualities = [2 * quality(*both) - 5 for both in zip(rows, said, strict=True)][:MOST]
    options = {"candidate": folder.rows("predictions.jsonl", answered(rows, said))}
    return Made({**options, "ratings": file_of(folder, ratings(qualities, plan.draw("rated")))})


@plants("low-agreement")
def low_agreement(plan: Plan, folder: Folder) -> Made:
    """A rubric that everybody reads otherwise."""
    options, qualities = _rated(plan, folder)
    table = ratings(qualities, plan.draw("rated"), noise=plan.by(1.0, 1.6, 3.0))
    return Made({**options, "ratings": file_of(folder, table)})


@plants("outlier-rater")
def outlier_rater(plan: Plan, folder: Folder) -> Made:
    """One rater is stricter than all others, or rates without looking."""
    options, qualities = _rated(plan, folder, share=0.4)
    draw = plan.draw("rated")
    table = ratings(qualities, draw)
    if plan.number % 2 == 0:
        table[:, 0] = np.clip(table[:, 0] - plan.by(0.6, 1.0, 2.0) * (draw.random(len(table)) < 0.98), 1, 5).round()
    else:
        careless = draw.random(len(table)) < plan.by(0.6, 0.9, 1.0)
        table[careless, 0] = draw.integers(1, 6, int(careless.sum()))
    return Made({**options, "ratings": file_of(folder, table)})


@plants("too-few-ratings")
def too_few_ratings(plan: Plan, folder: Folder) -> Made:
    """A dozen outputs were rated, half a dozen, three; or all, by one person."""
    options, qualities = _rated(plan, folder, share=0.4)
    if plan.number % 2:
        return Made({**options, "ratings": file_of(folder, ratings(qualities, plan.draw("rated"), raters=1))})
    table = ratings(qualities[: plan.by(12, 6, 3)], plan.draw("rated"))
    return Made({**options, "ratings": file_of(folder, table)})
