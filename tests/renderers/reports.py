"""Small reports made by hand, one of each kind, for the renderers to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf

import numpy as np

from assay.core.columns import Column
from assay.core.comparison import Baseline, Difference
from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples, Likelihoods, Reported, Skipped, Source
from assay.core.messages import LANGUAGES, Text, literal
from assay.core.report import ClassEstimates, Confusion, Echo, Parsing, Report, UnparsedForm
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.core.verdict import Composite, Gate, Judgement, Outcome, Verdict

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


def tutorial(language: str = "en") -> Report:
    """Fifteen examples, of which the tutorial says that they settle something."""
    reference = "1 0 1 1 0 1 0 0 1 0 1 1 0 1 0".split()
    predicted = "1 0 1 0 0 1 1 0 1 0 1 1 0 0 0".split()
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
        "These figures compare characters and pairs of words; a one-word label has no pair, so 0.0 and 81.8 say nothing here.",
        "这些数值比较的是字符和词对；单词标签没有词对，因此 0.0 和 81.8 在此毫无意义。",
        "這些數值比較的是字元和詞對；單詞標籤沒有詞對，因此 0.0 和 81.8 在此毫無意義。",
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


REPLIES = (
    ("We will send a new printer today.", "We will send a new phone today."),
    ("Your refund is on its way.", "Your refund is on its way."),
    ("Please restart the router.", "Please restart the router and wait for the light."),
    ("人工智能 技术 正在 改变 各行各业", "人工智能 正在 深刻 影响 各行业"),
    ("Thank you for your kind words.", ""),
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
        "bleu", 41.38, 12.05, 70.31, 5, "jackknife", "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
        range=(0.0, 100.0), title=literal("BLEU"),
    )  # fmt: skip
    rouge = Estimate("rougeL", 0.5914, 0.1912, 0.8987, 5, "jackknife", "rouge-score 0.1.2", title=literal("ROUGE-L"))
    rouge1 = Estimate("rouge1", 0.6203, 0.2101, 0.9102, 5, "jackknife", "rouge-score 0.1.2", title=literal("ROUGE-1"))
    ter = Estimate(
        "ter", 54.1, 8.2, 100.0, 5, "jackknife", range=(0.0, inf), higher_is_better=False, title=literal("TER")
    )
    distinct = Estimate(
        "distinct2", None, None, None, 0, "bootstrap", title=said("Distinct bigrams", "二元组多样性", "二元組多樣性"),
        why=said("It needs at least one text of two words.", "至少需要一个含两个词的文本。", "至少需要一個含兩個詞的文本。"),
    )  # fmt: skip
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
            said("Generation: the references are sentences, nearly all different.", "生成：参考答案是句子，几乎各不相同。", "生成：參考答案是句子，幾乎各不相同。"),
            doubt=said("It could be language modelling; --task lm says so.", "也可能是语言建模；可用 --task lm 指定。", "也可能是語言建模；可用 --task lm 指定。"),
            text_language="en",
        ),
        estimates={"bleu": bleu, "rouge1": rouge1, "rougeL": rouge, "ter": ter, "distinct2": distinct},
        judgement=Judgement(
            "chatbot",
            (gate, missing),
            Verdict(Outcome.FAIL, said("ROUGE-L is below 0.95.", "ROUGE-L 低于 0.95。", "ROUGE-L 低於 0.95。"), (said("Read the worst replies below.", "阅读下面最差的回复。", "閱讀下面最差的回覆。"),)),
            (composite,),
        ),
        units=EACH_ALONE,
        n_units=5,
        examples=Examples(source, Column([got for _, got in REPLIES]), (Column([want for want, _ in REPLIES]),), ids=Column(["a", "b", "c", "d", "e"])),
        measured=(
            Measured("rougeL", Scores(("f", "n"), values), lambda sums: sums[..., 0] / sums[..., 1], "bounded", title=literal("ROUGE-L")),
        ),
        language=language,
    )  # fmt: skip


def documents(language: str = "en") -> Report:
    """Three documents of a language model; one has a token of probability nought."""
    source = Source(
        "ppl.jsonl",
        "token-likelihoods",
        said("Rows of log-probabilities.", "每行是对数概率。", "每行是對數機率。"),
        3,
        SHA256,
    )
    infinite = said(
        "Infinite: 1 token got probability 0.", "无穷大：有 1 个词元的概率为 0。", "無限大：有 1 個詞元的機率為 0。"
    )
    perplexity = Estimate(
        "perplexity", inf, None, None, 3, "jackknife", "token-weighted", range=(1.0, inf), higher_is_better=False,
        title=said("Perplexity", "困惑度", "困惑度"), why=infinite,
    )  # fmt: skip
    bits = Estimate(
        "bits_per_byte", 1.2041, 0.8412, 1.7236, 2, "jackknife", range=(0.0, inf), higher_is_better=False,
        title=said("Bits per byte", "每字节比特数", "每位元組位元數"),
    )  # fmt: skip
    gate = Gate(
        said("Perplexity at most 20", "困惑度至多 20", "困惑度至多 20"), "perplexity", Outcome.FAIL, infinite, perplexity, 20.0, "<="
    )  # fmt: skip
    nll = np.array([10.0, 30.0, inf])
    return Report(
        version="0.1.0",
        command=(),
        confidence=Confidence(),
        source=replace(source, path=""),
        task=Task("lm", said("Language modelling: the rows hold likelihoods.", "语言建模：各行是似然。", "語言建模：各行是概似。"), detected=False),
        estimates={"perplexity": perplexity, "bits_per_byte": bits},
        judgement=Judgement(
            "continuation",
            (gate,),
            Verdict(Outcome.FAIL, said("The perplexity is infinite.", "困惑度为无穷大。", "困惑度為無限大。"), ()),
        ),
        units=EACH_ALONE,
        n_units=3,
        examples=Examples(source, likelihoods=Likelihoods(nll, *(np.array([5.0, 12.0, 9.0]) for _ in range(4)))),
        measured=(
            Measured(
                "perplexity",
                Scores(("nll", "tokens"), np.stack([nll, [5.0, 12.0, 9.0]], axis=1)),
                lambda sums: np.exp(sums[..., 0] / sums[..., 1]),
                "ratio",
                high=inf,
                higher_is_better=False,
                title=said("Perplexity", "困惑度", "困惑度"),
            ),
        ),
        language=language,
    )  # fmt: skip


def intents(classes: int = 77, each: int = 13, language: str = "en") -> Report:
    """Many classes with long names, too many for a matrix on a page."""
    labels = tuple(f"card_payment_not_recognised_{i:02d}" for i in range(classes))
    random = np.random.default_rng(0)
    truth = np.repeat(np.arange(classes), each)
    guess = np.where(random.random(len(truth)) < 0.9, truth, random.integers(0, classes, len(truth)))
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(counts, (truth, guess), 1)
    reference, predicted = [labels[i] for i in truth], [labels[i] for i in guess]
    base = tickets(language)
    source = replace(base.source, rows=len(truth), skipped=())
    return replace(
        base,
        source=source,
        task=replace(base.task, labels=labels),
        classes={
            label: class_of(
                each,
                int(counts[:, i].sum()),
                (counts[i, i] / max(1, counts[:, i].sum()), 0.6, 1.0),
                (counts[i, i] / each, 0.6, 1.0),
                (0.9 - i / 1000, 0.6, 1.0),
            )
            for i, label in enumerate(labels)
        },
        confusion=Confusion(labels, counts, np.zeros(classes, dtype=np.int64)),
        examples=Examples(source, Column(predicted), (Column(reference),)),
        measured=labelled(labels, reference, predicted),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onload=alert(2)>",
    '" onload="alert(3)',
    "\x1b[31mred\x1b]0;title\x07",
    '=HYPERLINK("http://example.org","x")',
    "\u202egnp.exe",
    "a|b `c` *d* [e](http://example.org) @everyone #1 ${{ 7*7 }} {{ 7*7 }} $x$",
    "-1+2\r\n<!-- \x00 ]]>",
    "\ud800half",
)


def hostile(language: str = "en") -> Report:
    """Labels, outputs, ids, paths and sentences with everything that harms a page, a terminal or a table."""
    k = len(HOSTILE)
    base = tickets(language)
    text = said(*(3 * (f"A sentence on {HOSTILE[0]} and {HOSTILE[5]} and {HOSTILE[3]} and {HOSTILE[6]}",)))
    source = replace(
        base.source,
        path=f"x/{HOSTILE[3]}<b>.csv",
        rows=2 * k,
        skipped=(Skipped(HOSTILE[0], 3, text),),
        notes=(text,),
        reported=(Reported(HOSTILE[6], 1.0, HOSTILE[0]),),
    )
    reference = [*HOSTILE, *HOSTILE]
    predicted = [*HOSTILE, *HOSTILE[1:], HOSTILE[0]]
    numbers = {label: class_of(2, 2, (0.5, 0.03, 0.97), (0.5, 0.03, 0.97), (None, 0.0, 1.0)) for label in HOSTILE}
    counts = np.eye(k, dtype=np.int64) + np.roll(np.eye(k, dtype=np.int64), 1, axis=1)
    gate = replace(base.judgement.gates[0], requirement=text, why=text, outcome=Outcome.FAIL)
    return replace(
        base,
        command=("eval", HOSTILE[0], HOSTILE[3]),
        source=source,
        task=replace(base.task, labels=HOSTILE, why=text, doubt=text),
        estimates={**base.estimates, HOSTILE[0]: replace(base.estimates["accuracy"], label=HOSTILE[1], why=text)},
        judgement=replace(base.judgement, policy=HOSTILE[0], gates=(gate,), verdict=Verdict(Outcome.FAIL, text, (text,))),
        classes=numbers,
        confusion=Confusion(HOSTILE, counts, np.ones(k, dtype=np.int64)),
        parsing=Parsing({"exact": 9, HOSTILE[0]: 9}, base.estimates["unparsed_rate"], tuple(UnparsedForm(label, 1, label) for label in HOSTILE)),
        baseline=replace(base.baseline, label=HOSTILE[1]) if base.baseline else None,
        echoes=(Echo(source.reported[0], why=text),),
        not_measured={HOSTILE[0]: text},
        examples=Examples(source, Column(predicted), (Column(reference),), Column(reference), Column(predicted)),
        measured=labelled(HOSTILE, reference, predicted),
    )  # fmt: skip


KINDS: dict[str, Callable[[str], Report]] = {
    "tutorial": tutorial,
    "tickets": tickets,
    "replies": replies,
    "documents": documents,
}
