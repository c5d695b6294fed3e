"""lighteval: details_*.parquet."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record, text_of, texts_of
from assay.readers.tables.table import Table

# The underscores went with version 0.13.
_FIELDS = (("__doc__", "__model_response__", "__metric__"), ("doc", "model_response", "metric"))


class Details:
    """What `--save-details` leaves: the document, the response and the metrics of each sample."""

    name: ClassVar[str] = "lighteval-details"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields, with or without the underscores."""
        fields = next((fields for fields in _FIELDS if table.has(*fields)), None)
        return None if fields is None else say("readers.why-fields", fields=list(fields), tool="lighteval")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a sample; of several generations the first."""
        return part_of(table, _row)


def _row(record: Record) -> Row:
    doc = record.get("__doc__") or record["doc"]
    response = record.get("__model_response__") or record["model_response"]
    choices = [choice.strip() for choice in doc.get("choices") or ()]
    gold = doc.get("gold_index")
    right = gold if isinstance(gold, list) else [gold]
    references = [choices[int(index)] for index in right if index is not None]
    said = _said(response, choices)
    return Row(said, references, text_of(doc.get("query")), text_of(doc.get("id")) or None)


def _said(response: Record, choices: list[str]) -> str:
    """The text, else the choice with the highest log-probability."""
    texts = texts_of(response.get("text") or response.get("final_text") or [])
    if texts and any(texts):
        return texts[0]
    logprobs = response.get("logprobs") or []
    if choices and len(logprobs) == len(choices):
        return choices[max(range(len(choices)), key=lambda at: float(logprobs[at]))]
    return ""
