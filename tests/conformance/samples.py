"""Small examples of every shape that a metric may meet; each metric is tried on all that it does not refuse."""

from __future__ import annotations

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples, Likelihoods, Probabilities, Source
from assay.core.messages import literal
from assay.core.task import Task

SOURCE = Source(path="", format="values", why=literal("made by hand"), rows=12)

LABELS_2 = ("ham", "spam")
GOLD_2 = ["ham", "spam", "ham", "ham", "spam", "ham", "spam", "ham", "ham", "spam", "ham", "ham"]
SAID_2 = ["ham", "spam", "ham", "spam", "spam", "ham", "ham", "ham", "ham", "spam", "no idea", "ham"]
LABELS_3 = ("red", "green", "blue")
GOLD_3 = ["red", "green", "blue", "red", "green", "blue", "red", "green", "blue", "red", "red", "green"]
SAID_3 = ["red", "green", "blue", "green", "green", "red", "red", "blue", "blue", "red", "", "green"]

ENGLISH = [
    ("The cat sat on the mat.", "The cat sat on the mat."),
    ("A dog barks at the moon, loudly!", "The dog barked at the moon."),
    ("", "Nothing was written here."),
    ("Prices rose by 3.5 % in May", "In May, prices rose 3.5 %."),
    ("one", "one two three"),
    ("same words other order", "other order same words"),
]
CHINESE = [
    ("今天天气很好。", "今天天气很好。"),
    ("他去了北京出差", "他昨天去北京出差了。"),
    ("", "这里什么也没有写。"),
    ("价格上涨了百分之三", "五月价格上涨3%。"),
    ("好", "非常好"),
    ("顺序不同的词", "词的不同顺序"),
]


def _column(texts: list[str]) -> Column:
    return Column(texts)


def _labels(gold: list[str], said: list[str], labels: tuple[str, ...], seed: int) -> Examples:
    noise = np.random.default_rng(seed).random((len(gold), len(labels)))
    noise[np.arange(len(gold)), [labels.index(g) for g in gold]] += 0.5
    matrix = noise / noise.sum(axis=1, keepdims=True)
    return Examples(SOURCE, _column(said), (_column(gold),), probabilities=Probabilities(labels, matrix))


def _texts(pairs: list[tuple[str, str]]) -> Examples:
    return Examples(SOURCE, _column([p for p, _ in pairs]), (_column([r for _, r in pairs]),))


def _several_references() -> Examples:
    first = _texts(ENGLISH)
    second: list[str | None] = [
        None,
        "A dog is barking at the moon.",
        None,
        "Prices went up 3.5 % in May",
        "one two",
        None,
    ]
    return Examples(SOURCE, first.predictions, (*first.references, Column(second)))


def _sets() -> Examples:
    gold_1 = ["sport", "politics", "sport", "money", "money", "politics"]
    gold_2: list[str | None] = ["money", None, None, "politics", None, "sport"]
    said = (("sport", "money"), ("politics",), ("money",), ("money",), (), ("politics", "sport"))
    return Examples(
        SOURCE,
        Column([", ".join(labels) for labels in said]),
        (Column(gold_1), Column(gold_2)),
        prediction_sets=said,
    )


def _likelihoods() -> Examples:
    tokens = np.array([10.0, 24, 7, 15, 31, 12])
    return Examples(
        SOURCE,
        likelihoods=Likelihoods(
            tokens * np.array([2.1, 1.9, 2.6, 2.2, 1.7, 2.0]),
            tokens,
            tokens * 4,
            tokens * 4,
            np.ceil(tokens * 0.8),
            tokens * np.array([2.9, 1.8, 3.3, 2.9, 2.0, 2.7]),
        ),
    )


def _task(family: str, **rest: object) -> Task:
    return Task(family, literal("said by the test"), detected=False, **rest)  # type: ignore[arg-type]


SAMPLES: dict[str, tuple[Examples, Task]] = {
    "two labels": (_labels(GOLD_2, SAID_2, LABELS_2, 1), _task("classification", labels=LABELS_2, positive="spam")),
    "three labels": (_labels(GOLD_3, SAID_3, LABELS_3, 2), _task("classification", labels=LABELS_3)),
    "label sets": (_sets(), _task("classification", labels=("money", "politics", "sport"), multilabel=True)),
    "English texts": (_texts(ENGLISH), _task("generation", text_language="en")),
    "Chinese texts": (_texts(CHINESE), _task("generation", text_language="zh")),
    "several references": (_several_references(), _task("generation", text_language="en")),
    "likelihoods": (_likelihoods(), _task("lm")),
}
