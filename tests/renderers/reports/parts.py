"""What the reports by hand have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assay.core.estimate import Estimate
from assay.core.messages import LANGUAGES, Text
from assay.core.report import ClassEstimates
from assay.core.scores import Measured, Scores

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
Three = tuple[str, str, str]


class Said(Text):
    """A sentence in the three languages, without a catalogue."""

    def in_language(self, language: str) -> str:
        return str(self.values[language])


def said(english: str, simplified: str, traditional: str) -> Said:
    return Said("", dict(zip(LANGUAGES, (english, simplified, traditional), strict=True)))


ACCURACY = said("Accuracy", "准确率", "準確率")
PRECISION = said("Precision", "精确率", "精確率")
RECALL = said("Recall", "召回率", "召回率")
F1 = said("F1", "F1", "F1")
MACRO_F1 = said("Macro F1", "宏平均 F1", "宏平均 F1")
MCC = said("Matthews correlation", "马修斯相关系数", "馬修斯相關係數")
UNPARSED = said("Outputs without a label", "无标签输出率", "無標籤輸出率")
EACH_ALONE = said(
    "Each example stands alone: no column says which belong together.",
    "各样本相互独立：没有任何列说明哪些样本同属一组。",
    "各範例相互獨立：沒有任何欄位說明哪些範例同屬一組。",
)


def proportion(metric: str, value: float, low: float, high: float, n: float, title: Text) -> Estimate:
    return Estimate(metric, value, low, high, n, "mid-P", title=title, signature=metric)


def class_of(support: int, predicted: int, *numbers: tuple[float | None, float, float]) -> ClassEstimates:
    names = ("precision", "recall", "f1")
    made = [
        Estimate(name, value, low, high, support, "mid-P")
        for name, (value, low, high) in zip(names, numbers, strict=True)
    ]
    return ClassEstimates(support, predicted, *made)


def labelled(labels: Sequence[str], reference: Sequence[str], predicted: Sequence[str | None]) -> tuple[Measured, ...]:
    """Accuracy and the codes of both sides, as the metrics measure them."""
    code = {label: float(position) for position, label in enumerate(labels)}
    pairs = [(code[r], len(labels) if p is None else code[p]) for r, p in zip(reference, predicted, strict=True)]
    rows, index = np.unique(np.array(pairs), axis=0, return_inverse=True)
    right = np.stack([rows[:, 0] == rows[:, 1], np.ones(len(rows))], axis=1).astype(np.float64)
    ratio: Callable[[np.ndarray], np.ndarray] = lambda sums: sums[..., 0] / sums[..., 1]  # noqa: E731 - a formula
    return (
        Measured("accuracy", Scores(("right", "n"), right, index), ratio, "proportion", title=ACCURACY),
        Measured(
            "macro_f1",
            Scores(("reference", "predicted"), rows, index),
            None,
            "confusion",
            weighted=lambda rows, weights: weights @ rows[:, 0],
            title=MACRO_F1,
        ),
    )
