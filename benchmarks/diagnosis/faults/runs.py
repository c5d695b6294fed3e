"""Faults of repeated runs."""

from __future__ import annotations

from benchmarks.diagnosis.faults.base import Scene, candidate_of, labelled, plants, scene
from benchmarks.diagnosis.models.classifier import Classifier, Recipe
from benchmarks.diagnosis.plan import Folder, Made, Plan


def repeated(made: Scene, folder: Folder, models: list[Classifier]) -> dict[str, object]:
    """The first as the candidate, the others as its repeats."""
    names = []
    for place, model in enumerate(models[1:], 2):
        said = model.says([one.text for one in made.test])
        names.append(folder.rows(f"run-{place}.jsonl", labelled(made.test, said)))
    return {**candidate_of(made, folder, models[0]), "repeats": names}


def runs_of(
    made: Scene, count: int, rate: float = 4e-3, epochs: float = 6.0, rows: int | None = None
) -> list[Classifier]:
    """So many runs of one recipe, with seeds of their own."""
    seeds = made.plan.draw("runs").integers(1, 2**31, count).tolist()
    learn = made.learn[:rows]
    return [made.trained(Recipe(rate=rate, epochs=epochs, evaluations=0, seed=int(seed)), learn) for seed in seeds]


@plants("unstable-runs")
def unstable_runs(plan: Plan, folder: Folder) -> Made:
    """Few rows at a rate too high for them."""
    made = scene(plan)
    rate, rows = plan.by((0.25, 120), (0.45, 80), (0.6, 50))
    return Made(repeated(made, folder, runs_of(made, 5, rate, 8.0, rows)))


@plants("too-few-runs")
def too_few_runs(plan: Plan, folder: Folder) -> Made:
    """Four runs, two, or one that was given twice."""
    made = scene(plan)
    models = runs_of(made, plan.by(4, 2, 1))
    return Made(repeated(made, folder, models if len(models) > 1 else models * 2))


@plants("lucky-run")
def lucky_run(plan: Plan, folder: Folder) -> Made:
    """The best of several runs on these very examples."""
    made, tried = scene(plan), plan.by(3, 6, 10)
    models = runs_of(made, tried)
    best = max(models, key=lambda one: _right(one, made))
    return Made({**candidate_of(made, folder, best), "picked_from": tried})


def _right(model: Classifier, made: Scene) -> int:
    said = model.says([one.text for one in made.test])
    return sum(answer == one.label for answer, one in zip(said, made.test, strict=True))
