"""Three documents of a language model; one has a token of probability nought."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np

from assay.core.estimate import Confidence, Estimate
from assay.core.examples import Examples, Likelihoods, Source
from assay.core.report import Report
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.core.verdict import Gate, Judgement, Outcome, Verdict
from tests.renderers.reports.parts import (
    EACH_ALONE,
    SHA256,
    said,
)


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
        "perplexity",
        inf,
        None,
        None,
        3,
        "jackknife",
        "token-weighted",
        range=(1.0, inf),
        higher_is_better=False,
        title=said("Perplexity", "困惑度", "困惑度"),
        why=infinite,
    )
    bits = Estimate(
        "bits_per_byte",
        1.2041,
        0.8412,
        1.7236,
        2,
        "jackknife",
        range=(0.0, inf),
        higher_is_better=False,
        title=said("Bits per byte", "每字节比特数", "每位元組位元數"),
    )
    gate = Gate(
        said("Perplexity at most 20", "困惑度至多 20", "困惑度至多 20"),
        "perplexity",
        Outcome.FAIL,
        infinite,
        perplexity,
        20.0,
        "<=",
    )
    nll = np.array([10.0, 30.0, inf])
    sizes = np.array([5.0, 12.0, 9.0])
    return Report(
        version="0.1.0",
        command=(),
        confidence=Confidence(),
        source=replace(source, path=""),
        task=Task(
            "lm",
            said("Language modelling: the rows hold likelihoods.", "语言建模：各行是似然。", "語言建模：各行是概似。"),
            detected=False,
        ),
        estimates={"perplexity": perplexity, "bits_per_byte": bits},
        judgement=Judgement(
            "continuation",
            (gate,),
            Verdict(Outcome.FAIL, said("The perplexity is infinite.", "困惑度为无穷大。", "困惑度為無限大。"), ()),
        ),
        units=EACH_ALONE,
        n_units=3,
        examples=Examples(source, likelihoods=Likelihoods(nll, sizes, sizes, sizes, sizes, np.full(3, np.nan))),
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
    )
