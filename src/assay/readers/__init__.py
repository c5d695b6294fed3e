"""Readers: a tool's file in, examples out. One file a tool, one line in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry
from assay.readers.base import Reader, ReadOptions

if TYPE_CHECKING:
    from assay.core.examples import Examples

# Asked in this order; the first that recognises a file reads it, and `generic` whatever nobody knows.
READERS: Registry[type[Reader]] = Registry(
    "reader",
    {
        "llamafactory-predictions": "assay.readers.llamafactory:Predictions",
        "llamafactory-perplexity": "assay.readers.llamafactory:Perplexities",
        "assay-predictions": "assay.readers.assay_predict:Predictions",
        "swift-predictions": "assay.readers.swift:SwiftPredictions",
        "evalscope-reviews": "assay.readers.evalscope:Reviews",
        "evalscope-predictions": "assay.readers.evalscope:Predictions",
        "lm-eval-samples": "assay.readers.lm_eval:Samples",
        "lighteval-details": "assay.readers.lighteval:Details",
        "inspect-log": "assay.readers.inspect_ai:InspectLog",
        "opencompass": "assay.readers.opencompass:OpenCompass",
        "promptfoo": "assay.readers.promptfoo:Promptfoo",
        "deepeval": "assay.readers.deepeval:DeepEval",
        "mlflow-table": "assay.readers.mlflow:EvaluationTable",
        "openai-batch": "assay.readers.openai_batch:BatchOutput",
        "openai-evals": "assay.readers.openai_evals:EvalsRecord",
        "likelihoods": "assay.readers.likelihoods:TokenLikelihoods",
        "mt-bench": "assay.readers.mt_bench:Answers",
        "alpaca-eval": "assay.readers.alpaca_eval:ModelOutputs",
        "sharegpt": "assay.readers.sharegpt:ShareGPT",
        "messages": "assay.readers.messages:Messages",
        "alpaca": "assay.readers.alpaca:Alpaca",
        "training-log": "assay.readers.training_log:TrainingLog",
        "results": "assay.readers.results:Results",
        "ratings": "assay.readers.ratings.refusal:Ratings",
        "text": "assay.readers.text:ParallelText",
        "generic": "assay.readers.generic:Generic",
    },
)


def read(source: object, options: ReadOptions | None = None, references: object = None) -> Examples:
    """The examples behind `source`: a path, a glob, a folder, "-" for standard input, or values: rows, columns, a list
    of predictions, a NumPy array, a table of pandas, polars or pyarrow; examples that are read already are themselves.

    `references`, of the same kinds, are joined by id, else row by row. Raises InputError, with a sentence, for what
    cannot be read; a row that cannot be is kept aside in `source.skipped`. Examples without predictions are those of a
    data set: `read_candidate` refuses them.
    """
    from assay.readers.reading import read_source

    return read_source(source, options or ReadOptions(), references)


def read_candidate(source: object, options: ReadOptions | None = None, references: object = None) -> Examples:
    """As `read`; raises InputError for a file that holds nothing a model said, and says where such a file goes."""
    from assay.readers.reading import read_source, with_predictions

    return with_predictions(read_source(source, options or ReadOptions(), references))


def read_values(predictions: object, references: object = None, options: ReadOptions | None = None) -> Examples:
    """The examples of a list of predictions, with as many references (each one text or a list of them)."""
    return read(predictions, options, references)
