"""What can be asked of a model over a whole data set, and how a row of it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Protocol

from assay.core.asking import Answer, Decoding, Likelihood, Passage, Question, Window
from assay.frozen import frozen
from assay.models.base import Model
from assay.predicting.calibration import Calibration
from assay.predicting.manifest import Value

Fields = dict[str, Any]


class Job(Protocol):
    """Something asked of a model for each row. The `settings` are those that decide what comes of it."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        ...

    @property
    def settings(self) -> Mapping[str, Value]:
        """By name."""
        ...

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The place and the fields of each row that is wanted, as they come."""
        ...


@frozen
class Answers:
    """What the model says to each question."""

    questions: Sequence[Question]
    decoding: Decoding

    @property
    def rows(self) -> int:
        """One a question."""
        return len(self.questions)

    @property
    def settings(self) -> Mapping[str, Value]:
        """Those of the decoding; of a greedy one without what has no effect."""
        settings: dict[str, Value] = {"job": "generation", **asdict(self.decoding)}
        unused = ("top_p", "seed") if self.decoding.temperature == 0 else ()
        return {name: value for name, value in settings.items() if name not in unused}

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The question, the prediction, the reference, and how the answer ended."""
        for row, answer in model.answers(self.questions, self.decoding, wanted):
            known = {"finish": answer.finish, "tokens": answer.tokens, "logprob": answer.logprob, "error": answer.error}
            told = {name: value for name, value in known.items() if value is not None}
            yield row, {**_asked(self.questions[row]), "prediction": answer.text, **told}


@frozen
class Choices:
    """Which label the model finds likeliest for each question, by its own probabilities or by calibrated ones."""

    questions: Sequence[Question]
    labels: tuple[str, ...]
    calibration: Calibration | None = None

    @property
    def rows(self) -> int:
        """One a question."""
        return len(self.questions)

    @property
    def settings(self) -> Mapping[str, Value]:
        """The labels, and what their probabilities are calibrated by."""
        calibrated = {} if self.calibration is None else self.calibration.settings
        return {"job": "labels by likelihood", "labels": self.labels, **calibrated}

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The question, the likeliest label, the reference, and the probability of each label."""
        for row, answer in model.choices(self.questions, self.labels, wanted):
            yield row, {**_asked(self.questions[row]), **self._chosen(answer)}

    def _chosen(self, answer: Answer) -> Fields:
        if answer.probabilities is None:
            return {"prediction": answer.text, "error": answer.error}
        if self.calibration is None:
            return {"prediction": answer.text, "probabilities": self._by_label(answer.probabilities)}
        found = self._by_label(self.calibration.applied(answer.probabilities))
        return {"prediction": max(found, key=lambda label: found[label]), "probabilities": found}

    def _by_label(self, probabilities: Sequence[float]) -> dict[str, float]:
        return dict(zip(self.labels, probabilities, strict=True))


@frozen
class Likelihoods:
    """How likely the model finds each text, and, where texts stand behind prompts and `relevance` is asked for, how
    likely behind another row's prompt.
    """

    passages: Sequence[Passage]
    window: Window
    relevance: bool = False

    @property
    def rows(self) -> int:
        """One a text."""
        return len(self.passages)

    @property
    def settings(self) -> Mapping[str, Value]:
        """Those of the window."""
        return {"job": "perplexity", **asdict(self.window), "relevance": self.relevance}

    def results(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """The text, its negative log-likelihood in nats, and how many tokens were scored."""
        if not self.relevance:
            for row, found in model.likelihoods(self.passages, self.window, wanted):
                yield row, self._fields(row, found)
            return
        yield from self._with_others(model, wanted)

    def _with_others(self, model: Model, wanted: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """Each text twice, far from each other in the list but written together."""
        n = self.rows
        both = [*self.passages, *with_other_prompts(self.passages)]
        places = [place for row in wanted for place in (row, row + n)]
        halves: dict[int, Likelihood] = {}
        for place, found in model.likelihoods(both, self.window, places):
            other = halves.pop((place + n) % (2 * n), None)
            if other is None:
                halves[place] = found
                continue
            own, others = (found, other) if place < n else (other, found)
            yield place % n, {**self._fields(place % n, own), "nll_other_prompt": others.nll}

    def _fields(self, row: int, found: Likelihood) -> Fields:
        passage = self.passages[row]
        asked = {} if passage.prompt is None else {"prompt": prompt_of(passage.prompt)}
        return {"id": passage.id, **asked, "text": passage.text, "nll": found.nll, "tokens": found.tokens}


def with_other_prompts(passages: Sequence[Passage]) -> list[Passage]:
    """Each text behind the prompt of the row half a data set further, or of the next one whose prompt is another."""
    n = len(passages)
    prompts = [None if one.prompt is None else prompt_of(one.prompt) for one in passages]
    return [replace(one, prompt=passages[_other(prompts, row, n)].prompt) for row, one in enumerate(passages)]


def _other(prompts: Sequence[str | None], row: int, n: int) -> int:
    places = ((row + n // 2 + step) % n for step in range(n))
    return next((place for place in places if prompts[place] not in {None, prompts[row]}), row)


def prompt_of(question: Question) -> str:
    """What was asked, as text: the turns but the system's, one below the other."""
    if question.text is not None:
        return question.text
    return "\n".join(turn.content for turn in question.messages if turn.role != "system")


def _asked(question: Question) -> Fields:
    fields: Fields = {"id": question.id, "prompt": prompt_of(question)}
    if len(question.references) > 1:
        fields["reference"] = list(question.references)
    elif question.references:
        fields["reference"] = question.references[0]
    return fields
