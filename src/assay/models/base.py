"""What a model is: questions in, answers out, each as soon as it exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias, runtime_checkable

from assay.core.asking import Answer, Decoding, Likelihood, Passage, Question, Window
from assay.core.messages import Text

Identity: TypeAlias = Mapping[str, str | int | float | bool | None]


@runtime_checkable
class Model(Protocol):
    """A model on this machine, or one behind an endpoint.

    Each method gets all rows of the data and the places of those that are `wanted`, since the others were answered
    before; it yields the place and the answer of each wanted row once, in whatever order they come. What a row gets
    does not depend on which others are wanted: work that was broken off and gone on with ends as unbroken work would.

    Raises InputError, with a sentence, where the model cannot do what is asked, or gave up; what was yielded before
    that is good.
    """

    @property
    def identity(self) -> Identity:
        """What may not change between two calls whose answers are put together: the model, its adapter, how its
        numbers are held. Without secrets.
        """
        ...

    @property
    def notes(self) -> tuple[Text, ...]:
        """What whoever reads the answers should know of how they were had; it may grow while the model is asked."""
        ...

    def answers(
        self, questions: Sequence[Question], decoding: Decoding, wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """What the model says to each question."""
        ...

    def choices(
        self, questions: Sequence[Question], labels: Sequence[str], wanted: Collection[int]
    ) -> Iterator[tuple[int, Answer]]:
        """Which of the labels the model finds likeliest as the whole answer, with the probability of each."""
        ...

    def likelihoods(
        self, passages: Sequence[Passage], window: Window, wanted: Collection[int]
    ) -> Iterator[tuple[int, Likelihood]]:
        """How likely the model finds each text."""
        ...

    def close(self) -> None:
        """Lets go of memory and connections."""
        ...
