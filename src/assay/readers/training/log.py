"""A log as a run: its curves, and the recipe that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from assay.core.errors import InputError
from assay.core.examples import Source
from assay.core.messages import say
from assay.core.training_run import TrainingRun
from assay.readers.files.content import Content
from assay.readers.files.digest import digest_of
from assay.readers.files.locate import locate
from assay.readers.training.curves import Curves, curves_of, number_of
from assay.readers.training.entries import entries_of
from assay.readers.training.recipe import recipe_in, tool_of

SCORE = "score:"


def run_of(path: Path, source: str) -> TrainingRun:
    """The run that the log at `path` tells of, called `source`. Raises InputError where it cannot be read, or holds no
    losses.
    """
    (content, *_) = (Content.of(path),) if path.is_file() else locate(source).contents
    entries, around = entries_of(content.text())
    curves = curves_of(entries)
    if not len(curves.get("loss")) and not len(curves.get("validation")):
        raise InputError("readers.no-losses", path=source)
    tool = tool_of(list(entries))
    recipe = recipe_in(path.parent, tool)
    why = say("readers.why-log", tool=recipe.tool or say("readers.unknown-tool"), points=len(curves.get("loss")))
    known = Source(source, "training-log", why, len(entries), digest_of((content,))())
    scores = {name.removeprefix(SCORE): one for name, one in curves.by_name.items() if name.startswith(SCORE)}
    loss, validation, rate, gradient = map(curves.get, ("loss", "validation", "rate", "gradient"))
    run = TrainingRun(known, loss, validation, scores, rate, gradient, restarts=curves.restarts, recipe=recipe)
    return _with_plan(run, curves, around)


def _with_plan(run: TrainingRun, curves: Curves, around: Mapping[str, object]) -> TrainingRun:
    planned = number_of(around.get("max_steps")) or curves.planned or run.recipe.number("max_steps")
    epochs = number_of(around.get("epoch"))
    return replace(
        run,
        planned=int(planned) if planned and planned > 0 else None,
        has_steps=curves.has_steps,
        epochs=epochs if epochs is not None else curves.epochs,
    )
