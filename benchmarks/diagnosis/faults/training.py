"""Faults of the course of training: the log is that of the training that is faulty."""

from __future__ import annotations

from benchmarks.diagnosis.faults.base import candidate_of, flipped, instructed, log_of, plants, scene
from benchmarks.diagnosis.models.classifier import Recipe
from benchmarks.diagnosis.plan import Folder, Made, Plan


def _trained(plan: Plan, folder: Folder, recipe: Recipe, rows: int | None = None, noise: float = 0.0) -> Made:
    """With the training data beside it in every second case."""
    made = scene(plan)
    learn = flipped(made.learn[:rows], made.labels, noise, plan.draw("flipped"))
    model = made.trained(recipe, learn)
    options = {**candidate_of(made, folder, model), "log": log_of(folder, model)}
    if plan.number % 2:
        options["train"] = [folder.rows("train.jsonl", instructed(learn))]
    return Made(options)


@plants("diverged")
def diverged(plan: Plan, folder: Folder) -> Made:
    """The learning rate rises until the loss leaves the ground, or is no number any more."""
    rate = plan.by(0.4, 0.8, 1e18)
    return _trained(plan, folder, Recipe(rate=rate, constant=True, decay=0.0, warmup=0.4))


@plants("learning-rate-too-high")
def learning_rate_too_high(plan: Plan, folder: Folder) -> Made:
    """A rate under which the loss jumps, or does not fall."""
    made = _trained(plan, folder, Recipe(rate=plan.by(0.2, 0.6, 1.5), constant=True, decay=0.0))
    return Made(made.options, ("learning-rate-too-high", "diverged"))


@plants("learning-rate-too-low")
def learning_rate_too_low(plan: Plan, folder: Folder) -> Made:
    """A rate under which nothing is learnt."""
    return _trained(plan, folder, Recipe(rate=plan.by(1e-4, 2e-5, 1e-6)))


@plants("overfitting")
def overfitting(plan: Plan, folder: Folder) -> Made:
    """Few rows, seen too often."""
    recipe = Recipe(epochs=plan.by(25.0, 40.0, 90.0), decay=0.0, dropout=0.0, rate=plan.by(6e-3, 6e-3, 1e-2))
    return _trained(plan, folder, recipe, rows=200, noise=0.05)


@plants("better-checkpoint")
def better_checkpoint(plan: Plan, folder: Folder) -> Made:
    """Few rows with some wrong labels, seen too often."""
    recipe = Recipe(epochs=plan.by(25.0, 40.0, 90.0), decay=0.0, dropout=0.0, rate=plan.by(6e-3, 8e-3, 1e-2))
    return _trained(plan, folder, recipe, rows=250, noise=0.2)


@plants("undertrained")
def undertrained(plan: Plan, folder: Folder) -> Made:
    """Training stopped while the loss was falling."""
    return _trained(plan, folder, Recipe(epochs=plan.by(3.0, 1.8, 0.2), constant=True, warmup=0.02))


@plants("no-validation")
def no_validation(plan: Plan, folder: Folder) -> Made:
    """Nothing was held out."""
    return _trained(plan, folder, Recipe(evaluations=0, epochs=plan.by(4.0, 6.0, 20.0)))
