"""The training data beside the examples: read once, as a stream, and kept as counts and samples alone."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from assay.core.arrays import IntArray
from assay.core.asking import Message
from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.estimate import Estimate
from assay.core.examples import Examples
from assay.core.label_probabilities import LabelProbabilities
from assay.core.messages import Text
from assay.core.task import Task
from assay.core.training_data import Copies, Side, Texts, TrainingData
from assay.frozen import frozen
from assay.metrics.classification.labels import names_of
from assay.metrics.find import find
from assay.pipeline.of_labels import probabilities_of
from assay.pipeline.subject import Subject
from assay.readers import read
from assay.readers.questions.base import Dialogue
from assay.readers.questions.stream import TrainingRows
from assay.text.asked import last_question
from assay.text.copies import Originals, key_of, length_of, words_of
from assay.text.labels import label_written
from assay.text.language import language_counts

MOST_KEYS = 1 << 21  # rows whose keys are kept; of more, those with the smallest keys
MOST_SAMPLED = 4000  # prompts
MOST_LABELS = 5000  # different answers, from which on they are texts
LONGEST_LABEL = 80  # characters
FORMULA = 3  # times that an answer may stand in the training data and still be one example's
LEAST_REFERENCE = 8  # words: shorter answers are alike by chance


def training_data(subject: Subject, given: Sequence[TrainingRows], primary: str) -> TrainingData:
    """What there is to say of the training data beside the examples. Raises InputError for what cannot be read."""
    examples = subject.examples
    originals = _originals(examples, subject.task)
    in_parts = "prompt" in originals and originals["prompt"].has_short
    survey = _Survey(originals, with_labels=subject.task.family == "classification", in_parts=in_parts)
    for rows in given:
        for place, dialogue in rows:
            survey.add(place, dialogue)
    for one in originals.values():
        one.done()
    copies = tuple(_copies(side, one) for side, one in originals.items())
    counted = survey.counted
    found = TrainingData(
        tuple(rows.source for rows in given if rows.source is not None),
        survey.rows,
        counted.repeated,
        counted.prompts,
        counted.contradictory,
        _labels(survey.answers, subject.task),
        copies,
        _texts(survey.sample),
        _texts([last_question(text) for text in _sampled(examples.prompts)]),
    )
    return replace(found, clean=_clean(subject, found, primary), probabilities=_probabilities(subject, given))


def _probabilities(subject: Subject, given: Sequence[TrainingRows]) -> LabelProbabilities | None:
    """Those that the training data has of its own labels: of the first source with one for each label of the task."""
    for rows in given:
        if not rows.scored:
            continue
        try:
            examples = read(rows.given)
            found = probabilities_of(replace(subject, examples=examples)) if examples.references else None
        except InputError:  # other labels than the task's: the columns are about something else
            continue
        if found is not None:
            return found
    return None


def _originals(examples: Examples, task: Task) -> dict[Side, Originals]:
    """What copies are looked for of. A label is no text of its own, and neither is a short answer."""
    found: dict[Side, Originals] = {}
    if examples.prompts is not None:
        found["prompt"] = Originals([last_question(text or "") for text in examples.prompts.texts])
    if task.family != "classification" and examples.references:
        texts = examples.references[0].texts
        often = Counter(texts)
        found["reference"] = Originals([text if _is_own(text, often[text]) else None for text in texts])
    return found


def _is_own(text: str | None, times: int) -> bool:
    return text is not None and times <= FORMULA and length_of(words_of(text)) >= LEAST_REFERENCE


def _copies(side: Side, found: Originals) -> Copies:
    exact = found.exact
    if side == "reference":  # an answer that many rows give is a formula
        exact = exact & (found.times <= FORMULA)
    return Copies(side, exact, found.near, found.compared, found.places)


@frozen
class _Counted:
    repeated: int
    prompts: int
    contradictory: int


@dataclass(eq=False)
class _Survey:
    """What is kept of the rows, while they pass."""

    originals: Mapping[Side, Originals]
    with_labels: bool
    in_parts: bool  # whether what stands behind the first line is looked up by itself
    rows: int = 0
    answers: Counter[str] | None = field(default_factory=Counter)
    sample: list[str] = field(default_factory=list)
    _keys: array[int] = field(default_factory=lambda: array("Q"))  # a prompt's and its answer's, in turn
    _below: int = 1 << 64
    _step: int = 1

    def add(self, place: str, row: Dialogue) -> None:
        """One row."""
        prompts, answers = _asked(row), _answered(row)
        if self.rows % self._step == 0:
            self._take(prompts[-1] if prompts else "")
        self.rows += 1
        words = [words_of(text) for text in prompts]
        keys = [key_of(one) for one in words]
        self._look("prompt", place, words, keys)
        if self.in_parts:
            self._look_behind(place, prompts, words)
        if self._wants("reference"):
            own = [words_of(text) for text in answers]
            self._look("reference", place, own, [None] * len(own))
        answer = answers[-1] if answers else ""
        self._count(answer)
        self._keep(keys[-1] if keys else 0, key_of(words_of(answer)))

    @property
    def counted(self) -> _Counted:
        """How many rows repeat others and how many prompts have several answers, of all or scaled up from a sample."""
        pairs = np.array(self._keys, np.uint64).reshape(-1, 2)
        scale = (1 << 64) / self._below
        rows = np.unique(pairs, axis=0)
        prompts, answers = np.unique(rows[:, 0], return_counts=True)
        of = [len(pairs) - len(rows), len(prompts), int((answers > 1).sum())]
        return _Counted(*(round(one * scale) for one in of))

    def _wants(self, side: Side) -> bool:
        return side in self.originals

    def _look(self, side: Side, place: str, words: Sequence[list[str]], keys: Sequence[int | None]) -> None:
        if self._wants(side):
            for one, key in zip(words, keys, strict=True):
                self.originals[side].look(one, place, key)

    def _look_behind(self, place: str, prompts: Sequence[str], words: Sequence[list[str]]) -> None:
        """What stands behind an instruction on a line of its own, for a test that has it without, or with another."""
        for text, own in zip(prompts, words, strict=True):
            if "\n" in text:
                self.originals["prompt"].find(own[_number_of_words(text.partition("\n")[0]) :], place)

    def _take(self, prompt: str) -> None:
        """Every so many rows one prompt: a sample that does not depend on chance."""
        if not prompt:
            return
        self.sample.append(prompt)
        if len(self.sample) > MOST_SAMPLED:
            self.sample = self.sample[::2]
            self._step *= 2

    def _count(self, answer: str) -> None:
        if self.answers is None or not self.with_labels:
            return
        self.answers[answer.strip()] += 1
        if len(answer) > LONGEST_LABEL or len(self.answers) > MOST_LABELS:
            self.answers = None

    def _keep(self, prompt: int, answer: int) -> None:
        if prompt >= self._below:
            return
        self._keys.extend((prompt, answer))
        if len(self._keys) > 2 * MOST_KEYS:
            self._below //= 2
            pairs = np.array(self._keys, np.uint64).reshape(-1, 2)
            self._keys = array("Q", pairs[pairs[:, 0] < np.uint64(self._below)].tobytes())


@lru_cache(maxsize=1024)  # most rows have the same instruction
def _number_of_words(line: str) -> int:
    return len(words_of(line))


def _asked(row: Dialogue) -> list[str]:
    """The forms in which a test set may have the row's prompt: all turns together, and the user's."""
    if row.text is not None:
        return [row.text]
    said = [last_question(turn.content) for turn in row.turns if turn.role == "user"]
    return [_joined(row.turns), *said] if len(row.turns) > 1 else said


def _joined(turns: Sequence[Message]) -> str:
    return "\n".join(turn.content for turn in turns)


def _answered(row: Dialogue) -> list[str]:
    earlier = [turn.content for turn in row.turns if turn.role == "assistant"]
    return [*earlier, *row.references, *([row.text] if row.text is not None else [])]


def _labels(answers: Counter[str] | None, task: Task) -> Mapping[str, int] | None:
    """The rows of each label under the task's names; None where the answers are none of its labels."""
    if task.family != "classification" or task.multilabel or not answers:
        return None
    names = names_of(task)
    codes = {answer: label_written(answer, names) for answer in answers}
    known = sum(times for answer, times in answers.items() if codes[answer] is not None)
    if known * 2 < answers.total():
        return None
    counts: Counter[str] = Counter()
    for answer, times in answers.items():
        code = codes[answer]
        counts[answer if code is None else task.labels[code]] += times
    return dict(counts.most_common())


def _sampled(column: Column | None) -> Sequence[str]:
    texts = [] if column is None else [text for text in column.texts if text]
    return texts[:: -(-len(texts) // MOST_SAMPLED) or 1]


def _texts(texts: Sequence[str]) -> Texts | None:
    if not texts:
        return None
    lengths: IntArray = np.sort(np.array([len(words_of(text)) for text in texts], np.int64))
    return Texts(lengths, language_counts(texts))


def _clean(subject: Subject, found: TrainingData, primary: str) -> Estimate | None:
    """The metric that decides, over the examples that are not in the training data; None where all are, or none."""
    leaked, clean = found.leaked, found.clean_rows
    if leaked is None or clean is None or not leaked.any() or not clean.any():
        return None
    rows = np.flatnonzero(clean)
    part = replace(subject, examples=subject.examples.take(rows), units=subject.units.take(rows))
    measured = part.measure(find(primary))
    return None if isinstance(measured, Text) else part.estimate(measured)
