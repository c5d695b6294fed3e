"""Two hundred customers' tickets in five classes; some outputs name no class."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.columns import Column
from assay.core.difference import Baseline, Difference
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Reported, Skipped, Source
from assay.core.report import Confusion, Echo, Parsing, Report, UnparsedForm
from assay.core.task import Task
from assay.core.verdict import Gate, Judgement, Outcome, Verdict
from tests.renderers.reports.parts import (
    ACCURACY,
    EACH_ALONE,
    MACRO_F1,
    MCC,
    RECALL,
    SHA256,
    UNPARSED,
    class_of,
    labelled,
    proportion,
    said,
)

TICKETS = ("billing", "delivery", "technical", "account", "praise")


def tickets(language: str = "en") -> Report:
    """Two hundred customers' tickets in five classes; some outputs name no class."""
    counts = np.array([[36, 1, 0, 2, 0], [0, 41, 0, 0, 0], [1, 0, 38, 2, 0], [3, 0, 0, 33, 0], [0, 0, 0, 0, 38]])
    unparsed = np.array([1, 0, 2, 2, 0])
    reference, predicted, outputs = [], [], []
    for i, row in enumerate(np.column_stack([counts, unparsed]).tolist()):
        for j, times in enumerate(row):
            reference += [TICKETS[i]] * times
            predicted += [(*TICKETS, None)[j]] * times
            outputs += [(*TICKETS, "I am sorry, I cannot help with that request.")[j]] * times
    prompts = [f"Which department answers this ticket? Ticket {n}: my parcel has not come." for n in range(200)]
    source = Source(
        "runs/tickets/generated_predictions.jsonl",
        "llamafactory-predictions",
        said(
            "LLaMA-Factory's predictions: each row has prompt, predict and label.",
            "LLaMA-Factory 的预测：每行都有 prompt、predict 和 label。",
            "LLaMA-Factory 的預測：每行都有 prompt、predict 和 label。",
        ),
        200,
        SHA256,
        (
            Skipped(
                "runs/tickets/generated_predictions.jsonl",
                17,
                said(
                    "not JSON: a comma is missing after column 48.",
                    "不是 JSON：第 48 列之后缺少逗号。",
                    "不是 JSON：第 48 欄之後缺少逗號。",
                ),
            ),
        ),
        (
            Reported("predict_bleu-4", 81.767429, "all_results.json"),
            Reported("predict_rouge-2", 0.0, "all_results.json"),
        ),
        (
            said(
                "Every label ends in a line end; it was taken off.",
                "每个标签末尾都有换行符，已去除。",
                "每個標籤末尾都有換行符號，已去除。",
            ),
        ),
    )
    accuracy = proportion("accuracy", 186 / 200, 0.8880, 0.9600, 200, ACCURACY)
    macro = replace(
        proportion("macro_f1", 0.9295, 0.8827, 0.9615, 200, MACRO_F1), method="MOVER and effective sample size"
    )
    worst = replace(proportion("recall", 33 / 38, 0.7342, 0.9495, 38, RECALL), label="account")
    rate = replace(proportion("unparsed_rate", 5 / 200, 0.0093, 0.0542, 200, UNPARSED), higher_is_better=False)
    mcc = replace(
        proportion("mcc", 0.9127, 0.8609, 0.9518, 200, MCC), range=(-1.0, 1.0), method="effective sample size"
    )
    majority = proportion("accuracy", 41 / 200, 0.1533, 0.2653, 200, ACCURACY)
    meaning = said(
        "These figures compare characters and pairs of words; a one-word label has no pair, so they say nothing here.",
        "这些数值比较的是字符和词对；单词标签没有词对，因此在此毫无意义。",
        "這些數值比較的是字元和詞對；單詞標籤沒有詞對，因此在此毫無意義。",
    )
    gate = Gate(
        said("Accuracy above the majority class", "准确率高于多数类", "準確率高於多數類"),
        "accuracy",
        Outcome.PASS,
        said("The whole interval lies above 0.2050.", "整个区间都在 0.2050 之上。", "整個區間都在 0.2050 之上。"),
        accuracy,
        0.205,
        ">",
    )
    few = Gate(
        said("Outputs without a label at most 0.1", "无标签输出率至多 0.1", "無標籤輸出率至多 0.1"),
        "unparsed_rate",
        Outcome.PASS,
        said("The whole interval lies below 0.1.", "整个区间都在 0.1 之下。", "整個區間都在 0.1 之下。"),
        rate,
        0.1,
        "<=",
    )
    verdict = Verdict(
        Outcome.PASS,
        said("The model meets both requirements.", "模型满足两项要求。", "模型滿足兩項要求。"),
        (
            said(
                "Look at the 5 outputs that name no label.",
                "查看 5 条没有给出标签的输出。",
                "查看 5 條沒有給出標籤的輸出。",
            ),
        ),
    )
    return Report(
        version="0.1.0",
        command=("eval", "runs/tickets/generated_predictions.jsonl", "--lang", language),
        confidence=Confidence(),
        source=source,
        task=Task(
            "classification",
            said(
                "Classification: the references take 5 values in 200 rows.",
                "分类：参考答案在 200 行中只有 5 个取值。",
                "分類：參考答案在 200 行中只有 5 個取值。",
            ),
            labels=TICKETS,
            text_language="en",
        ),
        estimates={
            "accuracy": accuracy,
            "macro_f1": macro,
            "recall[account]": worst,
            "unparsed_rate": rate,
            "mcc": mcc,
        },
        judgement=Judgement("classification", (gate, few), verdict),
        units=EACH_ALONE,
        n_units=200,
        classes={
            "billing": class_of(40, 40, (0.9, 0.77, 0.97), (0.9, 0.77, 0.97), (0.9, 0.81, 0.95)),
            "delivery": class_of(41, 42, (0.9762, 0.88, 1.0), (1.0, 0.93, 1.0), (0.988, 0.93, 1.0)),
            "technical": class_of(43, 38, (1.0, 0.92, 1.0), (0.8837, 0.76, 0.96), (0.9383, 0.87, 0.98)),
            "account": class_of(38, 37, (0.8919, 0.76, 0.96), (0.8684, 0.73, 0.95), (0.88, 0.78, 0.94)),
            "praise": class_of(38, 38, (1.0, 0.92, 1.0), (1.0, 0.92, 1.0), (1.0, 0.96, 1.0)),
        },
        confusion=Confusion(TICKETS, counts, unparsed),
        parsing=Parsing(
            {"exact": 187, "normalised": 6, "in-prose": 2, "unparsed": 5},
            rate,
            (UnparsedForm("I am sorry, I cannot help with that request.", 5, "40"),),
        ),
        baseline=Baseline(
            "majority",
            "delivery",
            {"accuracy": majority},
            Difference("accuracy", 0.93, 0.205, 0.725, 0.6583, 0.7825, 1e-30, "Tango", better=True),
        ),
        echoes=tuple(
            Echo(reported, name, reported.value, meaning)
            for reported, name in zip(source.reported, ("bleu_llamafactory", "rouge2_llamafactory"), strict=True)
        ),
        examples=Examples(source, Column(outputs), (Column([f"{label}\n" for label in reference]),), Column(prompts)),
        measured=labelled(TICKETS, reference, predicted),
        language=language,
    )
