"""Which of the labels the model finds likeliest as its answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from assay.core.asking import Answer, Question
from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.models.endpoint.client import Client
from assay.models.endpoint.first_token import first_token
from assay.models.endpoint.likelihoods import Scorer
from assay.models.endpoint.refusals import answered
from assay.models.endpoint.scoring import Token, UnsoundError, Way, common, total
from assay.models.endpoint.server import Server
from assay.models.endpoint.stream import Give
from assay.models.endpoint.trust import closed, continued


async def choices(
    client: Client,
    questions: Sequence[Question],
    labels: Sequence[str],
    wanted: Collection[int],
    give: Give[tuple[int, Answer]],
) -> None:
    """Gives the likeliest label for each wanted question: where the server tells a prompt's likelihoods rightly, of all
    tokens of the label, and of the one that ends the answer of a chat; elsewhere of labels that are one token.
    """
    chooser = _Chooser(client, labels)

    async def ask(server: Server, place: int) -> Answer:
        return await chooser.answer(server, questions[place])

    await answered(client, wanted, ask, give)


class _Chooser:
    def __init__(self, client: Client, labels: Sequence[str]) -> None:
        self._client, self._labels = client, labels
        self._scorer = Scorer(client)

    async def answer(self, server: Server, question: Question) -> Answer:
        kind = self._client.kind_of(question)
        way = await self._scorer.trust.way(server, kind)
        if isinstance(way, Text):
            return await first_token(self._client, server, question, self._labels, way)
        if kind == "completion":
            self._check_ends()
            parts = [await self._scorer.behind(server, question, label) for label in self._labels]
            return _likeliest(self._labels, parts)
        try:
            return _likeliest(self._labels, await self._turns(server, way, question))
        except UnsoundError as unsound:
            return await first_token(self._client, server, question, self._labels, unsound.why)

    async def _turns(self, server: Server, way: Way, question: Question) -> list[list[Token]]:
        """The tokens of each label as the answer of a chat, the one that ends it included."""
        body = self._client.body(question, "chat")
        before = await self._scorer.tokens(server, "chat", way, body)
        begun = await self._scorer.tokens(server, "chat", way, continued(body, self._labels[0]))
        turns = [await self._scorer.tokens(server, "chat", way, closed(body, label)) for label in self._labels]
        # What the template writes behind an answer is the same behind each; its first token ends the answer.
        behind = len(turns[0]) - len(begun)
        if (
            any(common(before, turn) < len(before) for turn in turns)
            or common(begun, turns[0]) < len(begun)
            or behind < 1
        ):
            raise UnsoundError(say("endpoint.other-template"))
        return [turn[len(before) : len(turn) - behind + 1] for turn in turns]

    def _check_ends(self) -> None:
        """Behind a text nothing says that a label is over: one that goes on like another could not be told from it."""
        for label in self._labels:
            for other in self._labels:
                if label != other and other.startswith(label):
                    raise InputError("endpoint.label-in-label", label=label, other=other)


def _likeliest(labels: Sequence[str], parts: Sequence[Sequence[Token]]) -> Answer:
    logprobs = [total(tokens) for tokens in parts]
    best = max(range(len(labels)), key=lambda at: logprobs[at])
    shares = [math.exp(one - logprobs[best]) for one in logprobs]
    return Answer(
        text=labels[best],
        tokens=len(parts[best]),
        logprob=logprobs[best],
        probabilities=tuple(share / sum(shares) for share in shares),
    )
