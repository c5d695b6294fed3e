"""A model that knows how likely a text is: a GRU over words, or over pairs of characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.diagnosis.models.log import Log
from benchmarks.diagnosis.text.material import Words

PAD, UNKNOWN = 0, 1
WIDTH = 64
_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z\s]")


def by_words(text: str) -> Words:
    """English words, every other character alone."""
    return _WORD.findall(text)


def by_pairs(text: str) -> Words:
    """Two characters at a time, spaces too."""
    return [text[at : at + 2] for at in range(0, len(text), 2)]


class _Network(nn.Module):
    def __init__(self, tokens: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(tokens, WIDTH)
        self.reader = nn.GRU(WIDTH, WIDTH, batch_first=True)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, before: Tensor) -> Tensor:
        read, _ = self.reader(self.embedding(before))
        found: Tensor = (torch.tanh(self.out(read)) @ self.embedding.weight.T).log_softmax(dim=2)
        return found


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """A trained one, with how it divides texts and the tokens that it knows."""

    divide: Callable[[str], Words]
    tokens: Sequence[str]
    network: nn.Module
    log: Log

    def nats(self, texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """(n,) how surprised it is by each text, and (n,) of how many tokens it is."""
        codes = self._codes(texts)
        with torch.no_grad():
            found = np.concatenate([-self._scores(part).sum(dim=1).double().numpy() for part in torch.split(codes, 64)])
        return found, (codes != PAD).sum(dim=1).numpy()

    def learn(
        self, texts: Sequence[str], steps: int, rate: float = 1e-2, seed: int = 0, batch: int = 24
    ) -> LanguageModel:
        """It, trained further on these texts."""
        network = _Network(2 + len(self.tokens))
        network.load_state_dict(self.network.state_dict())
        taught = LanguageModel(self.divide, self.tokens, network, Log(len(texts) / batch, steps))
        optimiser = torch.optim.Adam(network.parameters(), rate)
        codes, draw = taught._codes(texts), np.random.default_rng(seed)
        for step in range(1, steps + 1):
            for group in optimiser.param_groups:
                group["lr"] = rate * (1.0 - step / (steps + 1))
            part = codes[torch.from_numpy(draw.integers(0, len(texts), batch))]
            loss = -taught._scores(part).sum() / (part != PAD).sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
        return taught

    def _codes(self, texts: Sequence[str]) -> Tensor:
        place = {token: 2 + code for code, token in enumerate(self.tokens)}
        rows = [[place.get(token, UNKNOWN) for token in self.divide(text)] for text in texts]
        longest = max(map(len, rows))
        return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])

    def _scores(self, codes: Tensor) -> Tensor:
        before = torch.cat([torch.zeros(len(codes), 1, dtype=torch.long), codes[:, :-1]], dim=1)
        found: Tensor = self.network(before).gather(2, codes[:, :, None])[:, :, 0] * (codes != PAD)
        return found


def untrained(divide: Callable[[str], Words], texts: Sequence[str], seed: int) -> LanguageModel:
    """One that knows the tokens of these texts, and nothing of them."""
    torch.manual_seed(seed)
    tokens = sorted({token for text in texts for token in divide(text)})
    return LanguageModel(divide, tokens, _Network(2 + len(tokens)), Log(1.0, 0))
