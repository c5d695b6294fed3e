"""Cases without a fault, with as much beside them as people have: a base, the log, training data, repeats, ratings."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.diagnosis.faults.base import (
    Plant,
    answered,
    calibrated,
    cut_at,
    instructed,
    labelled,
    log_of,
    material_of,
    scene,
    tickets_with,
)
from benchmarks.diagnosis.faults.likelihoods import behind_prompts, likelihoods, texts_of
from benchmarks.diagnosis.faults.ratings import MOST, file_of, quality, ratings
from benchmarks.diagnosis.faults.runs import repeated, runs_of
from benchmarks.diagnosis.models.classifier import Recipe
from benchmarks.diagnosis.models.shelf import LESSONS, REPLICAS, answering, reading
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.material import joined
from benchmarks.diagnosis.text.tickets import tickets


def labels(plan: Plan, folder: Folder) -> Made:
    """Five labels with probabilities, beside a base, the log and the training data."""
    made = scene(plan)
    model = made.trained(Recipe(epochs=12.0, keep_best=True))
    shares = calibrated(model, made)
    said = [made.labels[code] for code in shares.argmax(axis=1).tolist()]
    before = made.before.says([one.text for one in made.test])
    return Made(
        {
            "candidate": folder.rows("predictions.jsonl", labelled(made.test, said, shares, made.labels)),
            "base": folder.rows("base.jsonl", labelled(made.test, before)),
            "log": log_of(folder, model),
            "train": [folder.rows("train.jsonl", instructed(made.learn))],
        }
    )


def two_labels(plan: Plan, folder: Folder) -> Made:
    """Two uneven labels with probabilities, one of them positive, beside a base and the log."""
    made = scene(plan, "urgency", shares=(0.3, 0.7))
    model = made.trained(Recipe(epochs=12.0, keep_best=True))
    shares = calibrated(model, made)
    rows = labelled(made.test, cut_at(shares, 0, 0.5, made.labels), shares, made.labels)
    before = made.before.says([one.text for one in made.test])
    return Made(
        {
            "candidate": folder.rows("predictions.jsonl", rows),
            "base": folder.rows("base.jsonl", labelled(made.test, before)),
            "positive": made.labels[0],
            "log": log_of(folder, model),
        }
    )


def runs(plan: Plan, folder: Folder) -> Made:
    """Five runs of one recipe on five labels, with slices beside a base."""
    made = scene(plan)
    options = repeated(made, folder, runs_of(made, 5))
    return Made({**options, "train": [folder.rows("train.jsonl", instructed(made.learn))]})


def answers(plan: Plan, folder: Folder) -> Made:
    """Answers beside a base, with training data, the log, what people say and how they were made."""
    language = material_of(plan)
    rows = tickets_with(plan, language, 0.25, language.sources[-1])
    asked = [one.asked for one in rows]
    model = answering(plan.part, plan.language, "clean", plan.number % REPLICAS)
    said, before = model.answers(asked), answering(plan.part, plan.language, "base").answers(asked)
    learnt = tickets(language, LESSONS, plan.draw("learnt"))
    known = {one.answered for one in rows}
    train = [
        {"instruction": joined(one.asked), "input": "", "output": joined(one.answered)}
        for one in learnt
        if one.answered not in known
    ]
    people = ratings([quality(*both) for both in zip(rows, said, strict=True)][:MOST], plan.draw("rated"))
    model.log.write(folder.path / "trainer_state.json")
    folder.made_with("predictions.jsonl", temperature=0.0, seed=0)
    return Made(
        {
            "candidate": folder.rows("predictions.jsonl", [{**row, "finish": "stop"} for row in answered(rows, said)]),
            "base": folder.rows("base.jsonl", answered(rows, before)),
            "train": [folder.rows("train.jsonl", train)],
            "log": "trainer_state.json",
            **({"ratings": file_of(folder, people)} if plan.number % 2 else {}),
        }
    )


def texts(plan: Plan, folder: Folder) -> Made:
    """Likelihoods of texts beside those of a base; or of answers behind their own and other prompts."""
    if plan.number % 2:
        language = material_of(plan)
        rows = tickets_with(plan, language, 0.25, language.sources[-1])
        own = behind_prompts(rows, answering(plan.part, plan.language, "clean", plan.number // 2 % REPLICAS))
        return Made({"candidate": folder.rows("likelihoods.jsonl", own)})
    said = texts_of(plan)
    model = reading(plan.part, plan.language, "lm", plan.number // 2 % REPLICAS)
    before = reading(plan.part, plan.language, "lm-base")
    return Made(
        {
            "candidate": folder.rows("likelihoods.jsonl", likelihoods(said, model)),
            "base": folder.rows("base.jsonl", likelihoods(said, before)),
        }
    )


KINDS: Mapping[str, Plant] = {
    "healthy-labels": labels,
    "healthy-two-labels": two_labels,
    "healthy-runs": runs,
    "healthy-answers": answers,
    "healthy-texts": texts,
}
