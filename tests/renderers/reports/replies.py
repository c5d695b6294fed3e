"""Five written replies; the policy asks for more than they reach."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np

from assay.core.columns import Column
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.report import Report
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.core.verdict import Composite, Gate, Judgement, Outcome, Verdict
from tests.renderers.reports.parts import (
    EACH_ALONE,
    SHA256,
    said,
)

REPLIES = (
    ("We will send a new printer today.", "We will send a new phone today."),
    ("Your refund is on its way.", "Your refund is on its way."),
    ("Please restart the router.", "Please restart the router and wait for the light."),
    ("人工智能 技术 正在 改变 各行各业", "人工智能 正在 深刻 影响 各行业"),
    ("Thank you for your kind words.", ""),
)


PROMPT = (
    f"<|im_start|>system\n{'You are patient. ' * 30}<|im_end|>\n"
    f"<|im_start|>user\nTicket {{}}: {'please help ' * 12}<|im_end|>\n<|im_start|>assistant\n"
)


def replies(language: str = "en") -> Report:
    """Five written replies; the policy asks for more than they reach."""
    source = Source(
        "replies.jsonl",
        "jsonl",
        said(
            "JSON lines with output and reference.",
            "含 output 和 reference 的 JSON 行。",
            "含 output 和 reference 的 JSON 行。",
        ),
        5,
        SHA256,
    )
    bleu = Estimate(
        "bleu",
        41.38,
        12.05,
        70.31,
        5,
        "jackknife",
        "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
        range=(0.0, 100.0),
        title=literal("BLEU"),
    )
    rouge = Estimate("rougeL", 0.5914, 0.1912, 0.8987, 5, "jackknife", "rouge-score 0.1.2", title=literal("ROUGE-L"))
    rouge1 = Estimate("rouge1", 0.6203, 0.2101, 0.9102, 5, "jackknife", "rouge-score 0.1.2", title=literal("ROUGE-1"))
    ter = Estimate(
        "ter", 54.1, 8.2, 100.0, 5, "jackknife", range=(0.0, inf), higher_is_better=False, title=literal("TER")
    )
    distinct = Estimate(
        "distinct2",
        None,
        None,
        None,
        0,
        "bootstrap",
        title=said("Distinct bigrams", "二元组多样性", "二元組多樣性"),
        why=said(
            "It needs at least one text of two words.", "至少需要一个含两个词的文本。", "至少需要一個含兩個詞的文本。"
        ),
    )
    gate = Gate(
        said("ROUGE-L at least 0.95", "ROUGE-L 至少 0.95", "ROUGE-L 至少 0.95"),
        "rougeL",
        Outcome.FAIL,
        said("The whole interval lies below 0.95.", "整个区间都在 0.95 之下。", "整個區間都在 0.95 之下。"),
        rouge,
        0.95,
    )
    missing = Gate(
        said("Rated 4 or better by people", "人工评分不低于 4", "人工評分不低於 4"),
        "rating",
        Outcome.INCONCLUSIVE,
        said("No ratings were given.", "未提供评分。", "未提供評分。"),
    )
    composite = Composite(
        "chat", replace(rouge, metric="chat", title=None), {"rougeL": 0.4, "rating": 0.6}, ("rating",)
    )
    values = np.array([[0.8571, 1.0], [1.0, 1.0], [0.6, 1.0], [0.4, 1.0], [0.0, 1.0]])
    return Report(
        version="0.1.0",
        command=("eval", "replies.jsonl", "--policy", "chatbot"),
        confidence=Confidence(),
        source=source,
        task=Task(
            "generation",
            said(
                "Generation: the references are sentences, nearly all different.",
                "生成：参考答案是句子，几乎各不相同。",
                "生成：參考答案是句子，幾乎各不相同。",
            ),
            doubt=said(
                "It could be language modelling; --task lm says so.",
                "也可能是语言建模；可用 --task lm 指定。",
                "也可能是語言建模；可用 --task lm 指定。",
            ),
            text_language="en",
        ),
        estimates={"bleu": bleu, "rouge1": rouge1, "rougeL": rouge, "ter": ter, "distinct2": distinct},
        judgement=Judgement(
            "chatbot",
            (gate, missing),
            Verdict(
                Outcome.FAIL,
                said("ROUGE-L is below 0.95.", "ROUGE-L 低于 0.95。", "ROUGE-L 低於 0.95。"),
                (said("Read the worst replies below.", "阅读下面最差的回复。", "閱讀下面最差的回覆。"),),
            ),
            (composite,),
        ),
        units=EACH_ALONE,
        n_units=5,
        examples=Examples(
            source,
            Column([got for _, got in REPLIES]),
            (Column([want for want, _ in REPLIES]),),
            prompts=Column([PROMPT.format(n) for n in range(5)]),
            ids=Column(["a", "b", "c", "d", "e"]),
        ),
        measured=(
            Measured(
                "rougeL",
                Scores(("f", "n"), values),
                lambda sums: sums[..., 0] / sums[..., 1],
                "bounded",
                title=literal("ROUGE-L"),
            ),
        ),
        language=language,
    )
