"""A model that answers: a GRU reads the ticket, another writes, looks at the ticket's words and can take them over.

See, Liu & Manning (2017), arXiv:1704.04368.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.diagnosis.models.log import Log

PAD, END, UNKNOWN = 0, 1, 2
SPECIAL = 3
STOP = "</s>"  # the word of a target that teaches to stop there
WIDTH = 64
Pair = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Practice:
    """How to train."""

    steps: int = 300
    rate: float = 5e-3
    batch: int = 48
    seed: int = 0


class Network(nn.Module):
    """Reads (n, s) words and says how likely each next word of (n, t) is."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(words, WIDTH, padding_idx=PAD)
        self.reader = nn.GRU(WIDTH, WIDTH // 2, batch_first=True, bidirectional=True)
        self.writer = nn.GRU(WIDTH, WIDTH, batch_first=True)
        self.looks = nn.Linear(WIDTH, 2 * WIDTH, bias=False)
        self.mixed = nn.Linear(3 * WIDTH, WIDTH)
        self.takes = nn.Linear(3 * WIDTH, 1)

    def read(self, asked: Tensor) -> tuple[Tensor, Tensor]:
        """What was read of each word (n, s, 2 w), and of the whole (1, n, w)."""
        shown = self.embedding(asked)
        found, last = self.reader(shown)
        return torch.cat([found, shown], dim=2), torch.cat([last[0], last[1]], dim=1)[None]

    def forward(self, before: Tensor, asked: Tensor, read: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """(n, t, words) log-probabilities after each of the words `before` (n, t), and the writer's state."""
        own, takes, eyes, state = self._parts(before, asked, read, state)
        taken = torch.zeros_like(own).scatter_add_(2, asked[:, None].expand(-1, own.shape[1], -1), eyes)
        return _mixed(own.log_softmax(dim=2), takes, taken), state

    def scores(self, before: Tensor, asked: Tensor, words: Tensor) -> Tensor:
        """(n, t) log-probabilities of `words` (n, t) alone, which takes half the time."""
        own, takes, eyes, _ = self._parts(before, asked, *self.read(asked))
        own = own.gather(2, words[:, :, None])[:, :, 0] - own.logsumexp(dim=2)
        taken = (eyes * (asked[:, None] == words[:, :, None])).sum(dim=2)
        return _mixed(own, takes[:, :, 0], taken)

    def _parts(
        self, before: Tensor, asked: Tensor, read: Tensor, state: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits of its own words and of taking one over, from where, and the state."""
        written, state = self.writer(self.embedding(before), state)
        looked = self.looks(written) @ read.transpose(1, 2)
        eyes = looked.masked_fill((asked == PAD)[:, None], -1e9).softmax(dim=2)
        both = torch.cat([written, eyes @ read], dim=2)
        own = torch.tanh(self.mixed(both)) @ self.embedding.weight.T
        return own, self.takes(both), eyes, state


def _mixed(own: Tensor, takes: Tensor, taken: Tensor) -> Tensor:
    """Log-probabilities of words that are its own or taken over; in logarithms throughout, so that a word that it is
    sure will not come can still be learnt.
    """
    log_sigmoid = nn.functional.logsigmoid
    return torch.logaddexp(log_sigmoid(-takes) + own, log_sigmoid(takes) + (taken + 1e-12).log())


@dataclass(frozen=True, eq=False)
class Writer:
    """A trained one, with its vocabulary."""

    words: Sequence[str]
    network: Network
    log: Log

    def codes(self, texts: Sequence[Sequence[str]]) -> Tensor:
        """(n, longest) numbers of words."""
        place = {STOP: END} | {word: SPECIAL + code for code, word in enumerate(self.words)}
        longest = max(1, *map(len, texts))
        rows = [[place.get(word, UNKNOWN) for word in text] + [PAD] * (longest - len(text)) for text in texts]
        return torch.tensor(rows)

    def answers(
        self, asked: Sequence[Sequence[str]], most: int = 80, temperature: float = 0.0, seed: int = 0
    ) -> list[list[str]]:
        """What it writes: the likeliest word each time, or one drawn at a temperature, `most` words at the most."""
        draw = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            codes = self.codes(asked)
            read, state = self.network.read(codes)
            last, written = torch.full((len(asked), 1), END), []
            done = torch.zeros(len(asked), dtype=torch.bool)
            for _ in range(most):
                scores, state = self.network(last, codes, read, state)
                last = _next(scores[:, 0], temperature, draw)
                done |= last[:, 0] == END
                written.append(last.masked_fill(done[:, None], END))
                if done.all():
                    break
        return [self._words(row) for row in torch.cat(written, dim=1).tolist()]

    def nats(self, pairs: Sequence[Pair]) -> NDArray[np.float64]:
        """(n,) how surprised it is by each answer to each ticket, end sign included."""
        with torch.no_grad():
            found: NDArray[np.float64] = (
                -self._scores([(asked, [*answered, STOP]) for asked, answered in pairs])[0].sum(dim=1).double().numpy()
            )
        return found

    def learn(self, pairs: Sequence[Pair], practice: Practice, held_out: Sequence[Pair] = ()) -> Writer:
        """It, trained further on these pairs, whose answers end with `STOP` where they are to teach that."""
        torch.manual_seed(practice.seed)
        network = Network(SPECIAL + len(self.words))
        network.load_state_dict(self.network.state_dict())
        log = Log(len(pairs) / practice.batch, practice.steps)
        taught = Writer(self.words, network, log)
        optimiser = torch.optim.Adam(network.parameters(), practice.rate)
        draw = np.random.default_rng(practice.seed)
        for step in range(1, practice.steps + 1):
            rate = practice.rate * min(1.0, 20 * step / practice.steps) * (1.0 - step / (practice.steps + 1))
            for group in optimiser.param_groups:
                group["lr"] = rate
            batch = [pairs[int(row)] for row in draw.integers(0, len(pairs), practice.batch)]
            scores, count = taught._scores(batch)
            loss = -scores.sum() / count
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            norm = nn.utils.clip_grad_norm_(network.parameters(), 1.0).item()
            optimiser.step()
            if step % max(1, practice.steps // 100) == 0:
                log.train(step, loss.item(), rate, norm)
            if held_out and step % max(1, practice.steps // 15) == 0:
                with torch.no_grad():
                    scores, count = taught._scores(held_out)
                    log.validate(step, loss=(-scores.sum() / count).item())
        return taught

    def _scores(self, pairs: Sequence[Pair]) -> tuple[Tensor, int]:
        """(n, t) log-probabilities of each word of the answers, 0 beyond them, and how many words there are."""
        asked, answered = (self.codes([pair[side] for pair in pairs]) for side in (0, 1))
        before = torch.cat([torch.full((len(pairs), 1), END), answered[:, :-1]], dim=1)
        there = answered != PAD
        return self.network.scores(before, asked, answered) * there, int(there.sum())

    def _words(self, row: Sequence[int]) -> list[str]:
        ended = row.index(END) if END in row else len(row)
        return ["?" if code < SPECIAL else self.words[code - SPECIAL] for code in row[:ended]]


def untrained(words: Sequence[str], seed: int) -> Writer:
    """One that knows nothing yet."""
    torch.manual_seed(seed)
    return Writer(words, Network(SPECIAL + len(words)), Log(1.0, 0))


def _next(scores: Tensor, temperature: float, draw: torch.Generator) -> Tensor:
    scores = scores.clone()
    scores[:, [PAD, UNKNOWN]] = -1e9
    if temperature == 0:
        return scores.argmax(dim=1, keepdim=True)
    return torch.multinomial((scores / temperature).softmax(dim=1), 1, generator=draw)
