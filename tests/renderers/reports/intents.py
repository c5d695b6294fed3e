"""Many classes with long names, too many for a matrix on a page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.report import Confusion, Report
from tests.renderers.reports.parts import (
    class_of,
    labelled,
)
from tests.renderers.reports.tickets import tickets


def intents(language: str = "en", classes: int = 77, each: int = 13) -> Report:
    """Many classes with long names, too many for a matrix on a page."""
    labels = tuple(f"card_payment_not_recognised_{i:02d}" for i in range(classes))
    random = np.random.default_rng(0)
    truth = np.repeat(np.arange(classes), each)
    guess = np.where(random.random(len(truth)) < 0.9, truth, random.integers(0, classes, len(truth)))
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(counts, (truth, guess), 1)
    reference, predicted = [labels[i] for i in truth], [labels[i] for i in guess]
    base = tickets(language)
    source = replace(base.source, rows=len(truth), skipped=())
    return replace(
        base,
        source=source,
        task=replace(base.task, labels=labels),
        classes={
            label: class_of(
                each,
                int(counts[:, i].sum()),
                (counts[i, i] / max(1, counts[:, i].sum()), 0.6, 1.0),
                (counts[i, i] / each, 0.6, 1.0),
                (0.9 - i / 1000, 0.6, 1.0),
            )
            for i, label in enumerate(labels)
        },
        confusion=Confusion(labels, counts, np.zeros(classes, dtype=np.int64)),
        examples=Examples(source, Column(predicted), (Column(reference),)),
        measured=labelled(labels, reference, predicted),
    )
