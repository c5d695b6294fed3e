"""Faults of the test set and of the training data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.diagnosis.faults.base import (
    Scene,
    candidate_of,
    instructed,
    plants,
    scene,
    some,
)
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.languages import material
from benchmarks.diagnosis.text.material import Draw
from benchmarks.diagnosis.text.messages import Message, messages

_OTHER = {"en": "zh", "zh": "en"}
_SMALL = {"mild": 60, "moderate": 30, "severe": 15}


def _with_rows(made: Scene, folder: Folder, learn: Sequence[Message]) -> Made:
    """A model trained on these rows, with them beside it."""
    model = made.trained(learn=learn)
    return Made({**candidate_of(made, folder, model), "train": [folder.rows("train.jsonl", instructed(learn))]})


@plants("small-test-set")
def small_test_set(plan: Plan, folder: Folder) -> Made:
    """60, 30 or 15 examples, from every second set of which a policy asks more than they can decide."""
    made = scene(replace(plan, n=_SMALL[plan.severity]))
    options = candidate_of(made, folder, made.trained())
    if plan.number % 2:
        (folder.path / "policy.yaml").write_text("gates:\n  - accuracy >= 0.85\n", encoding="utf-8")
        options["policy"] = "policy.yaml"
    return Made(options)


@plants("duplicate-examples")
def duplicate_examples(plan: Plan, folder: Folder) -> Made:
    """Some test examples stand there twice."""
    made = scene(plan)
    again = [made.test[place] for place in some(made.draw, plan.n, plan.by(0.02, 0.1, 0.4))]
    doubled = replace(made, test=[*made.test[: plan.n - len(again)], *again])
    return Made(candidate_of(doubled, folder, made.trained()))


@plants("train-test-leak")
def train_test_leak(plan: Plan, folder: Folder) -> Made:
    """Test examples were put into training, word for word or with a word changed."""
    made, draw = scene(plan), plan.draw("leak")
    edit: Callable[[str], str] = (lambda text: text) if plan.number % 2 == 0 else _edit(plan.language, draw)
    leaked = [made.test[place] for place in some(draw, plan.n, plan.by(0.03, 0.15, 0.6))]
    rows = [*made.learn, *(replace(one, text=edit(one.text)) for one in leaked)]
    return _with_rows(made, folder, [rows[int(place)] for place in draw.permutation(len(rows))])


def _edit(language: str, draw: Draw) -> Callable[[str], str]:
    def edited(text: str) -> str:
        if language == "zh":
            return text.replace("，", ",").replace("。", "！")
        words = text.split()
        words[int(draw.integers(len(words)))] = "really"
        return " ".join(words).upper()

    return edited


@plants("train-duplicates")
def train_duplicates(plan: Plan, folder: Folder) -> Made:
    """Training rows stand there several times."""
    made, draw = scene(plan), plan.draw("twice")
    again = [made.learn[place] for place in some(draw, len(made.learn), plan.by(0.03, 0.15, 0.6))]
    return _with_rows(made, folder, [*made.learn, *again])


@plants("train-imbalance")
def train_imbalance(plan: Plan, folder: Folder) -> Made:
    """One label has few training rows."""
    rare = plan.by(0.018, 0.01, 0.004)
    rest = (1 - rare) / 4
    made = scene(plan, learn_shares=(rest, rest, rest, rest, rare))
    return _with_rows(made, folder, made.learn)


@plants("unseen-labels")
def unseen_labels(plan: Plan, folder: Folder) -> Made:
    """One label of the test is not in training."""
    share = plan.by(0.03, 0.1, 0.3)
    rest = (1 - share) / 4
    made = scene(plan, shares=(rest, rest, rest, share, rest))
    return _with_rows(made, folder, [one for one in made.learn if one.label != made.labels[3]])


@plants("train-test-shift")
def train_test_shift(plan: Plan, folder: Folder) -> Made:
    """Test messages in the other language, or far longer ones than in training."""
    made, draw = scene(plan), plan.draw("shift")
    places = set(some(draw, plan.n, plan.by(0.1, 0.35, 0.9)))
    if plan.number % 2 == 0:
        others = messages(material(_OTHER[plan.language]), "topic", plan.n, draw)
        texts = [other.text for other in others]
    else:
        more = messages(material(plan.language), "topic", 3 * plan.n, draw)
        texts = [
            "".join([one.text, *(other.text for other in more[3 * at : 3 * at + 3])])
            for at, one in enumerate(made.test)
        ]
    test = [replace(one, text=texts[at]) if at in places else one for at, one in enumerate(made.test)]
    return _with_rows(replace(made, test=test), folder, made.learn)
