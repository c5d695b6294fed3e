"""BLEU and ROUGE as LLaMA-Factory's `predict` reports them, under names of their own."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.messages import Text
from assay.core.scores import Measured
from assay.core.task import Family, Task
from assay.metrics.generation.texts import mean_of_texts, missing_texts, predicted, referred
from assay.text.llamafactory import character_bleu, word_rouge

_PLACES = 4  # LLaMA-Factory rounds the score of each text, of 100, before it averages


class LlamaFactoryScore:
    """The mean over texts of a score of the first reference, in points of 100, each rounded to four places."""

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("generation",)
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "overlap"
    signature: ClassVar[str]

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no predictions or no references."""
        return missing_texts(examples)

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (score, 1) a text."""
        points = [round(score * 100, _PLACES) for score in self.scores(examples)]
        return mean_of_texts(self.name, points, self.signature, bounds=(0.0, 100.0))

    def scores(self, examples: Examples) -> list[float]:
        """(n) the score of each text, in [0, 1]."""
        raise NotImplementedError


class BLEULlamaFactory(LlamaFactoryScore):
    """LLaMA-Factory's "bleu-4": NLTK's sentence BLEU over characters, with smoothing method 3, of 100, averaged over
    texts. It is here so that old reports can be compared, and so that its figure can be reproduced.

    Over characters in every language, it mostly measures spelling: English texts that share no word still earn points
    for common letters. It is averaged over texts and smoothed, so it is not the BLEU of papers and may be many times
    that. On labels it means nothing.

    Look at bleu for translations, rougeL for summaries, accuracy or macro_f1 for labels.
    """

    name: ClassVar[str] = "bleu_llamafactory"
    signature: ClassVar[str] = "tok:char|smooth:nltk-method3|mean of texts|refs:1"
    copies_are_best: ClassVar[bool] = False  # a text of three characters has no four in a row

    def scores(self, examples: Examples) -> list[float]:
        """(n) sentence BLEU over characters."""
        return character_bleu(predicted(examples), referred(examples)[0])


class ROUGELlamaFactoryScore(LlamaFactoryScore):
    """F of one of the three ROUGEs of rouge_chinese over jieba's words."""

    signature: ClassVar[str] = "tok:jieba|rouge_chinese-1.0.3|mean of texts|refs:1"
    which: ClassVar[int]

    def scores(self, examples: Examples) -> list[float]:
        """(n) F; the words are cut once for all three."""
        return [scores[self.which] for scores in examples.once("rouge_llamafactory", lambda: _all_rouge(examples))]


class ROUGE1LlamaFactory(ROUGELlamaFactoryScore):
    """LLaMA-Factory's "rouge-1": F of the words that prediction and reference share, cut by jieba and each counted
    once, of 100, averaged over texts (rouge_chinese). It is here so that old reports can be compared.

    Repeating the right words costs nothing, since words are a set. Spaces between English words are not counted, marks
    are. On one-word labels it is accuracy under another name.

    Look at rouge1, which counts repetitions and says how it cuts words.
    """

    name: ClassVar[str] = "rouge1_llamafactory"
    which: ClassVar[int] = 0


class ROUGE2LlamaFactory(ROUGELlamaFactoryScore):
    """LLaMA-Factory's "rouge-2": F of the pairs of neighbouring words that prediction and reference share, cut by jieba
    and each counted once, of 100, averaged over texts (rouge_chinese). It is here so that old reports can be compared.

    A text of one word has no pair, so the figure is 0 on one-word labels however good the model is.

    Look at rouge2, and at accuracy or macro_f1 for labels.
    """

    name: ClassVar[str] = "rouge2_llamafactory"
    which: ClassVar[int] = 1


class ROUGELLlamaFactory(ROUGELlamaFactoryScore):
    """LLaMA-Factory's "rouge-l": F of the longest common subsequence of prediction and reference over jieba's words, of
    100, averaged over texts (rouge_chinese). It is here so that old reports can be compared.

    It depends on how jieba cuts words, which changes with its dictionary. On one-word labels it is accuracy under
    another name.

    Look at rougeL, which takes Chinese by characters unless asked otherwise.
    """

    name: ClassVar[str] = "rougeL_llamafactory"
    which: ClassVar[int] = 2


def _all_rouge(examples: Examples) -> list[tuple[float, float, float]]:
    return [word_rouge(said, gold) for said, gold in zip(predicted(examples), referred(examples)[0], strict=True)]
