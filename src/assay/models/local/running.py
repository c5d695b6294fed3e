"""Rows in batches through the network, and what becomes of a question that cannot be answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Literal, TypeAlias, TypeVar

from assay.core.asking import Answer
from assay.core.messages import say
from assay.frozen import frozen
from assay.models.local.batches import wanted_batches
from assay.models.local.memory import batch_tokens, in_parts
from assay.models.local.network import Network
from assay.models.local.prompts import Prompt

Result = TypeVar("Result")
Kind: TypeAlias = Literal["generated", "scored"]


@frozen
class Runner:
    """A network with one of its adapters, and how many padded tokens it runs at once; None: by its memory."""

    network: Network
    adapter: str | None = None
    budget: int | None = None

    def results(
        self, sizes: Sequence[int], wanted: Collection[int], work: Callable[[Sequence[int]], list[Result]], kind: Kind
    ) -> Iterator[tuple[int, Result | None]]:
        """The place and result of each row of the wanted ones' batches, as soon as its batch is done; None for one that
        does not fit in memory even alone. `sizes` are the tokens that each row holds, `work` what is done with the
        places of a batch.
        """
        budget = self.budget or batch_tokens(self.network.model, kind)

        def run(places: Sequence[int]) -> list[Result]:
            self.network.use(self.adapter)  # at each batch: another model may have been asked meanwhile
            return work(places)

        for batch in wanted_batches(sizes, budget, wanted):
            for places, results in in_parts(batch, run):
                none: list[Result | None] = [None] * len(places)
                yield from zip(places, results or none, strict=True)


@frozen
class Rows:
    """Prompts, with what each row holds in memory and how long it gets at least, in tokens."""

    prompts: Sequence[Prompt]
    sizes: Sequence[int]
    lengths: Sequence[int]

    def answers(
        self, runner: Runner, wanted: Collection[int], work: Callable[[Sequence[int]], list[Answer]], kind: Kind
    ) -> Iterator[tuple[int, Answer]]:
        """Refusals first, then answers."""
        chosen = frozenset(wanted)
        why = [self._refusal(place, runner.network.context) for place in range(len(self.prompts))]
        yield from ((place, self._refused(place, why[place])) for place in sorted(chosen) if why[place])
        good = [place for place, reason in enumerate(why) if not reason]
        mine = [row for row, place in enumerate(good) if place in chosen]

        def run(rows: Sequence[int]) -> list[Answer]:
            return work([good[row] for row in rows])

        for row, answer in runner.results([self.sizes[place] for place in good], mine, run, kind):
            if good[row] in chosen:
                yield good[row], answer or self._refused(good[row], str(say("local.prompt-memory")))

    def _refusal(self, place: int, context: int | None) -> str:
        """Why the row cannot be run; "" where it can."""
        prompt, length = self.prompts[place], self.lengths[place]
        if prompt.refused is not None:
            return prompt.refused
        if not prompt.tokens:
            return str(say("local.prompt-empty"))
        if context is not None and length > context:
            return str(say("local.prompt-too-long", n=len(prompt.tokens), context=context))
        return ""

    def _refused(self, place: int, why: str) -> Answer:
        return Answer("", "refused", prompt_tokens=len(self.prompts[place].tokens) or None, error=why)
