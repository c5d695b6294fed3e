"""Answers, token by token, for rows that are run together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assay.core.asking import Answer, Decoding, Finish, Question
from assay.frozen import frozen
from assay.models.local.prompts import Prompts
from assay.models.local.running import Rows, Runner
from assay.models.local.sampling import Chance, chosen
from assay.models.local.scoring import padded

if TYPE_CHECKING:
    from torch import Tensor

    from assay.models.local.network import Cache, Network


@dataclass
class Draft:
    """The answer of one row while it is made: at most `limit` tokens."""

    prompt: list[int]
    limit: int
    chance: Chance
    lead: str = ""
    tokens: list[int] = field(default_factory=list)
    logprob: float = 0.0
    finish: Finish | None = None


@frozen
class Ending:
    """What ends an answer: one of the tokens `ends`, or one of the texts `stop`."""

    ends: frozenset[int]
    stop: tuple[str, ...]

    @property
    def width(self) -> int:
        """As many of the last tokens as can hold a stop text: a token is a byte at least."""
        return max((len(text.encode()) for text in self.stop), default=0) + 8


def answers(
    runner: Runner, prompts: Prompts, questions: Sequence[Question], decoding: Decoding, wanted: Collection[int]
) -> Iterator[tuple[int, Answer]]:
    """What the model says to each wanted question."""
    asked = prompts.of(questions)
    room = [_room(len(prompt.tokens), runner.network.context) for prompt in asked]
    lengths = [len(prompt.tokens) + min(most, decoding.max_tokens) for prompt, most in zip(asked, room, strict=True)]
    ending = Ending(runner.network.ends | prompts.ends(decoding.stop), decoding.stop)

    def work(places: Sequence[int]) -> list[Answer]:
        drafts = [
            Draft(
                asked[place].tokens,
                lengths[place] - len(asked[place].tokens),
                Chance(decoding.seed, place),
                prompts.turn(questions[place]).lead,
            )
            for place in places
        ]
        return generated(runner.network, prompts, drafts, decoding, ending)

    return Rows(asked, lengths, lengths).answers(runner, wanted, work, "generated")


def _room(prompt: int, context: int | None) -> int:
    """How many tokens an answer may have; 1 even where there is none, which is then too many for the context."""
    return max(1, context - prompt) if context is not None else sys.maxsize


def generated(
    network: Network, prompts: Prompts, drafts: Sequence[Draft], decoding: Decoding, ending: Ending
) -> list[Answer]:
    """The answers of one batch. `logprob` is of all tokens the model said, the one that ended the answer included, by
    the model itself: neither temperature nor top_p moves it.
    """
    import torch

    with torch.inference_mode():
        batch = _Batch.begun(network, drafts)
        while batch.drafts:
            batch.step(decoding, lambda draft: _ended(draft, ending, prompts))
    return [_answer(draft, ending, prompts) for draft in drafts]


class _Batch:
    """The rows that are not done yet, or were not half of the rows a moment ago."""

    def __init__(self, network: Network, drafts: list[Draft], ids: Tensor, mask: Tensor) -> None:
        self.network, self.drafts = network, drafts
        self.ids, self.mask = ids, mask
        self.cache: Cache | None = None

    @classmethod
    def begun(cls, network: Network, drafts: Sequence[Draft]) -> _Batch:
        device = network.model.device
        ids = padded([draft.prompt for draft in drafts], left=True).to(device)
        mask = padded([[1] * len(draft.prompt) for draft in drafts], left=True).to(device)
        return cls(network, list(drafts), ids, mask)

    def step(self, decoding: Decoding, ended: Callable[[Draft], Finish | None]) -> None:
        """One more token for each row."""
        states, self.cache = self.network.states(self.ids, self.mask, self.cache, caching=True)
        logits = self.network.logits(states[:, -1])
        tokens = chosen(logits, decoding, [draft.chance for draft in self.drafts])
        said = logits.gather(-1, tokens.unsqueeze(-1)).squeeze(-1) - logits.logsumexp(-1)
        for draft, token, logprob in zip(self.drafts, tokens.tolist(), said.tolist(), strict=True):
            if draft.finish is None:
                draft.tokens.append(token)
                draft.logprob += logprob
                draft.finish = ended(draft)
        self._go_on(tokens.unsqueeze(-1))

    def _go_on(self, tokens: Tensor) -> None:
        import torch

        self.ids = tokens if self.cache is not None else torch.cat([self.ids, tokens], -1)
        self.mask = torch.cat([self.mask, self.mask.new_ones(len(tokens), 1)], -1)
        going = [row for row, draft in enumerate(self.drafts) if draft.finish is None]
        # What is kept of the rows is copied; a few that are done are cheaper to drag along.
        if 2 * len(going) <= len(self.drafts):
            self._keep(going)

    def _keep(self, rows: list[int]) -> None:
        import torch

        at = torch.tensor(rows, dtype=torch.long, device=self.ids.device)
        self.drafts = [self.drafts[row] for row in rows]
        self.ids, self.mask = self.ids[at], self.mask[at]
        if rows and self.cache is not None:
            self.cache.reorder_cache(at)


def _ended(draft: Draft, ending: Ending, prompts: Prompts) -> Finish | None:
    if draft.tokens[-1] in ending.ends:
        return "stop"
    if ending.stop and _stopped(prompts.text_of(draft.tokens[-ending.width :]), ending.stop) is not None:
        return "stop"
    return "length" if len(draft.tokens) >= draft.limit else None


def _stopped(text: str, stop: tuple[str, ...]) -> int | None:
    """Where the first of the stop texts begins."""
    return min((at for at in (text.find(one) for one in stop) if at >= 0), default=None)


def _answer(draft: Draft, ending: Ending, prompts: Prompts) -> Answer:
    said = draft.tokens[:-1] if draft.tokens[-1] in ending.ends else draft.tokens
    text = prompts.text_of(said)
    text = text[: _stopped(text, ending.stop)].removeprefix(draft.lead)
    return Answer(text, draft.finish or "length", len(draft.prompt), len(draft.tokens), draft.logprob)
