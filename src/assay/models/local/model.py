"""A model on this machine: every question and text in batches of like length."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assay.core.asking import Answer, Decoding, Likelihood, Passage, Question, Window
from assay.core.errors import InputError
from assay.core.messages import Text
from assay.models.base import Identity
from assay.models.local.choosing import choices
from assay.models.local.generation import answers
from assay.models.local.likelihoods import likelihoods
from assay.models.local.prompts import Prompts
from assay.models.local.running import Runner


class LocalModel:
    """A checkpoint, with an adapter or without, as `assay.models.base.Model`.

    Models that were loaded together share their weights: they may be asked in turn, but not from several threads.
    A batch is run whole, whatever is wanted of it. Where it does not fit in memory it is halved, and then rounding may
    differ from where it does.
    """

    def __init__(self, runner: Runner, prompts: Prompts, identity: Identity) -> None:
        self._runner: Runner | None = runner
        self._prompts = prompts
        self._identity = identity

    @property
    def identity(self) -> Identity:
        """Of weights, adapter, tokenizer and chat template their fingerprints, wherever they lie; and how it is run."""
        return self._identity

    @property
    def notes(self) -> tuple[Text, ...]:
        """None: what decides its answers is in the identity."""
        return ()

    def answers(
        self, questions: Sequence[Question], decoding: Decoding, wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """What the model says to each question. A prompt that leaves no room for an answer, is not taken by the model's
        template, or does not fit in memory even alone is "refused".
        """
        return answers(self._open, self._prompts, questions, decoding, wanted)

    def choices(
        self, questions: Sequence[Question], labels: Sequence[str], wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """The label that is likeliest as the whole answer: its tokens, and then the one that ends an answer. Behind a
        plain text a label stands as it is, without a space that neither has. What is refused is as in `answers`.
        """
        return choices(self._open, self._prompts, questions, labels, wanted)

    def likelihoods(
        self, passages: Sequence[Passage], window: Window, wanted: Collection[int]
    ) -> Iterator[tuple[int, Likelihood]]:
        """How likely the model finds each text; `windows` says how a long one is cut, `Prompts.start` what stands
        before it. Raises InputError for windows that the model cannot see, or that do not fit in memory even alone.
        """
        return likelihoods(self._open, self._prompts, passages, window, wanted)

    def close(self) -> None:
        """Lets go of the weights, which end when all models that share them have done so."""
        self._runner = None

    @property
    def _open(self) -> Runner:
        if self._runner is None:
            raise InputError("local.closed")
        return self._runner
