"""A small recurrent classifier of texts. Needs torch, which nothing else in the project does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from examples.tokens import pieces

PADDING, UNKNOWN = 0, 1


@dataclass(frozen=True)
class Recipe:
    """How long and on how much a model is trained."""

    examples: int
    epochs: int
    batch: int = 32
    rate: float = 2e-3
    seed: int = 7


class Classifier(nn.Module):
    """Embeds tokens, reads them both ways, and decides on the strongest signal of each kind."""

    def __init__(self, vocabulary: dict[str, int], labels: Sequence[str]) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.labels = list(labels)
        self.embed = nn.Embedding(len(vocabulary) + 2, 64, padding_idx=PADDING)
        self.read = nn.GRU(64, 64, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.3)
        self.decide = nn.Linear(128, len(labels))

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits (n, K) of token ids (n, t), padded with PADDING."""
        states, _ = self.read(self.drop(self.embed(tokens)))
        states = states.masked_fill((tokens == PADDING).unsqueeze(-1), float("-inf"))
        logits: Tensor = self.decide(self.drop(states.max(dim=1).values))
        return logits

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Token ids (n, t) of texts, as long as the longest of them."""
        rows = [[self.vocabulary.get(piece, UNKNOWN) for piece in pieces(text.lower())] for text in texts]
        longest = max(map(len, rows))
        return torch.tensor([row + [PADDING] * (longest - len(row)) for row in rows])


def trained(texts: Sequence[str], labels: Sequence[str], recipe: Recipe) -> Classifier:
    """A classifier trained on the first `recipe.examples` of the texts."""
    torch.manual_seed(recipe.seed)
    texts, labels = texts[: recipe.examples], labels[: recipe.examples]
    counts = Counter(piece for text in texts for piece in pieces(text.lower()))
    frequent = [piece for piece, count in counts.most_common() if count > 1]
    model = Classifier({piece: i + 2 for i, piece in enumerate(frequent)}, sorted(set(labels)))
    targets = torch.tensor([model.labels.index(label) for label in labels])
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.rate)
    for _ in range(recipe.epochs):
        shuffled = torch.randperm(len(texts))
        for rows in shuffled.split(recipe.batch):  # type: ignore[no-untyped-call]  # torch leaves it untyped
            logits = model(model.encode([texts[row] for row in rows.tolist()]))
            optimiser.zero_grad()
            cross_entropy(logits, targets[rows]).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimiser.step()
    return model


@torch.no_grad()
def probabilities(model: Classifier, texts: Sequence[str]) -> list[dict[str, float]]:
    """For each text, the probability of each label."""
    model.eval()
    rows = model(model.encode(texts)).softmax(dim=1).tolist()
    return [dict(zip(model.labels, row, strict=True)) for row in rows]
