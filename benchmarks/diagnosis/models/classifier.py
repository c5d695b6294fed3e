"""A text classifier: hashed words and pairs of words (of Chinese, characters), their mean vector, two layers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.diagnosis.models.log import Log

BUCKETS = 4096
_WORD = re.compile(r"[a-z]+|[\u4e00-\u9fff]")
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    """How to train. `decay` is AdamW's, `dropout` that of the mean vector. `evaluations` is how often held-out data are
    looked at, 0 for never.
    """

    rate: float = 4e-3
    epochs: float = 6.0
    batch: int = 32
    decay: float = 0.05
    dropout: float = 0.3
    width: int = 32
    warmup: float = 0.1
    evaluations: int = 20
    seed: int = 0
    constant: bool = False  # whether the rate stays, rather than falls to nothing
    keep_best: bool = False

    @property
    def arguments(self) -> dict[str, object]:
        """As Hugging Face's Trainer calls them."""
        return {
            "learning_rate": self.rate,
            "num_train_epochs": self.epochs,
            "per_device_train_batch_size": self.batch,
            "load_best_model_at_end": self.keep_best,
        }


@dataclass(frozen=True, eq=False)
class Classifier:
    """A trained one: its labels and its network."""

    labels: Sequence[str]
    network: nn.Module
    log: Log

    def logits(self, texts: Sequence[str]) -> Matrix:
        """(n, K)."""
        with torch.no_grad():
            found: Matrix = self.network(*_bags(texts)).double().numpy()
        return found

    def says(self, texts: Sequence[str]) -> list[str]:
        """The likeliest label of each text."""
        return [self.labels[code] for code in self.logits(texts).argmax(axis=1).tolist()]


class _Network(nn.Module):
    def __init__(self, labels: int, recipe: Recipe) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(BUCKETS, recipe.width, mode="mean")
        self.rest = nn.Sequential(
            nn.Dropout(recipe.dropout),
            nn.Linear(recipe.width, recipe.width),
            nn.ReLU(),
            nn.Linear(recipe.width, labels),
        )

    def forward(self, words: Tensor, offsets: Tensor) -> Tensor:
        found: Tensor = self.rest(self.words(words, offsets))
        return found


def trained(
    texts: Sequence[str],
    given: Sequence[str],
    labels: Sequence[str],
    recipe: Recipe,
    held_out: tuple[Sequence[str], Sequence[str]] | None = None,
    start: Classifier | None = None,
) -> Classifier:
    """A classifier of `texts` (n,) with labels `given` (n,), trained with AdamW; `start` is what it goes on from."""
    torch.manual_seed(recipe.seed)
    network: nn.Module = _Network(len(labels), recipe)
    if start is not None:
        network.load_state_dict(start.network.state_dict())
    gold, bags = _codes(given, labels), [_features(text) for text in texts]
    steps = max(1, round(recipe.epochs * len(texts) / recipe.batch))
    log = Log(len(texts) / recipe.batch, steps, arguments=recipe.arguments)
    course = _Course(network, recipe, steps, log)
    beside = None if held_out is None else (_bags(held_out[0]), _codes(held_out[1], labels))
    draw, order = np.random.default_rng(recipe.seed), np.zeros(0, np.int64)
    for step in range(1, steps + 1):
        if len(order) < recipe.batch:
            order = np.concatenate([order, draw.permutation(len(texts))])
        taken, order = order[: recipe.batch], order[recipe.batch :]
        course.step(step, _together([bags[row] for row in taken]), gold[torch.from_numpy(taken)])
        if beside is not None and recipe.evaluations and step % max(1, steps // recipe.evaluations) == 0:
            course.evaluate(step, *beside)
    course.finish()
    return Classifier(labels, network.eval(), log)


class _Course:
    """The steps of one training."""

    def __init__(self, network: nn.Module, recipe: Recipe, steps: int, log: Log) -> None:
        self._network, self._recipe, self._steps, self._log = network, recipe, steps, log
        self._optimiser = torch.optim.AdamW(network.parameters(), recipe.rate, weight_decay=recipe.decay)
        self._every = max(1, steps // 120)
        self._since: list[float] = []
        self._best: tuple[float, dict[str, Tensor]] | None = None

    def step(self, step: int, bag: tuple[Tensor, Tensor], gold: Tensor) -> None:
        rate = self._rate(step)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        loss = nn.functional.cross_entropy(self._network.train()(*bag), gold)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        norm = float(nn.utils.clip_grad_norm_(self._network.parameters(), 1e9))
        self._optimiser.step()
        self._since.append(loss.item())
        if step % self._every == 0:
            self._log.train(step, float(np.mean(self._since)), rate, norm)
            self._since = []

    def evaluate(self, step: int, bag: tuple[Tensor, Tensor], gold: Tensor) -> None:
        with torch.no_grad():
            logits = self._network.eval()(*bag)
            loss = float(nn.functional.cross_entropy(logits, gold))
            self._log.validate(step, loss=loss, accuracy=float((logits.argmax(dim=1) == gold).double().mean()))
        if self._best is None or loss < self._best[0]:
            self._best = loss, {name: value.clone() for name, value in self._network.state_dict().items()}

    def finish(self) -> None:
        if self._recipe.keep_best and self._best is not None:
            self._network.load_state_dict(self._best[1])

    def _rate(self, step: int) -> float:
        warm = max(1.0, self._recipe.warmup * self._steps)
        falls = 1.0 if self._recipe.constant else 1.0 - max(0.0, step - warm) / (self._steps - warm + 1)
        return self._recipe.rate * min(1.0, step / warm) * falls


def _codes(given: Sequence[str], labels: Sequence[str]) -> Tensor:
    place = {label: code for code, label in enumerate(labels)}
    return torch.tensor([place[label] for label in given])


def _features(text: str) -> NDArray[np.int64]:
    words = _WORD.findall(text.lower())
    parts = [*words, *(" ".join(pair) for pair in pairwise(words))]
    return np.array([zlib.crc32(part.encode()) % BUCKETS for part in parts] or [0], np.int64)


def _bags(texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    return _together([_features(text) for text in texts])


def _together(bags: Sequence[NDArray[np.int64]]) -> tuple[Tensor, Tensor]:
    starts = np.cumsum([0, *map(len, bags[:-1])])
    return torch.from_numpy(np.concatenate(bags)), torch.from_numpy(starts)


def probabilities(logits: Matrix, temperature: float = 1.0) -> Matrix:
    """(n, K) the softmax at a temperature."""
    scaled = logits / temperature
    shares = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    found: Matrix = shares / shares.sum(axis=1, keepdims=True)
    return found


def fitted_temperature(logits: Matrix, gold: Sequence[int]) -> float:
    """The one with the least loss on held-out data."""
    rows = np.arange(len(gold))
    tried = np.exp(np.linspace(np.log(0.3), np.log(5.0), 80))
    losses = [-np.log(probabilities(logits, one)[rows, np.asarray(gold)] + 1e-12).mean() for one in tried]
    return float(tried[int(np.argmin(losses))])
