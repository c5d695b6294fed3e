"""ROUGE over stems, as rouge-score has it with `use_stemmer=True`."""

from __future__ import annotations

from typing import ClassVar

from assay.metrics.generation.rouge import ROUGE1, ROUGE2, ROUGEL, ROUGELsum


class ROUGE1Stem(ROUGE1):
    """As rouge1, with English words cut down to their stems first (Porter): "wanted" and "wants" are the same. This is
    rouge-score with `use_stemmer=True`, the usual figure of papers on English summaries.

    Stems are rough: "university" and "universe" become the same. Other languages are not stemmed.

    Look at rouge1 for the words as they stand, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge1_stem"
    default: ClassVar[bool] = False
    stemmed: ClassVar[bool] = True


class ROUGE2Stem(ROUGE2):
    """As rouge2, with English words cut down to their stems first (Porter). This is rouge-score with
    `use_stemmer=True`, the usual figure of papers on English summaries.

    Stems are rough: "university" and "universe" become the same. Other languages are not stemmed.

    Look at rouge2 for the words as they stand, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge2_stem"
    default: ClassVar[bool] = False
    stemmed: ClassVar[bool] = True


class ROUGELStem(ROUGEL):
    """As rougeL, with English words cut down to their stems first (Porter). This is rouge-score with
    `use_stemmer=True`, the usual figure of papers on English summaries.

    Stems are rough: "university" and "universe" become the same. Other languages are not stemmed.

    Look at rougeL for the words as they stand, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rougeL_stem"
    default: ClassVar[bool] = False
    stemmed: ClassVar[bool] = True


class ROUGELsumStem(ROUGELsum):
    """As rougeLsum, with English words cut down to their stems first (Porter). This is rouge-score with
    `use_stemmer=True`, the usual figure of papers on English summaries of several sentences.

    Stems are rough: "university" and "universe" become the same. Other languages are not stemmed.

    Look at rougeLsum for the words as they stand, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rougeLsum_stem"
    stemmed: ClassVar[bool] = True
