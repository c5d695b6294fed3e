"""Bits per character of the raw text."""

from __future__ import annotations

import math
from typing import ClassVar

from assay.metrics.likelihood.base import NatsPerSize, Size, Transform


class BitsPerCharacter(NatsPerSize):
    """How many bits the model needs for each character (Unicode code point) of the text: all nats over ln 2 and over
    all characters. It does not depend on the tokeniser.

    A character is worth more in Chinese than in English, so figures of two languages cannot be compared. Composed and
    decomposed accents count differently: the text must have been normalised alike.

    Look at bits per byte, the usual figure in publications, and at perplexity for two checkpoints of one model.
    """

    name: ClassVar[str] = "bits_per_character"
    size: ClassVar[Size] = "characters"
    transform: ClassVar[Transform] = "identity"
    scale: ClassVar[float] = 1 / math.log(2)
