"""ROUGE over the Chinese words that jieba cuts."""

from __future__ import annotations

from typing import ClassVar

from assay.metrics.generation.rouge import ROUGE1, ROUGE2, ROUGEL


class ROUGE1Jieba(ROUGE1):
    """As rouge1, over the Chinese words that jieba cuts, instead of characters. Marks count as words.

    It depends on how the words are cut, and that on the dictionary: a name that jieba does not know falls apart. The
    figure is lower than over characters, since two words that share a character no longer earn anything.

    Look at rouge1, which cuts nothing, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge1_jieba"
    default: ClassVar[bool] = False
    words: ClassVar[str | None] = "jieba"


class ROUGE2Jieba(ROUGE2):
    """As rouge2, over the Chinese words that jieba cuts, instead of characters. Marks count as words.

    It depends on how the words are cut, and that on the dictionary: a name that jieba does not know falls apart.

    Look at rouge2, which cuts nothing, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rouge2_jieba"
    default: ClassVar[bool] = False
    words: ClassVar[str | None] = "jieba"


class ROUGELJieba(ROUGEL):
    """As rougeL, over the Chinese words that jieba cuts, instead of characters. Marks count as words.

    It depends on how the words are cut, and that on the dictionary: a name that jieba does not know falls apart.

    Look at rougeL, which cuts nothing, at ratings for whether the text is right.
    """

    name: ClassVar[str] = "rougeL_jieba"
    default: ClassVar[bool] = False
    words: ClassVar[str | None] = "jieba"
