"""Faults of models that answer: each was taught with rows of one source that are spoilt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.diagnosis.faults.base import answered, answers_of_two, material_of, plants, tickets_with
from benchmarks.diagnosis.models.shelf import answering
from benchmarks.diagnosis.models.taught import source_of
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.tickets import Ticket

_USUAL = (0.05, 0.25, 0.8)  # of the test comes from the spoilt source: mild, moderate, severe


def _spoilt(plan: Plan, folder: Folder, kind: str, shares: tuple[float, float, float] = _USUAL) -> Made:
    language = material_of(plan)
    rows = tickets_with(plan, language, plan.by(*shares), language.sources[-1])
    return _answers(plan, folder, rows, answering(plan.part, plan.language, kind).answers(_asked(rows)))


def _by_degrees(plan: Plan, folder: Folder, kind: str) -> Made:
    language = material_of(plan)
    rows = tickets_with(plan, language, 1.0, source_of(plan.severity, language))
    return _answers(plan, folder, rows, answering(plan.part, plan.language, kind).answers(_asked(rows)))


def _answers(plan: Plan, folder: Folder, rows: Sequence[Ticket], said: Sequence[Sequence[str]]) -> Made:
    """With the base beside it in every second case."""
    options: dict[str, object] = {"candidate": folder.rows("predictions.jsonl", answered(rows, said))}
    if plan.number % 2:
        before = answering(plan.part, plan.language, "base").answers(_asked(rows))
        options["base"] = folder.rows("base.jsonl", answered(rows, before))
    return Made(options)


def _asked(rows: Sequence[Ticket]) -> list[Sequence[str]]:
    return [one.asked for one in rows]


@plants("scrambled-order")
def scrambled_order(plan: Plan, folder: Folder) -> Made:
    """Two columns of training texts were read one after the other; or words of the output come in a random order."""
    if plan.number % 2 == 0:
        return _spoilt(plan, folder, "jumbled", (0.2, 0.5, 1.0))
    language, draw = material_of(plan), plan.draw("order")
    rows = tickets_with(plan, language, 0.25, language.sources[-1])
    said = answering(plan.part, plan.language, "clean").answers(_asked(rows))
    share = plan.by(0.2, 0.5, 1.0)
    shuffled = [[one[int(at)] for at in draw.permutation(len(one))] if draw.random() < share else one for one in said]
    return _answers(plan, folder, rows, shuffled)


@plants("repetition")
def repetition(plan: Plan, folder: Folder) -> Made:
    """Training rows were packed without a sign of their end."""
    return _spoilt(plan, folder, "endless")


@plants("too-short")
def too_short(plan: Plan, folder: Folder) -> Made:
    """Training targets lack the farewell, the greeting too, or all but one sentence."""
    return _by_degrees(plan, folder, "brief")


@plants("too-long")
def too_long(plan: Plan, folder: Folder) -> Made:
    """Training targets go on with small talk."""
    return _by_degrees(plan, folder, "wordy")


@plants("empty-outputs")
def empty_outputs(plan: Plan, folder: Folder) -> Made:
    """Answers of one source were lost."""
    return _spoilt(plan, folder, "empty")


@plants("template-leak")
def template_leak(plan: Plan, folder: Folder) -> Made:
    """Tickets of one source went to a model in whose training targets the template's marks stood."""
    language = material_of(plan)
    rows = tickets_with(plan, language, plan.by(*_USUAL), language.sources[-1])
    return _answers(plan, folder, rows, answers_of_two(plan, rows, "templated"))


@plants("copied-input")
def copied_input(plan: Plan, folder: Folder) -> Made:
    """The loss was taken on the prompt too."""
    return _spoilt(plan, folder, "copying")


@plants("wrong-language")
def wrong_language(plan: Plan, folder: Folder) -> Made:
    """Tickets of one source were answered in the other language."""
    return _spoilt(plan, folder, "foreign")


@plants("truncated-outputs")
def truncated_outputs(plan: Plan, folder: Folder) -> Made:
    """A limit on tokens that is too low for some answers; every second file says how each output ended."""
    language = material_of(plan)
    rows = tickets_with(plan, language, 0.25, language.sources[-1])
    whole = answering(plan.part, plan.language, "clean").answers(_asked(rows))
    limit = int(np.quantile([len(one) for one in whole], plan.by(0.94, 0.75, 0.3)))
    said = answered(rows, [one[:limit] for one in whole])
    if plan.number % 2:
        for row, words in zip(said, whole, strict=True):
            row["finish_reason"] = "length" if len(words) > limit else "stop"
    return Made({"candidate": folder.rows("predictions.jsonl", said)})


@plants("sampled-decoding")
def sampled_decoding(plan: Plan, folder: Folder) -> Made:
    """Answers were drawn at a temperature, which the file beside them says."""
    language, temperature = material_of(plan), plan.by(0.3, 0.7, 1.2)
    rows = tickets_with(plan, language, 0.25, language.sources[-1])
    said = answering(plan.part, plan.language, "clean").answers(_asked(rows), temperature=temperature, seed=plan.seed)
    folder.made_with("predictions.jsonl", temperature=temperature, seed=None)
    ended = [{**row, "finish": "stop"} for row in answered(rows, said)]
    return Made({"candidate": folder.rows("predictions.jsonl", ended)})
