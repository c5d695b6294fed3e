"""Data sets: what a model is to be asked. One form of data a file, one line in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry
from assay.readers.questions.base import Form
from assay.readers.questions.options import AskOptions

if TYPE_CHECKING:
    from assay.readers.questions.asked import Asked

# Asked in this order; the first that recognises a file reads it.
FORMS: Registry[type[Form]] = Registry(
    "data form",
    {
        "messages": "assay.readers.questions.messages:Messages",
        "sharegpt": "assay.readers.questions.sharegpt:ShareGPT",
        "alpaca": "assay.readers.questions.alpaca:Alpaca",
        "text": "assay.readers.questions.text:Text",
        "plain": "assay.readers.questions.plain:Plain",
    },
)


def read_questions(source: str, options: AskOptions | None = None) -> Asked:
    """What the data at `source` (a path, a glob, a folder or "-") asks, row by row; of LLaMA-Factory's
    dataset_info.json, or a folder with one, the data set that the options name.

    Raises InputError, with a sentence, for what cannot be read; a row that cannot be is kept aside.
    """
    from assay.readers.questions.asked import asked

    return asked(source, options or AskOptions())
