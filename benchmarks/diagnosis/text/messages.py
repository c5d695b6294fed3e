"""Messages with a label, for models that label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.diagnosis.text.material import Draw, Material, Words, joined, said

BLUR = 0.3  # of the messages have a sign of another label too: no model knows them all


@dataclass(frozen=True)
class Message:
    """A text, its label, and the product it is about, which is nobody's sign."""

    text: str
    label: str
    group: str


def labels_of(material: Material, task: str) -> list[str]:
    """Of "topic" or "urgency"."""
    return list(material.signs[task])


def messages(
    material: Material, task: str, n: int, draw: Draw, shares: Sequence[float] | None = None, blur: float = BLUR
) -> list[Message]:
    """So many, no two alike, with labels in these `shares`, evenly by default."""
    labels = labels_of(material, task)
    found: dict[str, Message] = {}
    while len(found) < n:
        label = labels[int(draw.choice(len(labels), p=shares))]
        one = message(material, task, label, draw, blur)
        found.setdefault(one.text, one)
    return list(found.values())


def message(material: Material, task: str, label: str, draw: Draw, blur: float = BLUR) -> Message:
    """Two signs, the first of its own label, among two or three phrases that tell nothing."""
    pools = material.signs[task]
    group = material.gaps["product"][int(draw.integers(len(material.gaps["product"])))]
    phrases = [_sign(pools, label, draw, mixed) for mixed in (0.0, blur)]
    places = draw.choice(len(material.plain), size=int(draw.integers(2, 4)), replace=False)
    phrases += [material.plain[int(place)] for place in places]
    order = draw.permutation(len(phrases))
    parts = [said(phrases[int(place)], material.gaps, draw, {"product": group}) for place in order]
    return Message(joined(_punctuated(parts, material.language)), label, group)


def _sign(pools: Mapping[str, Sequence[str]], label: str, draw: Draw, blur: float) -> str:
    others = [one for one in pools if one != label]
    told = others[int(draw.integers(len(others)))] if draw.random() < blur else label
    phrases = pools[told]
    return phrases[int(draw.integers(len(phrases)))]


def _punctuated(parts: Sequence[Words], language: str) -> Words:
    comma, stop = (",", ".") if language == "en" else ("，", "。")
    words: Words = []
    for place, part in enumerate(parts):
        words += [*part, stop if place + 1 == len(parts) else comma]
    return words
