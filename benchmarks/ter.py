"""TER beside sacreBLEU."""

from __future__ import annotations

from sacrebleu.metrics import ter as sacrebleu

from assay.metrics.generation.ter import TER
from benchmarks.bleu import english, row
from benchmarks.measure import Row


def run() -> list[Row]:
    """English texts of 53 words."""
    return [row("TER, English", "en", english(400), TER, sacrebleu.TER, "none set")]
