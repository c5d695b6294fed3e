"""Bits per byte of the raw text."""

from __future__ import annotations

import math
from typing import ClassVar

from assay.metrics.likelihood.base import NatsPerSize, Size, Transform


class BitsPerByte(NatsPerSize):
    """How many bits the model needs for each byte of the text in UTF-8: all nats over ln 2 and over all bytes. It
    does not depend on the tokeniser, so that models can be compared.

    It compares only models that were given the same text: the same normalisation, the same bytes. A tokeniser that
    lowers case or replaces rare characters makes the text easier, and the number meaningless. A Chinese character has
    three bytes, so figures of two languages cannot be compared.

    Look at bits per character for a text of one language, and at perplexity for two checkpoints of one model.
    """

    name: ClassVar[str] = "bits_per_byte"
    size: ClassVar[Size] = "bytes"
    transform: ClassVar[Transform] = "identity"
    scale: ClassVar[float] = 1 / math.log(2)
