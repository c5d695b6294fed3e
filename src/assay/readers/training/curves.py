"""From a log's entries to curves: steps that go back are a run that was taken up again, doubled lines are one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assay.core.training_run import Curve
from assay.frozen import frozen
from assay.readers.training.entries import Entry
from assay.text.patterns import pattern

STEP = ("step", "current_steps", "global_step", "global_step/max_steps", "steps", "iter", "iteration", "_step")
EPOCH = ("epoch", "train/epoch")
LOSS = ("loss", "train/loss", "train_loss", "training_loss")
VALIDATION = ("eval_loss", "eval/loss", "val_loss", "validation_loss", "valid_loss")
RATE = ("learning_rate", "lr", "train/learning_rate")
GRADIENT = ("grad_norm", "train/grad_norm")

_SUMMARY = frozenset({"train_runtime", "train_samples_per_second"})  # of the last entry, whose loss is a mean over all
_SCORE = pattern(r"(?:eval|val|valid|validation)[_/](.+)")
_NAMED_LOSS = pattern(r"eval[_/].+[_/]loss")
_NO_SCORE = pattern(r"loss$|runtime|per_second|_mem|^logits|^logps|^rewards/(?:chosen|rejected)$|_timing$|^num_")


@dataclass
class Points:
    """The points of one curve while they are read."""

    at: dict[float, float] = field(default_factory=dict)
    last: float = -math.inf

    def add(self, step: float, value: float) -> bool:
        """One more point; whether the log went back, so that what stood from there on was done again."""
        back = step < self.last
        if back:
            self.at = {known: old for known, old in self.at.items() if known < step}
        self.at[step] = value
        self.last = step
        return back

    @property
    def curve(self) -> Curve:
        """The points in the order of their steps."""
        steps = np.array(sorted(self.at), np.float64)
        return Curve(steps, np.array([self.at[step] for step in steps.tolist()], np.float64))


@frozen
class Curves:
    """All curves of a log, and how often it went back."""

    by_name: Mapping[str, Curve]
    restarts: int
    epochs: float | None
    planned: int | None
    has_steps: bool

    def get(self, name: str) -> Curve:
        """The curve; an empty one where the log has none."""
        return self.by_name.get(name, Curve())


def curves_of(entries: Sequence[Entry]) -> Curves:
    """The curves by name: "loss", "validation", "rate", "gradient", and "score:..." for other figures of held-out data.

    An entry without a step stands one after the entry before.
    """
    points: dict[str, Points] = {}
    restarts, step, epochs, planned, has_steps = 0, 0.0, None, None, False
    for entry in entries:
        if not _SUMMARY.isdisjoint(entry):
            continue
        values = dict(_values(entry))
        said, of = _step(entry)
        if not values:
            continue
        step = step + 1 if said is None else said
        has_steps = has_steps or said is not None
        planned = of or planned
        epoch = _first(entry, EPOCH)
        epochs = epochs if epoch is None else epoch
        back = [points.setdefault(name, Points()).add(step, value) for name, value in values.items()]
        restarts += any(back)
    return Curves({name: one.curve for name, one in points.items()}, restarts, epochs, planned, has_steps)


def _values(entry: Entry) -> list[tuple[str, float]]:
    known = (("loss", LOSS), ("validation", VALIDATION), ("rate", RATE), ("gradient", GRADIENT))
    found = [(name, value) for name, keys in known if (value := _first(entry, keys)) is not None]
    if all(name != "validation" for name, _ in found):
        found += _of_named_set(entry)
    for key, said in entry.items():
        score = _SCORE.fullmatch(str(key))
        number = None if score is None or _NO_SCORE.search(score[1]) else number_of(said)
        if score is not None and number is not None:
            found.append((f"score:{score[1]}", number))
    return found


def _of_named_set(entry: Entry) -> list[tuple[str, float]]:
    """The loss on the first of several sets of held-out data, which trainers name eval_NAME_loss."""
    keys = (str(key) for key in entry if _NAMED_LOSS.fullmatch(str(key)))
    numbers = (number_of(entry[key]) for key in keys)
    return [("validation", number) for number in numbers if number is not None][:1]


def _step(entry: Entry) -> tuple[float | None, int | None]:
    """The step, and of how many, where the entry says so."""
    value: object = next((entry[key] for key in STEP if entry.get(key) not in {None, ""}), None)
    if isinstance(value, str) and "/" in value:
        done, _, of = value.partition("/")
        return number_of(done), int(number_of(of) or 0) or None
    planned = number_of(entry.get("total_steps"))
    return number_of(value), None if planned is None else int(planned)


def _first(entry: Entry, keys: Sequence[str]) -> float | None:
    numbers = (number_of(entry.get(key)) for key in keys)
    return next((number for number in numbers if number is not None), None)


def number_of(value: object) -> float | None:
    """A number, also as text ("NaN", "1e-4"); None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return float(value)
    except ValueError:
        return None
