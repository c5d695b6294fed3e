"""chrF and chrF++ with the statistics of every example, beside sacreBLEU."""

from __future__ import annotations

from sacrebleu.metrics import chrf as sacrebleu

from assay.metrics.generation.chrf import CHRF, CHRFPlusPlus
from benchmarks.bleu import PAIRS, chinese, english, row
from benchmarks.measure import Row


def run() -> list[Row]:
    """English, and Chinese, whose characters are too many for the fastest way of counting."""
    return [
        row("chrF, English", "en", english(PAIRS), CHRF, sacrebleu.CHRF, "14x"),
        row("chrF++, English", "en", english(5000), CHRFPlusPlus, lambda: sacrebleu.CHRF(word_order=2), "14x"),
        row("chrF, Chinese", "zh", chinese(5000), CHRF, sacrebleu.CHRF, "14x"),
    ]
