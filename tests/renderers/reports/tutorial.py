"""Fifteen examples, of which a tutorial says that they settle something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.columns import Column
from assay.core.difference import Baseline, Difference
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples, Source
from assay.core.report import Confusion, Parsing, Report
from assay.core.task import Task
from assay.core.verdict import Gate, Judgement, Outcome, Verdict
from tests.renderers.reports.parts import (
    ACCURACY,
    EACH_ALONE,
    F1,
    MCC,
    PRECISION,
    RECALL,
    SHA256,
    UNPARSED,
    class_of,
    labelled,
    proportion,
    said,
)


def tutorial(language: str = "en") -> Report:
    """Fifteen examples, of which the tutorial says that they settle something."""
    reference = list("101101001011010")
    predicted = list("101001101011000")
    source = Source(
        "data/tutorial.csv",
        "table",
        said(
            "A table with a column 'prediction' and a column 'reference'.",
            "一个含有“prediction”列和“reference”列的表格。",
            "一個含有「prediction」欄和「reference」欄的表格。",
        ),
        15,
        SHA256,
    )
    counts = np.array([[6, 1], [2, 6]])
    accuracy = proportion("accuracy", 0.8, 0.5495, 0.9427, 15, ACCURACY)
    precision = replace(proportion("precision", 6 / 7, 0.4727, 0.9929, 7, PRECISION), label="1")
    recall = replace(proportion("recall", 0.75, 0.3905, 0.9554, 8, RECALL), label="1")
    f1 = replace(proportion("f1", 0.8, 0.5055, 0.9586, 15, F1), label="1")
    mcc = replace(proportion("mcc", 0.6124, 0.0894, 0.9, 15, MCC), range=(-1.0, 1.0), method="effective sample size")
    majority = Estimate("accuracy", 8 / 15, 0.2854, 0.7683, 15, "mid-P", title=ACCURACY)
    why = said(
        "15 examples cannot show that the model is better than always answering '1'.",
        "15 个样本不足以证明模型优于总是回答“1”。",
        "15 個範例不足以證明模型優於總是回答「1」。",
    )
    gate = Gate(
        said("Accuracy above the majority class", "准确率高于多数类", "準確率高於多數類"),
        "accuracy",
        Outcome.INCONCLUSIVE,
        said(
            "0.5333 lies within the interval; about 22 more examples would settle it.",
            "0.5333 落在区间之内；再有约 22 个样本即可判定。",
            "0.5333 落在區間之內；再有約 22 個範例即可判定。",
        ),
        accuracy,
        8 / 15,
        ">",
        22,
    )
    following = (
        said("Give about 22 more examples.", "再提供约 22 个样本。", "再提供約 22 個範例。"),
        said(
            "Give the base model's predictions with --base.",
            "用 --base 提供基础模型的预测。",
            "用 --base 提供基礎模型的預測。",
        ),
    )
    return Report(
        version="0.1.0",
        command=("eval", "data/tutorial.csv"),
        confidence=Confidence(),
        source=source,
        task=Task(
            "classification",
            said(
                "Classification: the references take 2 values in 15 rows.",
                "分类：参考答案在 15 行中只有 2 个取值。",
                "分類：參考答案在 15 行中只有 2 個取值。",
            ),
            labels=("0", "1"),
            positive="1",
        ),
        estimates={"accuracy": accuracy, "precision": precision, "recall": recall, "f1": f1, "mcc": mcc},
        judgement=Judgement("classification", (gate,), Verdict(Outcome.INCONCLUSIVE, why, following)),
        units=EACH_ALONE,
        n_units=15,
        classes={
            "0": class_of(7, 8, (0.75, 0.39, 0.96), (0.8571, 0.47, 0.99), (0.8, 0.5, 0.96)),
            "1": class_of(8, 7, (0.8571, 0.47, 0.99), (0.75, 0.39, 0.96), (0.8, 0.51, 0.96)),
        },
        confusion=Confusion(("0", "1"), counts, np.array([0, 0])),
        parsing=Parsing({"exact": 15}, Estimate("unparsed_rate", 0.0, 0.0, 0.181, 15, "mid-P", title=UNPARSED)),
        baseline=Baseline(
            "majority",
            "1",
            {"accuracy": majority},
            Difference("accuracy", 0.8, 8 / 15, 4 / 15, -0.0613, 0.5457, 0.1094, "Tango"),
        ),
        not_measured={
            "auroc": said(
                "AUROC needs probabilities; none were given.",
                "AUROC 需要概率，但未提供。",
                "AUROC 需要機率，但未提供。",
            )
        },
        examples=Examples(source, Column(predicted), (Column(reference),)),
        measured=labelled(("0", "1"), reference, predicted),
        language=language,
    )
