"""A small summariser that writes words of its own and copies words of the text. Needs torch.

Pointer-generator network: See, Liu & Manning (2017), "Get To The Point", ACL, equations 1 to 9, without coverage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor, nn

from examples.classifier import PADDING, UNKNOWN, Recipe
from examples.tokens import pieces, written_out

START, END = 2, 3
SPECIAL = 4
LONGEST = 48  # tokens of a summary


@dataclass(frozen=True)
class Batch:
    """Texts and summaries as ids. In `source_all` and `target_all`, a token that the vocabulary lacks has an id
    beyond it, by its place in `unknown` of its own row.
    """

    source: Tensor  # (n, s)
    source_all: Tensor  # (n, s)
    target_all: Tensor  # (n, t), ends with END
    unknown: list[list[str]]


class Summariser(nn.Module):
    """Reads both ways, writes with attention, and at each step decides between writing and copying."""

    def __init__(self, vocabulary: Sequence[str], size: int = 96) -> None:
        super().__init__()
        self.words = list(vocabulary)
        self.ids = {word: i + SPECIAL for i, word in enumerate(vocabulary)}
        self.embed = nn.Embedding(len(vocabulary) + SPECIAL, size, padding_idx=PADDING)
        self.read = nn.GRU(size, size, batch_first=True, bidirectional=True)
        self.begin = nn.Linear(2 * size, 2 * size)
        self.write = nn.GRUCell(3 * size, 2 * size)
        self.attend = nn.Linear(2 * size, 2 * size, bias=False)
        self.choose = nn.Linear(4 * size, len(vocabulary) + SPECIAL)
        self.copying = nn.Linear(5 * size, 1)

    def batch(self, texts: Sequence[str], summaries: Sequence[str]) -> Batch:
        """Ids of the texts and of the summaries, which may be empty strings."""
        unknown: list[list[str]] = []
        sources, alls, targets = [], [], []
        for text, summary in zip(texts, summaries, strict=True):
            words = pieces(text)
            strange = list(dict.fromkeys(word for word in words if word not in self.ids))
            beyond = {word: len(self.ids) + SPECIAL + i for i, word in enumerate(strange)}
            sources.append([self.ids.get(word, UNKNOWN) for word in words])
            alls.append([self.ids.get(word, beyond.get(word, UNKNOWN)) for word in words])
            targets.append([self.ids.get(word, beyond.get(word, UNKNOWN)) for word in pieces(summary)] + [END])
            unknown.append(strange)
        return Batch(_padded(sources), _padded(alls), _padded(targets), unknown)

    def steps(self, batch: Batch, forced: Tensor | None) -> Iterator[Tensor]:
        """Probabilities (n, V + unknown) of each next token; `forced` (n, t) are the tokens that were to be written,
        None to go on from the likeliest.
        """
        states, last = self.read(self.embed(batch.source))
        keys = self.attend(states)
        hidden = torch.tanh(self.begin(torch.cat([last[0], last[1]], dim=1)))
        context = torch.zeros_like(hidden)
        token = torch.full((len(batch.source),), START)
        extra = max(map(len, batch.unknown))
        for t in range(LONGEST if forced is None else forced.shape[1]):
            seen = self.embed(token.masked_fill(token >= len(self.ids) + SPECIAL, UNKNOWN))
            hidden = self.write(torch.cat([seen, context], dim=1), hidden)
            scores = torch.einsum("nsd,nd->ns", keys, hidden).masked_fill(batch.source == PADDING, float("-inf"))
            attention = scores.softmax(dim=1)
            context = torch.einsum("ns,nsd->nd", attention, states)
            both = torch.cat([hidden, context], dim=1)
            copying = torch.sigmoid(self.copying(torch.cat([both, seen], dim=1)))
            own = (1 - copying) * self.choose(both).softmax(dim=1)
            chances = torch.cat([own, own.new_zeros(len(own), extra)], dim=1)
            chances = chances.scatter_add(1, batch.source_all, copying * attention)
            yield chances
            token = chances.argmax(dim=1) if forced is None else forced[:, t]


def trained(texts: Sequence[str], summaries: Sequence[str], recipe: Recipe) -> Summariser:
    """A summariser trained on the first `recipe.examples` of the texts."""
    torch.manual_seed(recipe.seed)
    texts, summaries = texts[: recipe.examples], summaries[: recipe.examples]
    counts = Counter(piece for text in [*texts, *summaries] for piece in pieces(text))
    model = Summariser([piece for piece, count in counts.most_common() if count > 2])
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.rate)
    random = Random(recipe.seed)
    for _ in range(recipe.epochs):
        for rows in _batches([len(pieces(text)) for text in texts], recipe.batch, random):
            batch = model.batch([texts[row] for row in rows], [summaries[row] for row in rows])
            loss = _loss(model, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
    return model


def _loss(model: Summariser, batch: Batch) -> Tensor:
    target = batch.target_all
    chances = torch.stack(list(model.steps(batch, target)), dim=1).gather(2, target.unsqueeze(-1)).squeeze(-1)
    written = target != PADDING
    return -(chances.clamp_min(1e-9).log() * written).sum() / written.sum()


@torch.no_grad()
def written(model: Summariser, texts: Sequence[str], size: int = 64) -> list[str]:
    """A summary of each text, the likeliest token at each step."""
    model.eval()
    return [summary for i in range(0, len(texts), size) for summary in _written(model, texts[i : i + size])]


def _written(model: Summariser, texts: Sequence[str]) -> list[str]:
    batch = model.batch(texts, [""] * len(texts))
    tokens = torch.stack([chances.argmax(dim=1) for chances in model.steps(batch, None)], dim=1).tolist()
    return [_as_text(model, row, unknown) for row, unknown in zip(tokens, batch.unknown, strict=True)]


def _as_text(model: Summariser, row: list[int], unknown: list[str]) -> str:
    ended = row[: row.index(END)] if END in row else row
    names = ["", "", "", "", *model.words, *unknown]
    text = written_out([names[token] for token in ended if names[token]])
    return text[:1].upper() + text[1:]


def _batches(lengths: Sequence[int], size: int, random: Random) -> list[list[int]]:
    """Rows of about equal length together, in random order."""
    rows = sorted(range(len(lengths)), key=lambda row: lengths[row] + random.random() * 12)
    batches = [rows[i : i + size] for i in range(0, len(rows), size)]
    random.shuffle(batches)
    return batches


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PADDING] * (longest - len(row))] for row in rows])
