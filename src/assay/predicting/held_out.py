"""Held-out rows: asked like the others, into a file of their own, and what their labels say of the probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assay.core.asking import Question
from assay.core.errors import InputError
from assay.frozen import frozen
from assay.predicting.calibration import Calibration, calibration_from
from assay.predicting.jobs import Choices, Job
from assay.predicting.journal import check_target
from assay.predicting.run import Watcher, carry_out

if TYPE_CHECKING:
    from assay.models.base import Model
    from assay.predicting.request import Request
    from assay.readers.questions.asked import Asked

_NAMED = 3  # rows that are in both files


@frozen
class HeldOut:
    """The held-out rows of a request."""

    request: Request
    asked: Asked

    @classmethod
    def of(cls, request: Request, data: str, tested: Asked) -> HeldOut:
        """The rows at `data`, read as the test data are. Raises InputError where some are `tested` themselves: what is
        fitted on them would look better on them than it is.
        """
        from assay.readers.questions import read_questions

        for target in request.targets:
            check_target(beside(target), [data, request.data])
        found = read_questions(data, replace(request.asking, limit=None))
        known = {_question(one) for one in tested.questions}
        both = [one.id for one in found.questions if _question(one) in known]
        if both:
            raise InputError("predict.calibrate-on-test", path=data, n=len(both), ids=both[:_NAMED])
        return cls(request, found)

    def calibrated(self, job: Job, model: Model, target: Path, watcher: Watcher) -> Job:
        """The job, calibrated by what the model thinks of the held-out rows."""
        assert isinstance(job, Choices)  # noqa: S101 - a request without labels was refused
        own, questions = beside(target), self.asked.questions
        asking = Choices(questions, job.labels)
        carry_out(asking, model, self.request.data_settings(self.asked), own, watcher, force=self.request.force)
        calibration = _calibration(own, questions, job.labels)
        watcher.noted(calibration.note)
        return replace(job, calibration=calibration)


def beside(target: Path) -> Path:
    """Where what the model thinks of the held-out rows is kept."""
    return target.with_name(f"{target.stem}-held-out{target.suffix}")


def _calibration(output: Path, questions: Sequence[Question], labels: Sequence[str]) -> Calibration:
    rows = [msgspec.json.decode(line) for line in output.read_bytes().splitlines()]
    thought = [row.get("probabilities") for row in rows]
    known = [None if one is None else [one[label] for label in labels] for one in thought]
    return calibration_from(questions, labels, known)


def _question(one: Question) -> tuple[object, ...]:
    return one.messages, one.text
