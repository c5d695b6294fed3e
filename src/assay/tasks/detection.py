"""What kind of task the examples are, and everything that follows from it."""

from __future__ import annotations

from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.messages import say
from assay.core.task import Task
from assay.tasks.base import TaskOptions
from assay.tasks.families import Reading, reading_of, said_by_user
from assay.tasks.gold import gold_of
from assay.tasks.label_set import label_set_of
from assay.tasks.positive import positive_of
from assay.tasks.samples import sample
from assay.text.language import language_of, language_shares
from assay.text.normalise import without_special_tokens

_READ = 200  # characters at the end of a text: a prompt begins with an instruction that is the same for all


def detect(examples: Examples, options: TaskOptions) -> Task:
    """The task of `examples`: what `options` say, and for the rest what the examples show.

    Raises InputError where there is nothing to judge or a reference is none of the labels given, UsageError where the
    positive label is none of them.
    """
    if len(examples) == 0:
        raise InputError("tasks.no-examples")
    reading = said_by_user(examples, options) or reading_of(examples)
    if reading.family == "classification":
        return _classification(examples, options, reading)
    return Task(
        reading.family,
        reading.why,
        detected=options.family == "auto",
        doubt=reading.doubt,
        text_language=language_of(_texts(next(iter(examples.references), examples.predictions))),
    )


def _classification(examples: Examples, options: TaskOptions, reading: Reading) -> Task:
    if not examples.references:
        raise InputError("tasks.no-references")
    gold = gold_of(examples, multilabel=reading.multilabel)
    labels = label_set_of(examples, gold, options)
    positive, doubt = (None, None) if reading.multilabel else positive_of(labels, gold, options)
    labels = labels.with_last(positive)
    doubts = [text for text in (reading.doubt, doubt) if text is not None]
    return Task(
        "classification",
        reading.why,
        detected=options.family == "auto",
        doubt=say("tasks.two-doubts", first=doubts[0], second=doubts[1])
        if len(doubts) > 1
        else next(iter(doubts), None),
        labels=labels.labels,
        other_names=labels.others,
        positive=positive,
        multilabel=reading.multilabel,
        text_language=next(iter(language_shares(_texts(examples.prompts))), None),
    )


def _texts(column: Column | None) -> list[str]:
    texts = [] if column is None else sample(column)
    return [without_special_tokens(text)[-_READ:] for text in texts]
