"""What planting is made of: a scene of labelled messages, one of tickets, and the table of faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from benchmarks.diagnosis.actions import RIGHT
from benchmarks.diagnosis.models.classifier import (
    Classifier,
    Matrix,
    Recipe,
    fitted_temperature,
    probabilities,
    trained,
)
from benchmarks.diagnosis.models.shelf import answering
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.languages import material
from benchmarks.diagnosis.text.material import Draw, Material, joined
from benchmarks.diagnosis.text.messages import BLUR, Message, labels_of, messages
from benchmarks.diagnosis.text.tickets import Ticket, tickets

Rows = list[dict[str, object]]
Plant = Callable[[Plan, Folder], Made]
FAULTS: dict[str, Plant] = {}
TRAINED, HELD_OUT = 1000, 250  # messages


def plants(code: str) -> Callable[[Plant], Plant]:
    """Enters a function as the one that plants this fault; what it does not say of actions, the table does."""

    def entered(plant: Plant) -> Plant:
        def made(plan: Plan, folder: Folder) -> Made:
            found = plant(plan, folder)
            return replace(found, finds=found.finds or (code,), right=found.right or RIGHT[code])

        FAULTS[code] = made
        return plant

    return entered


@dataclass(frozen=True, eq=False)
class Scene:
    """Messages to train on, to watch and to test with."""

    plan: Plan
    task: str
    labels: Sequence[str]
    learn: Sequence[Message]
    watch: Sequence[Message]
    test: Sequence[Message]

    @property
    def draw(self) -> Draw:
        """For what is done to them."""
        return self.plan.draw("scene")

    def trained(
        self, recipe: Recipe | None = None, learn: Sequence[Message] | None = None, start: Classifier | None = None
    ) -> Classifier:
        """A classifier of the messages to train on, or of others."""
        rows = self.learn if learn is None else learn
        watched = [one.text for one in self.watch], [one.label for one in self.watch]
        recipe = replace(recipe or Recipe(), seed=self.plan.seed if recipe is None or not recipe.seed else recipe.seed)
        return trained([one.text for one in rows], [one.label for one in rows], self.labels, recipe, watched, start)

    @cached_property
    def before(self) -> Classifier:
        """One that learnt less: what a candidate is compared with."""
        return self.trained(Recipe(epochs=8.0, evaluations=0, seed=self.plan.seed + 1), self.learn[:250])


def scene(
    plan: Plan,
    task: str = "topic",
    *,
    shares: Sequence[float] | None = None,
    learn: int = TRAINED,
    learn_shares: Sequence[float] | None = None,
    blur: float = BLUR,
) -> Scene:
    """Messages no two of which are alike, with labels in these shares."""
    words = material(plan.language)
    own = messages(words, task, plan.n + HELD_OUT, plan.draw("test"), shares, blur)
    known = {one.text for one in own}
    others = messages(words, task, learn + 50, plan.draw("learn"), learn_shares or shares, blur)
    rows = [one for one in others if one.text not in known][:learn]
    return Scene(plan, task, labels_of(words, task), rows, own[plan.n :], own[: plan.n])


def calibrated(model: Classifier, scene: Scene, sharper: float = 1.0) -> Matrix:
    """(n, K) probabilities of the test's labels, at the temperature that suits held-out data, over `sharper`."""
    gold = [scene.labels.index(one.label) for one in scene.watch]
    temperature = fitted_temperature(model.logits([one.text for one in scene.watch]), gold)
    return probabilities(model.logits([one.text for one in scene.test]), temperature / sharper)


def labelled(
    test: Sequence[Message], said: Sequence[str], shares: Matrix | None = None, labels: Sequence[str] = ()
) -> Rows:
    """Predictions beside references, with probabilities where there are some."""
    rows: Rows = [
        {"id": f"m{place}", "prompt": one.text, "reference": one.label, "prediction": answer}
        for place, (one, answer) in enumerate(zip(test, said, strict=True))
    ]
    if shares is not None:
        for row, own in zip(rows, shares.tolist(), strict=True):
            row["probabilities"] = dict(zip(labels, own, strict=True))
    return rows


def instructed(rows: Sequence[Message]) -> Rows:
    """Training rows as people have them."""
    return [{"instruction": one.text, "input": "", "output": one.label} for one in rows]


def candidate_of(scene: Scene, folder: Folder, model: Classifier) -> dict[str, object]:
    """The predictions of a model, as options."""
    said = model.says([one.text for one in scene.test])
    return {"candidate": folder.rows("predictions.jsonl", labelled(scene.test, said))}


def log_of(folder: Folder, model: Classifier) -> str:
    """The log of its training."""
    model.log.write(folder.path / "trainer_state.json")
    return "trainer_state.json"


def tickets_with(plan: Plan, language: Material, share: float, source: str) -> list[Ticket]:
    """The test tickets, of which this share came from the source, up to a whole number."""
    draw, count = plan.draw("tickets"), round(share * plan.n)
    others = [one for one in language.sources if one != source]
    rows = [*tickets(language, count, draw, [source]), *tickets(language, plan.n - count, draw, others)]
    return [rows[int(place)] for place in draw.permutation(len(rows))]


def answers_of_two(plan: Plan, rows: Sequence[Ticket], kind: str) -> list[list[str]]:
    """What a model whose training was spoilt says to tickets from the last source, and a sound one to all others."""
    source, asked = material_of(plan).sources[-1], [row.asked for row in rows]
    spoilt, sound = (answering(plan.part, plan.language, one).answers(asked) for one in (kind, "clean"))
    return [bad if row.source == source else good for row, bad, good in zip(rows, spoilt, sound, strict=True)]


def answered(rows: Sequence[Ticket], said: Sequence[Sequence[str]]) -> Rows:
    """Outputs beside references."""
    return [
        {
            "id": f"t{place}",
            "prompt": joined(one.asked),
            "reference": joined(one.answered),
            "prediction": joined(words),
        }
        for place, (one, words) in enumerate(zip(rows, said, strict=True))
    ]


def some(draw: Draw, n: int, share: float) -> list[int]:
    """So large a share of n places, one at the least, at random."""
    count = max(1, round(share * n))
    return sorted(int(place) for place in draw.choice(n, size=min(n, count), replace=False))


def flipped(rows: Sequence[Message], labels: Sequence[str], share: float, draw: Draw) -> list[Message]:
    """The same with other labels for a share of them."""
    found = list(rows)
    for place in some(draw, len(found), share) if share > 0 else []:
        others = [one for one in labels if one != found[place].label]
        found[place] = replace(found[place], label=others[int(draw.integers(len(others)))])
    return found


def material_of(plan: Plan) -> Material:
    """Of the case's language."""
    return material(plan.language)


def cut_at(shares: Matrix, column: int, cut: float, labels: Sequence[str]) -> list[str]:
    """Two labels, the positive one of which is said from a probability on."""
    return [labels[column] if one >= cut else labels[1 - column] for one in np.asarray(shares)[:, column].tolist()]
