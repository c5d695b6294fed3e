"""What was judged, and how it was read: what to know before any number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.report import Report
from assay.renderers.said.figures import count
from assay.renderers.said.safety import Quoted
from assay.renderers.said.words import Words

if TYPE_CHECKING:
    from assay.core.training_data import TrainingData


class Subject:
    """The subject of a report, in plain strings."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words = Words(report.language)

    @property
    def subject(self) -> str:
        """What was judged: the file's own name."""
        path = self.report.source.path
        if path in {"", "-"}:
            return self.words("renderers.subject-values" if not path else "renderers.subject-standard-input")
        return Quoted(path.replace("\\", "/").rsplit("/", 1)[-1])

    @property
    def task(self) -> str:
        """The kind of task, with its labels."""
        task = self.report.task
        kind = self.words.named("renderers.task-", f"{task.family}{'-multilabel' if task.multilabel else ''}")
        if not task.labels:
            return kind
        if task.positive is None:
            return self.words("renderers.task-labels", kind=kind, n=len(task.labels))
        return self.words("renderers.task-positive", kind=kind, n=len(task.labels), positive=task.positive)

    @property
    def is_run_alone(self) -> bool:
        """Whether there are no examples, and the course of a training is all that there is to say."""
        return self.report.run is not None and not self.report.n_units

    @property
    def size(self) -> str:
        """How much was looked at."""
        key = "renderers.entries-n" if self.is_run_alone else "renderers.examples-n"
        return self.words(key, n=self.report.source.rows)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was judged, by what, in a few words each."""
        report = self.report
        if self.is_run_alone:
            entries = (self.words("renderers.fact-entries"), count(report.source.rows))
            return [(self.words("renderers.fact-log"), self.subject), entries]
        return [
            (self.words("renderers.fact-predictions"), self.subject),
            (self.words("renderers.fact-examples"), count(report.source.rows)),
            (self.words("renderers.fact-task"), self.task),
            (self.words("renderers.fact-policy"), report.judgement.policy),
        ]

    @property
    def remarks(self) -> list[str]:
        """What to know before the numbers: how the file and the task were recognised, what counts as independent."""
        report = self.report
        units = None if self.is_run_alone else report.units
        sentences = [report.source.why, report.task.why, report.task.doubt, units, *report.source.notes]
        known = [*([self._looks] if report.looks.tests > 1 else []), *map(self.words.of, filter(None, sentences))]
        return known if report.training is None else [*known, self._trained_on(report.training)]

    def _trained_on(self, training: TrainingData) -> str:
        rows, exact, leaked = count(training.rows), training.exact, training.leaked
        if exact is None or leaked is None:
            return self.words("renderers.trained-on-uncompared", rows=rows)
        found, near = int(exact.sum()), int((leaked & ~exact).sum())
        return self.words("renderers.trained-on", rows=rows, exact=found, n=count(len(exact)), near=near)

    @property
    def _looks(self) -> str:
        looks = self.report.looks
        values = {"number": looks.number, "picked_from": looks.picked_from, "level": self.level}
        asked = f"{100 * self.report.asked_level:g}\u00a0%"
        return self.words(f"renderers.looks-{'picked' if looks.picked_from > 1 else 'many'}", asked=asked, **values)

    @property
    def level(self) -> str:
        """How sure the intervals are: "95 %", kept on one line."""
        return f"{100 * self.report.confidence.level:.4g}\u00a0%"
