"""Faults of models that label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.diagnosis.faults.base import (
    Scene,
    calibrated,
    candidate_of,
    cut_at,
    flipped,
    instructed,
    labelled,
    log_of,
    material_of,
    plants,
    scene,
    some,
)
from benchmarks.diagnosis.models.classifier import Classifier, Recipe
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.messages import Message, labels_of

_FAX = {"en": "Sent by fax, page one of one: ", "zh": "传真件共一页，内容如下："}
_LONGER = Recipe(rate=8e-3, epochs=10)
_NO_LABEL = {
    "en": ("I am not sure what this is about.", "Please see the attachment.", "N/A - ask a colleague"),
    "zh": ("我不确定这是什么问题。", "请看附件内容。", "无法判断，请转人工"),
}


def _with_training(plan: Plan, folder: Folder, model: Classifier, rows: list[Message] | Scene) -> dict[str, object]:
    """Every second case has its training beside it."""
    if plan.number % 2 == 0:
        return {}
    learnt = rows.learn if isinstance(rows, Scene) else rows
    return {"train": [folder.rows("train.jsonl", instructed(learnt))], "log": log_of(folder, model)}


@plants("accuracy-paradox")
def accuracy_paradox(plan: Plan, folder: Folder) -> Made:
    """One label is rare in the test and hardly there in training."""
    rare, learnt = plan.by(0.25, 0.2, 0.1), plan.by(0.06, 0.03, 0.005)
    made = scene(plan, "urgency", shares=(rare, 1 - rare), learn_shares=(learnt, 1 - learnt))
    model = made.trained()
    return Made({**candidate_of(made, folder, model), **_with_training(plan, folder, model, made)})


@plants("class-imbalance")
def class_imbalance(plan: Plan, folder: Folder) -> Made:
    """Two labels are rarer in the test and much rarer in training."""
    rare, learnt = plan.by(0.07, 0.1, 0.12), plan.by(0.03, 0.012, 0.002)
    made = scene(
        plan,
        shares=_uneven(rare),
        learn_shares=_uneven(learnt),
    )
    model = made.trained()
    return Made({**candidate_of(made, folder, model), **_with_training(plan, folder, model, made)})


def _uneven(rare: float) -> tuple[float, ...]:
    common = (1 - 2 * rare) / 3
    return (common, common, common, rare, rare)


@plants("label-collapse")
def label_collapse(plan: Plan, folder: Folder) -> Made:
    """Nearly all training rows have one label; or the learning rate blew the network up."""
    if plan.number % 2 == 0:
        most = plan.by(0.82, 0.93, 0.99)
        made = scene(plan, learn_shares=(most, *[(1 - most) / 4] * 4), learn=800)
        model = made.trained()
        beside = {"train": [folder.rows("train.jsonl", instructed(made.learn))]}
        return Made({**candidate_of(made, folder, model), **beside}, right=("rebalance-labels",))
    made = scene(plan)
    model = made.trained(Recipe(rate=plan.by(2.0, 5.0, 20.0), constant=True, decay=0.0))
    return Made({**candidate_of(made, folder, model), "log": log_of(folder, model)}, right=("lower-learning-rate",))


@plants("low-recall-class")
def low_recall_class(plan: Plan, folder: Folder) -> Made:
    """Of one label most training rows were lost."""
    made = scene(plan)
    kept, label = plan.by(0.25, 0.06, 0.02), made.labels[1]
    draw = made.draw
    rows = [one for one in made.learn if one.label != label or draw.random() < kept]
    model = made.trained(learn=rows)
    return Made({**candidate_of(made, folder, model), **_with_training(plan, folder, model, rows)})


@plants("low-precision-class")
def low_precision_class(plan: Plan, folder: Folder) -> Made:
    """Training rows of one source were all given one label."""
    made, label = scene(plan), labels_of(material_of(plan), "topic")[2]
    rows = _faxed(made.learn, 0.3, plan, "learn", label)
    model = made.trained(_LONGER, rows)
    rest = replace(made, test=_faxed(made.test, plan.by(0.08, 0.2, 0.4), plan, "test"))
    return Made({**candidate_of(rest, folder, model), **_with_training(plan, folder, model, rows)})


def _faxed(rows: Sequence[Message], share: float, plan: Plan, name: str, label: str | None = None) -> list[Message]:
    """The same, of which a share say that they came by fax, with another label where one is given."""
    among = set(some(plan.draw("fax", name), len(rows), share))
    tag = _FAX[plan.language]
    return [
        replace(one, text=tag + one.text, label=label or one.label) if place in among else one
        for place, one in enumerate(rows)
    ]


@plants("confused-labels")
def confused_labels(plan: Plan, folder: Folder) -> Made:
    """People took two labels for each other, so that their definitions overlap."""
    made, share, draw = scene(plan), plan.by(0.15, 0.38, 0.46), plan.draw("confused")
    first, second = made.labels[0], made.labels[3]
    other = {first: second, second: first}

    def mixed(rows: list[Message]) -> list[Message]:
        return [replace(one, label=other[one.label]) if _is(one, other, draw, share) else one for one in rows]

    both = replace(made, learn=mixed(list(made.learn)), watch=mixed(list(made.watch)), test=mixed(list(made.test)))
    model = both.trained()
    return Made({**candidate_of(both, folder, model), **_with_training(plan, folder, model, both)})


def _is(one: Message, other: dict[str, str], draw: np.random.Generator, share: float) -> bool:
    return one.label in other and bool(draw.random() < share)


@plants("threshold-misplaced")
def threshold_misplaced(plan: Plan, folder: Folder) -> Made:
    """The positive label is said from too high a probability on, or from too low a one."""
    made = scene(plan, "urgency", shares=(0.4, 0.6))
    model = made.trained()
    shares = calibrated(model, made)
    lost = plan.by(0.2, 0.5, 0.8)  # of what is rightly called at one half
    right = [own for one, own in zip(made.test, shares[:, 0].tolist(), strict=True) if _is_right(one, own, made)]
    sides = [own for own in right if own >= 0.5], [own for own in right if own < 0.5]
    cut = float(np.quantile(sides[0], lost) if plan.number % 2 == 0 else np.quantile(sides[1], 1 - lost))
    rows = labelled(made.test, cut_at(shares, 0, cut, made.labels), shares, made.labels)
    return Made({"candidate": folder.rows("predictions.jsonl", rows), "positive": made.labels[0]})


def _is_right(one: Message, share: float, made: Scene) -> bool:
    return (one.label == made.labels[0]) == (share >= 0.5)


@plants("miscalibrated")
def miscalibrated(plan: Plan, folder: Folder) -> Made:
    """Confidences that are too sure: a wrong temperature, or few rows learnt by heart."""
    made = scene(plan, blur=0.5)
    if plan.number % 2 == 0:
        model, sharper = made.trained(), plan.by(1.5, 2.5, 5.0)
        shares = calibrated(model, made, sharper)
    else:
        model = made.trained(Recipe(epochs=60, decay=0.0, dropout=0.0, evaluations=0), made.learn[:300])
        from benchmarks.diagnosis.models.classifier import probabilities

        shares = probabilities(model.logits([one.text for one in made.test]))
    said = [made.labels[code] for code in shares.argmax(axis=1).tolist()]
    return Made({"candidate": folder.rows("predictions.jsonl", labelled(made.test, said, shares, made.labels))})


@plants("unparsed-outputs")
def unparsed_outputs(plan: Plan, folder: Folder) -> Made:
    """Training rows of one source have phrases where labels should be; the model learnt them."""
    made, phrase = scene(plan), _NO_LABEL[plan.language][plan.n % 3]
    rows = _faxed(made.learn, 0.3, plan, "learn", phrase)
    model = replace(made, labels=[*made.labels, phrase]).trained(_LONGER, rows)
    rest = replace(made, test=_faxed(made.test, plan.by(0.04, 0.2, 0.7), plan, "test"))
    return Made(
        {**candidate_of(rest, folder, model), "labels": list(made.labels), **_with_training(plan, folder, model, rows)}
    )


@plants("label-noise")
def label_noise(plan: Plan, folder: Folder) -> Made:
    """Labels of the test are wrong."""
    made = scene(plan, blur=0.15)
    model = made.trained()
    shares = calibrated(model, made)
    said = [made.labels[code] for code in shares.argmax(axis=1).tolist()]
    noisy = flipped(made.test, made.labels, plan.by(0.04, 0.12, 0.25), plan.draw("flipped"))
    return Made({"candidate": folder.rows("predictions.jsonl", labelled(noisy, said, shares, made.labels))})
