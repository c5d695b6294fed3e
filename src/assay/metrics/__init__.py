"""Metrics: examples in, rows of sufficient statistics out. One file an item, one line in the table."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.registry import Registry
from assay.core.task import Family, Task
from assay.metrics.base import Metric

FOLDERS: dict[Family, str] = {"classification": "classification", "generation": "generation", "lm": "likelihood"}

METRICS: Registry[type[Metric]] = Registry(
    "metric",
    {
        "accuracy": "assay.metrics.classification.accuracy:Accuracy",
        "balanced_accuracy": "assay.metrics.classification.balanced_accuracy:BalancedAccuracy",
        "precision": "assay.metrics.classification.precision:Precision",
        "recall": "assay.metrics.classification.recall:Recall",
        "specificity": "assay.metrics.classification.specificity:Specificity",
        "f1": "assay.metrics.classification.f1:F1",
        "macro_precision": "assay.metrics.classification.macro_precision:MacroPrecision",
        "macro_f1": "assay.metrics.classification.macro_f1:MacroF1",
        "micro_f1": "assay.metrics.classification.micro_f1:MicroF1",
        "weighted_f1": "assay.metrics.classification.weighted_f1:WeightedF1",
        "mcc": "assay.metrics.classification.mcc:MCC",
        "kappa": "assay.metrics.classification.kappa:Kappa",
        "unparsed_rate": "assay.metrics.classification.unparsed_rate:UnparsedRate",
        "auroc": "assay.metrics.classification.auroc:AUROC",
        "average_precision": "assay.metrics.classification.average_precision:AveragePrecision",
        "log_loss": "assay.metrics.classification.log_loss:LogLoss",
        "brier": "assay.metrics.classification.brier:Brier",
        "ece": "assay.metrics.classification.ece:ECE",
        "ece_debiased": "assay.metrics.classification.ece_debiased:DebiasedECE",
        "subset_accuracy": "assay.metrics.classification.subset_accuracy:SubsetAccuracy",
        "samples_f1": "assay.metrics.classification.samples_f1:SamplesF1",
        "hamming_loss": "assay.metrics.classification.hamming_loss:HammingLoss",
        "bleu": "assay.metrics.generation.bleu:BLEU",
        "bleu1": "assay.metrics.generation.cumulative_bleu:BLEU1",
        "bleu2": "assay.metrics.generation.cumulative_bleu:BLEU2",
        "bleu3": "assay.metrics.generation.cumulative_bleu:BLEU3",
        "bleu4": "assay.metrics.generation.cumulative_bleu:BLEU4",
        "sentence_bleu": "assay.metrics.generation.sentence_bleu:SentenceBLEU",
        "chrf": "assay.metrics.generation.chrf:CHRF",
        "chrf++": "assay.metrics.generation.chrf:CHRFPlusPlus",
        "ter": "assay.metrics.generation.ter:TER",
        "rouge1": "assay.metrics.generation.rouge:ROUGE1",
        "rouge2": "assay.metrics.generation.rouge:ROUGE2",
        "rougeL": "assay.metrics.generation.rouge:ROUGEL",
        "rougeLsum": "assay.metrics.generation.rouge:ROUGELsum",
        "rouge1_stem": "assay.metrics.generation.rouge_stem:ROUGE1Stem",
        "rouge2_stem": "assay.metrics.generation.rouge_stem:ROUGE2Stem",
        "rougeL_stem": "assay.metrics.generation.rouge_stem:ROUGELStem",
        "rougeLsum_stem": "assay.metrics.generation.rouge_stem:ROUGELsumStem",
        "rouge1_jieba": "assay.metrics.generation.rouge_jieba:ROUGE1Jieba",
        "rouge2_jieba": "assay.metrics.generation.rouge_jieba:ROUGE2Jieba",
        "rougeL_jieba": "assay.metrics.generation.rouge_jieba:ROUGELJieba",
        "exact_match": "assay.metrics.generation.exact_match:ExactMatch",
        "token_f1": "assay.metrics.generation.token_f1:TokenF1",
        "length_ratio": "assay.metrics.generation.length_ratio:LengthRatio",
        "distinct1": "assay.metrics.generation.distinct:Distinct1",
        "distinct2": "assay.metrics.generation.distinct:Distinct2",
        "bleu_llamafactory": "assay.metrics.generation.llamafactory:BLEULlamaFactory",
        "rouge1_llamafactory": "assay.metrics.generation.llamafactory:ROUGE1LlamaFactory",
        "rouge2_llamafactory": "assay.metrics.generation.llamafactory:ROUGE2LlamaFactory",
        "rougeL_llamafactory": "assay.metrics.generation.llamafactory:ROUGELLlamaFactory",
        "perplexity": "assay.metrics.likelihood.perplexity:Perplexity",
        "bits_per_byte": "assay.metrics.likelihood.bits_per_byte:BitsPerByte",
        "bits_per_character": "assay.metrics.likelihood.bits_per_character:BitsPerCharacter",
        "word_perplexity": "assay.metrics.likelihood.word_perplexity:WordPerplexity",
        "prompt_gain": "assay.metrics.likelihood.prompt_gain:PromptGain",
        "perplexity_llamafactory": "assay.metrics.likelihood.perplexity_llamafactory:PerplexityLlamaFactory",
    },
)


def default_metrics(task: Task) -> Iterator[str]:
    """The metrics of this kind of task that are measured without being asked for; another package's are asked for by
    name. Those of other families are not imported.
    """
    folder = f"{__name__}.{FOLDERS[task.family]}."
    return (name for name in METRICS.built_in if METRICS.module_of(name).startswith(folder) and _suits(name, task))


def _suits(name: str, task: Task) -> bool:
    """Whether it is a default one and such a task has this number at all, whatever its file may lack."""
    metric = METRICS[name]
    several = getattr(metric, "multilabel", task.multilabel)  # a metric that does not say is for both
    return metric.default and several == task.multilabel and not (metric.per_class and task.positive is None)
