"""Which label is the likeliest answer: each written to its end, behind a prompt that is seen once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from assay.core.asking import Answer, Question
from assay.frozen import frozen
from assay.models.local.prompts import Prompts
from assay.models.local.running import Rows, Runner
from assay.models.local.scoring import log_likelihoods, log_probabilities, padded
from assay.models.local.windows import Scored

if TYPE_CHECKING:
    from torch import Tensor

    from assay.models.local.network import Network


@frozen
class Choice:
    """A prompt, and the tokens of each label as the whole answer, the one that ends it included: "1" does not begin
    "10".
    """

    prompt: list[int]
    labels: list[list[int]]

    @property
    def length(self) -> int:
        """Of the longest prompt with label."""
        return len(self.prompt) + max(map(len, self.labels))


def choices(
    runner: Runner, prompts: Prompts, questions: Sequence[Question], labels: Sequence[str], wanted: Collection[int]
) -> Iterator[tuple[int, Answer]]:
    """The likeliest label for each wanted question."""
    asked = prompts.of(questions)
    rows = [
        Choice(prompt.tokens, [prompts.answer(question, prompt, label) for label in labels])
        for question, prompt in zip(questions, asked, strict=True)
    ]

    def work(places: Sequence[int]) -> list[Answer]:
        chosen = [rows[place] for place in places]
        found = label_likelihoods(runner.network, chosen)
        return [choice_answer(row, labels, values) for row, values in zip(chosen, found, strict=True)]

    sizes = [row.length * len(labels) for row in rows]  # each label has a copy of its prompt's cache
    return Rows(asked, sizes, [row.length - 1 for row in rows]).answers(runner, wanted, work, "scored")


def label_likelihoods(network: Network, choices: Sequence[Choice]) -> list[list[float]]:
    """The ln p of each label of each row; each row has as many labels as the others."""
    if not network.goes_on:
        rows = [Scored(one.prompt + label, len(one.prompt)) for one in choices for label in one.labels]
        flat = log_likelihoods(network, rows)
    else:
        flat = _by_cache(network, choices)
    labels = len(choices[0].labels)
    return [flat[start : start + labels] for start in range(0, len(flat), labels)]


def choice_answer(choice: Choice, labels: Sequence[str], likelihoods: Sequence[float]) -> Answer:
    """The likeliest label; their probabilities are their shares of what all labels have together."""
    values = np.array(likelihoods)
    shares = np.exp(values - values.max())
    shares /= shares.sum()
    best = int(values.argmax())
    return Answer(
        labels[best],
        prompt_tokens=len(choice.prompt),
        tokens=len(choice.labels[best]),
        logprob=float(values[best]),
        probabilities=tuple(shares.tolist()),
    )


def _by_cache(network: Network, choices: Sequence[Choice]) -> list[float]:
    """Prompts once, padded on the left; then every label behind its prompt's cache, padded on the right."""
    import torch

    device = network.model.device
    labels = [label for one in choices for label in one.labels]
    with torch.inference_mode():
        ids = padded([one.prompt for one in choices], left=True).to(device)
        mask = padded([[1] * len(one.prompt) for one in choices], left=True).to(device)
        seen, cache = network.states(ids, mask, caching=True)
        rows = torch.arange(len(choices), device=device).repeat_interleave(len(choices[0].labels))
        before = seen[:, -1:][rows]
        width = max(map(len, labels)) - 1
        if width and cache is not None:
            cache.reorder_cache(rows)
            given = padded([label[:-1] + [0] * (width + 1 - len(label)) for label in labels], left=False).to(device)
            both = torch.cat([mask[rows], mask.new_ones(len(rows), width)], -1)
            before = torch.cat([before, network.states(given, both, cache, caching=True)[0]], 1)
        return _sums(network, before, labels)


def _sums(network: Network, before: Tensor, labels: Sequence[Sequence[int]]) -> list[float]:
    """Of each label's tokens; `before` (labels, longest, width) are the states that each token follows."""
    import torch

    targets = padded(labels, left=False).to(before.device)
    there = padded([[1] * len(label) for label in labels], left=False).to(before.device).bool()
    found = torch.zeros(targets.shape, dtype=torch.float64)
    found[there.cpu()] = log_probabilities(network, before[there], targets[there]).double().cpu()
    sums: list[float] = found.sum(-1).tolist()
    return sums
