"""What a training run was, in a few sentences: the trainer, its arguments, and where its losses began and ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import count
from assay.renderers.said.safety import Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from assay.core.training_run import Curve, TrainingRun
    from assay.renderers.said.view import View
    from assay.renderers.said.words import Words

MOST_SCORES = 12
ARGUMENTS = ("learning_rate", "epochs", "batch_size", "accumulation", "schedule", "warmup", "lora_rank", "max_length")


def blocks(view: View) -> list[Block]:
    """One; none without a run."""
    run = view.report.run
    if run is None:
        return []
    words = view.words
    head = tuple(words(f"renderers.course-{name}") for name in ("curve", "first", "best", "at", "last"))
    rows = tuple(_rows(view, run))
    return [
        Block(
            "course",
            words("renderers.course"),
            tuple(_sentences(view, run)),
            Table(head, rows, frozenset({1, 2, 3, 4})) if rows else None,
            drawing=partial(_drawing, words, run, view.report.confidence.level),
        )
    ]


def _drawing(words: Words, run: TrainingRun, level: float) -> Markup | None:
    from assay.renderers.page.drawings.course import course  # only pages draw

    return course(words, run, level)


def _sentences(view: View, run: TrainingRun) -> Iterator[str]:
    words = view.words
    tool = run.recipe.tool or words("renderers.course-some-trainer")
    epochs = "" if run.epochs is None else words("renderers.course-epochs", n=f"{run.epochs:.3g}")
    yield words("renderers.course-steps", tool=tool, n=count(run.steps), epochs=epochs)
    if run.planned is not None and run.steps < 0.98 * run.planned:
        yield words("renderers.course-stopped", n=count(run.steps), planned=count(run.planned))
    if run.restarts:
        yield words("renderers.course-restarts", n=run.restarts)
    told = [f"{name} {_plain(run.recipe.arguments[name])}" for name in ARGUMENTS if name in run.recipe.arguments]
    if told:
        yield words("renderers.course-arguments", arguments=[Quoted(one) for one in told])


def _rows(view: View, run: TrainingRun) -> Iterator[tuple[str, ...]]:
    for name, curve in (("loss", run.loss), ("validation", run.validation)):
        if len(curve.finite):
            yield _row(view.words(f"renderers.course-{name}"), curve)
    for score, curve in list(run.scores.items())[:MOST_SCORES]:
        if len(curve.finite):
            yield _row(Quoted(score), curve, highest=not score.endswith("loss"))


def _row(title: str, curve: Curve, *, highest: bool = False) -> tuple[str, ...]:
    steps, values = curve.finite.steps, curve.finite.values
    best = int(values.argmax() if highest else values.argmin())
    return title, _figure(values[0]), _figure(values[best]), count(steps[best]), _figure(values[-1])


def _figure(value: float) -> str:
    return f"{value:.4g}"


def _plain(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float) else value
