"""Composes shop reviews with their label, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from examples import reviews_en, reviews_zh
from examples.grammar import Draft, Rules, rules_for_training, tidy_chinese, tidy_english
from examples.noise import roughen_chinese, roughen_english


@dataclass(frozen=True)
class Review:
    """One review: what was bought, what was written, and the label its writer meant."""

    product: str
    text: str
    label: str


@dataclass(frozen=True)
class Language:
    """What reviews of one language are made from. `labels` are the words for positive, negative and neutral."""

    products: Mapping[str, tuple[list[str], list[str], list[str]]]
    rules: Rules
    labels: Mapping[str, str]
    tidy: Callable[[str], str]
    roughen: Callable[[str, Random], str]


LANGUAGES = {
    "en": Language(
        reviews_en.PRODUCTS,
        reviews_en.RULES,
        {"positive": "positive", "negative": "negative", "neutral": "neutral"},
        tidy_english,
        roughen_english,
    ),
    "zh": Language(
        reviews_zh.PRODUCTS,
        reviews_zh.RULES,
        {"positive": "好评", "negative": "差评", "neutral": "中评"},
        tidy_chinese,
        roughen_chinese,
    ),
}

FORMS = {"positive": 0.48, "negative": 0.29, "neutral": 0.15, "ambiguous": 0.08}  # happy buyers are the majority
MEANT = {"positive": 0.30, "negative": 0.25, "neutral": 0.45}  # what the writer of an ambiguous review meant


def reviews(language: str, random: Random, *, training: bool) -> Iterator[Review]:
    """Reviews without end, no text twice; those for training avoid the choices held out for the test set."""
    made = LANGUAGES[language]
    seen: set[str] = set()
    while True:
        review = _review(made, random, training=training)
        if review.text not in seen:
            seen.add(review.text)
            yield review


def _review(made: Language, random: Random, *, training: bool) -> Review:
    product = random.choice(list(made.products))
    pleases, disappoints, leaves_cold = made.products[product]
    rules: Rules = {**made.rules, "pos": pleases, "neg": disappoints, "meh": leaves_cold, "product": [product]}
    form = _draw(FORMS, random)
    draft = Draft(rules_for_training(rules) if training else rules, random)
    text = made.roughen(made.tidy(draft.write(form)), random)
    meaning = _draw(MEANT, random) if form == "ambiguous" else form
    return Review(product, text, made.labels[meaning])


def _draw(shares: Mapping[str, float], random: Random) -> str:
    return random.choices(list(shares), list(shares.values()))[0]
