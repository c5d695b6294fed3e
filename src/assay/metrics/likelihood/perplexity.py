"""Perplexity per token."""

from __future__ import annotations

from typing import ClassVar

from assay.metrics.likelihood.base import NatsPerSize, Size


class Perplexity(NatsPerSize):
    """Among how many equally likely tokens the model hesitates, on average: exp of all nats over all tokens. 1 is
    certainty; every token counts alike, so long documents count more.

    It depends on the tokeniser: with fewer, longer tokens the same model on the same text has a higher perplexity.
    Context length, stride, the first token and special tokens change it too. It says nothing about whether a text is
    true, relevant or good. Log-probabilities in base 2 or 10 give a wrong figure that looks like a right one.

    To compare models with different tokenisers take bits per byte. To judge texts that people read, have people
    read them.
    """

    name: ClassVar[str] = "perplexity"
    size: ClassVar[Size] = "tokens"
