"""Perplexity per word."""

from __future__ import annotations

from typing import ClassVar

from assay.metrics.likelihood.base import NatsPerSize, Size


class WordPerplexity(NatsPerSize):
    """Perplexity with words as the unit, whatever the tokeniser: exp of all nats over all words, where words are what
    spaces separate in the raw text. This is lm-evaluation-harness's word_perplexity.

    Chinese and Japanese have no spaces, so a whole sentence counts as a word and the figure explodes. A text that was
    tokenised before (spaces around marks) has more words and a lower figure.

    Look at bits per byte, which needs no words.
    """

    name: ClassVar[str] = "word_perplexity"
    default: ClassVar[bool] = False
    size: ClassVar[Size] = "words"
