"""Composes the bundled examples, trains the models that predict them, and writes the files of src/assay/examples.

Run from the root of the project: `python -m examples.make`. It takes about six minutes of one core.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

import torch

from examples import classifier, summariser
from examples.classifier import Recipe
from examples.notices import Notice, notices
from examples.reviews import Review, reviews

TARGET = Path(__file__).parent.parent / "src" / "assay" / "examples"
TRAINING_SEED, TEST_SEED = 1, 2
REVIEWS, NOTICES = 400, 320  # examples of the test sets

# The tuned model, and the same one stopped long before it had seen enough.
REVIEW_RECIPES = {"": Recipe(examples=6000, epochs=5), "-base": Recipe(examples=600, epochs=4)}
NOTICE_RECIPES = {"": Recipe(examples=3000, epochs=4), "-base": Recipe(examples=600, epochs=3)}

Item = TypeVar("Item", Review, Notice)


def main() -> None:
    """Writes every file, with a line on each when it is there."""
    torch.set_num_threads(1)  # one thread adds up in one order, so the same machine gives the same file
    torch.use_deterministic_algorithms(mode=True)
    write("tutorial-labels", tutorial_labels())
    write("tutorial-texts", tutorial_texts())
    for language in ("en", "zh"):
        write_reviews(language)
        write_notices(language)


def tutorial_labels() -> Iterator[dict[str, object]]:
    """Fifteen labels and predictions that a widely copied article gets wrong."""
    references, predictions = "101101001011010", "101001101011000"
    for i, (reference, prediction) in enumerate(zip(references, predictions, strict=True), 1):
        yield {"id": f"{i}", "prediction": prediction, "reference": reference}


def tutorial_texts() -> Iterator[dict[str, object]]:
    """The same article's pair of sentences, cut into words as it has them."""
    yield {"id": "1", "prediction": "人工智能 正在 深刻 影响 各行业", "reference": "人工智能 技术 正在 改变 各行各业"}


def write_reviews(language: str) -> None:
    """One test set of reviews, as each model labels it."""
    longest = max(recipe.examples for recipe in REVIEW_RECIPES.values())
    training = list(islice(reviews(language, Random(TRAINING_SEED), training=True), longest))
    test = unseen(reviews(language, Random(TEST_SEED), training=False), training, REVIEWS)
    for suffix, recipe in REVIEW_RECIPES.items():
        model = classifier.trained([item.text for item in training], [item.label for item in training], recipe)
        write(f"reviews-{language}{suffix}", labelled(model, test, language))


def labelled(model: classifier.Classifier, test: Sequence[Review], language: str) -> Iterator[dict[str, object]]:
    """A row for each review, with the likeliest label and the probability of every label."""
    chances = classifier.probabilities(model, [review.text for review in test])
    for i, (review, chance) in enumerate(zip(test, chances, strict=True), 1):
        yield {
            "id": f"review-{language}-{i:03}",
            "product": review.product,
            "prompt": review.text,
            "prediction": max(chance, key=chance.__getitem__),
            "reference": review.label,
            "probabilities": rounded(chance),
        }


def write_notices(language: str) -> None:
    """One test set of notices, as each model sums it up."""
    longest = max(recipe.examples for recipe in NOTICE_RECIPES.values())
    training = list(islice(notices(language, Random(TRAINING_SEED), training=True), longest))
    test = unseen(notices(language, Random(TEST_SEED), training=False), training, NOTICES)
    for suffix, recipe in NOTICE_RECIPES.items():
        model = summariser.trained([item.text for item in training], [item.summary for item in training], recipe)
        write(f"notices-{language}{suffix}", summed_up(model, test, language))


def summed_up(model: summariser.Summariser, test: Sequence[Notice], language: str) -> Iterator[dict[str, object]]:
    """A row for each notice, with the model's summary and its writer's."""
    summaries = summariser.written(model, [notice.text for notice in test])
    for i, (notice, summary) in enumerate(zip(test, summaries, strict=True), 1):
        yield {
            "id": f"notice-{language}-{i:03}",
            "event": notice.event,
            "prompt": notice.text,
            "prediction": summary,
            "reference": notice.summary,
        }


def unseen(items: Iterator[Item], training: Sequence[Item], count: int) -> list[Item]:
    """The first `count` of the items whose text was not trained on."""
    known = {item.text for item in training}
    return list(islice((item for item in items if item.text not in known), count))


def rounded(chances: Mapping[str, float]) -> dict[str, float]:
    """The probabilities to four places, still adding up to one: the likeliest takes the remainder."""
    likeliest = max(chances, key=chances.__getitem__)
    shown = {label: round(chance, 4) for label, chance in chances.items()}
    rest = sum(chance for label, chance in shown.items() if label != likeliest)
    return {**shown, likeliest: round(1 - rest, 4)}


def write(name: str, rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line, as `name`.jsonl."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (TARGET / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}.jsonl: {len(lines)} rows", flush=True)


if __name__ == "__main__":
    main()
