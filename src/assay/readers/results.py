"""Files of figures: recognised, so that the sentence says what is wanted instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NoReturn

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.tables.table import RecordTable, Table

_MEASURES = ("loss", "accuracy", "acc", "f1", "bleu", "rouge", "perplexity", "runtime", "exact_match", "precision")


class Results:
    """What a tool computed, without the predictions that it computed it from."""

    name: ClassVar[str] = "results"
    rank: ClassVar[int] = 9
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """lm-evaluation-harness's results, axolotl's summary, or an object of nothing but measures."""
        document = table.document
        if isinstance(document, Mapping) and isinstance(document.get("results"), Mapping) and "versions" in document:
            return say("readers.why-parts", parts=["results", "versions"], tool="lm-evaluation-harness")
        if table.names == ("metric", "training", "validation"):
            return say("readers.why-fields", fields=list(table.names), tool="axolotl")
        if isinstance(table, RecordTable) and table.items == [document] and _is_measures(document):
            return say("readers.why-measures")
        return None

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """Raises InputError: figures are no examples."""
        raise InputError("readers.is-results", path=table.path)


def _is_measures(document: object) -> bool:
    if not isinstance(document, Mapping):
        return False
    numbers = [str(name) for name, value in document.items() if isinstance(value, int | float)]
    named = any(measure in name.lower() for name in numbers for measure in _MEASURES)
    return named and len(numbers) * 2 > len(document)
