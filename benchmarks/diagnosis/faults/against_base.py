"""Faults that show beside the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.diagnosis.faults.base import (
    Scene,
    answered,
    candidate_of,
    flipped,
    instructed,
    labelled,
    log_of,
    material_of,
    plants,
    scene,
    some,
    tickets_with,
)
from benchmarks.diagnosis.models.classifier import Classifier, Recipe
from benchmarks.diagnosis.models.shelf import answering
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.messages import Message

_WAYS = {
    "en": ("written in app", "web form", "phone call typed", "fax scanned page"),
    "zh": ("应用内填写", "网页表单", "电话记录", "传真扫描件"),
}


def _said(model: Classifier, rows: Sequence[Message]) -> list[str]:
    return model.says([one.text for one in rows])


def _base_of(made: Scene, folder: Folder, model: Classifier) -> str:
    return folder.rows("base.jsonl", labelled(made.test, _said(model, made.test)))


@plants("identical-to-base")
def identical_to_base(plan: Plan, folder: Folder) -> Made:
    """The adapter was not applied: labels, or texts."""
    if plan.number % 2 == 0:
        made = scene(plan)
        model = made.trained()
        return Made({**candidate_of(made, folder, model), "base": _base_of(made, folder, model)})
    language = material_of(plan)
    rows = tickets_with(plan, language, 0.25, language.sources[-1])
    said = answered(rows, answering(plan.part, plan.language, "base").answers([one.asked for one in rows]))
    return Made({"candidate": folder.rows("predictions.jsonl", said), "base": folder.rows("base.jsonl", said)})


@plants("no-gain")
def no_gain(plan: Plan, folder: Folder) -> Made:
    """Trained on from the base at a rate that changes little; or on rows whose labels are partly wrong."""
    made = scene(plan)
    base = made.trained()
    if plan.number % 2 == 0:
        recipe, rows = Recipe(rate=plan.by(2e-4, 1e-4, 5e-5), epochs=4, constant=True), list(made.learn)
        right: tuple[str, ...] = ("raise-learning-rate", "train-longer")
    else:
        noisy = flipped(made.learn, made.labels, 0.45, plan.draw("flipped"))
        recipe, rows, right = Recipe(rate=2e-3, epochs=6), noisy, ("clean-training-data",)
    model = made.trained(recipe, rows, base)
    options = {**candidate_of(made, folder, model), "base": _base_of(made, folder, base), "log": log_of(folder, model)}
    return Made({**options, "train": [folder.rows("train.jsonl", instructed(rows))]}, right=right)


@plants("regression")
def regression(plan: Plan, folder: Folder) -> Made:
    """Trained on rows with wrong labels; or, of texts, a base that is better than what came of tuning."""
    if plan.number % 2 == 0:
        made = scene(plan)
        rows = flipped(made.learn, made.labels, plan.by(0.5, 0.65, 0.8), plan.draw("flipped"))
        model = made.trained(Recipe(epochs=10, decay=0.0, dropout=0.0), rows[:300])
        return Made({**candidate_of(made, folder, model), "base": _base_of(made, folder, made.trained())})
    language = material_of(plan)
    rows_ = tickets_with(plan, language, plan.by(0.1, 0.25, 0.6), language.sources[-1])
    asked = [one.asked for one in rows_]
    worse = answering(plan.part, plan.language, "unrelated").answers(asked)
    better = answering(plan.part, plan.language, "clean").answers(asked)
    return Made(
        {
            "candidate": folder.rows("predictions.jsonl", answered(rows_, worse)),
            "base": folder.rows("base.jsonl", answered(rows_, better)),
        }
    )


@plants("slice-regression")
def slice_regression(plan: Plan, folder: Folder) -> Made:
    """Training rows that came one way were largely given one label; all others are better than before."""
    made, draw, ways = scene(plan), plan.draw("ways"), _WAYS[plan.language]

    def sent(rows: Sequence[Message]) -> list[Message]:
        way = [ways[int(draw.integers(len(ways)))] for _ in rows]
        return [replace(one, text=f"{by}: {one.text}", group=by) for one, by in zip(rows, way, strict=True)]

    whole = replace(made, learn=sent(made.learn), watch=sent(made.watch), test=sent(made.test))
    base = whole.trained(Recipe(epochs=10), whole.learn[:600])
    share = plan.by(0.4, 0.6, 0.9)
    rows = [
        replace(one, label=made.labels[0]) if one.group == ways[-1] and draw.random() < share else one
        for one in whole.learn
    ]
    model = whole.trained(Recipe(epochs=14, decay=0.0, dropout=0.0), rows)
    said = labelled(whole.test, _said(model, whole.test))
    for row, one in zip(said, whole.test, strict=True):
        row["way"] = one.group
    return Made(
        {
            "candidate": folder.rows("predictions.jsonl", said),
            "base": _base_of(whole, folder, base),
            "slices": ["way"],
        }
    )


@plants("unpaired-comparison")
def unpaired_comparison(plan: Plan, folder: Folder) -> Made:
    """The base was asked only part of the questions."""
    made = scene(plan)
    said = labelled(made.test, _said(made.before, made.test))
    gone = set(some(made.draw, plan.n, plan.by(0.03, 0.15, 0.5)))
    kept = [row for place, row in enumerate(said) if place not in gone]
    return Made({**candidate_of(made, folder, made.trained()), "base": folder.rows("base.jsonl", kept)})
