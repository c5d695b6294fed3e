"""What only examples with one label each have: the majority, the classes, the outputs that name none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assay.core.difference import Baseline
from assay.core.label_probabilities import LabelProbabilities
from assay.core.messages import Text
from assay.core.report import ClassEstimates, Parsing
from assay.intervals.paired import difference
from assay.metrics.classification.labels import had_they_been_right, label_table, majority_baseline, parsing
from assay.metrics.classification.probabilities import lacks_probabilities, scored
from assay.metrics.find import find
from assay.pipeline.subject import Subject
from assay.policy import Evidence, Policy

BASELINE_METRICS = ("accuracy", "balanced_accuracy", "precision", "recall", "f1", "macro_f1")


def baseline_of(subject: Subject) -> Baseline | None:
    """Always saying the majority class, measured alike, and how much better the candidate is; None without classes."""
    if not subject.has_classes:
        return None
    majority = replace(subject, examples=majority_baseline(subject.examples, subject.task))
    ours, theirs = (side.measure(find("accuracy")) for side in (subject, majority))
    if isinstance(ours, Text) or isinstance(theirs, Text):
        return None
    return Baseline(
        kind="majority",
        label=label_table(subject.examples, subject.task).majority,
        estimates=majority.estimates(BASELINE_METRICS),
        difference=difference(ours, theirs, subject.units, subject.confidence),
    )


def probabilities_of(subject: Subject) -> LabelProbabilities | None:
    """What the model thought of each label, beside the references; None where it gave no probabilities of all."""
    examples, task = subject.examples, subject.task
    if not subject.has_classes or examples.probabilities is None or lacks_probabilities(examples, task) is not None:
        return None
    found = scored(examples, task)
    rows = np.flatnonzero(~found.unknown)
    given = label_table(examples, task).references[rows]
    return LabelProbabilities(task.labels, given, found.known, lambda row: examples.id_of(int(rows[row])), rows)


def with_unparsed(evidence: Evidence, subject: Subject, policy: Policy) -> Evidence:
    """The evidence, and beside it what it would be had every unparsed output been right."""
    if not subject.has_classes:
        return evidence
    unparsed = int(label_table(subject.examples, subject.task).unparsed.sum())
    if not unparsed:
        return evidence
    right = replace(subject, examples=had_they_been_right(subject.examples, subject.task))
    other = replace(evidence, estimates=right.estimates(policy.metrics), baseline=baseline_of(right))
    return replace(evidence, unparsed=unparsed, if_parsed=other)


def classes_of(subject: Subject) -> Mapping[str, ClassEstimates] | None:
    """Precision, recall and F1 of every class; None where there are no classes."""
    if not subject.has_classes:
        return None
    table = label_table(subject.examples, subject.task)
    return {
        label: ClassEstimates(
            support=int(table.counts[code].sum() + table.unparsed[code]),
            predicted=int(table.counts[:, code].sum()),
            **{name: subject.of_class(name, label) for name in ("precision", "recall", "f1")},
        )
        for code, label in enumerate(subject.task.labels)
    }


def parsing_of(subject: Subject) -> Parsing | None:
    """How the outputs became labels; None where there are no labels."""
    if not subject.has_classes:
        return None
    unparsed = subject.estimates(["unparsed_rate"])
    return parsing(subject.examples, subject.task, unparsed["unparsed_rate"]) if unparsed else None
