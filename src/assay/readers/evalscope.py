"""EvalScope: reviews/**.jsonl, with targets, and predictions/**.jsonl, without."""

from __future__ import annotations

from typing import ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import Record, message_text, prompt_text, text_of, texts_of
from assay.readers.tables.table import Table


class Reviews:
    """What was scored: the prediction as EvalScope extracted it, beside its target."""

    name: ClassVar[str] = "evalscope-reviews"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        fields = ("index", "target", "sample_score")
        return say("readers.why-fields", fields=list(fields), tool="EvalScope") if table.has(*fields) else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a review."""
        return part_of(table, _review)


def _review(record: Record) -> Row:
    score = record["sample_score"]["score"]
    said = score.get("extracted_prediction") or score.get("prediction")
    messages = record.get("messages") or record.get("input") or []
    sample = record["sample_score"]
    extra = {name: text_of(sample[name]) for name in ("group_id", "generation_index") if name in sample}
    return Row(text_of(said) or "", texts_of(record["target"]), prompt_text(messages), text_of(record["index"]), extra)


class Predictions:
    """What the model said, before it was scored."""

    name: ClassVar[str] = "evalscope-predictions"
    rank: ClassVar[int] = 1
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        fields = ("index", "model_output")
        return say("readers.why-fields", fields=list(fields), tool="EvalScope") if table.has(*fields) else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a sample."""
        return part_of(table, _prediction)


def _prediction(record: Record) -> Row:
    choices = record["model_output"]["choices"]
    said = message_text(choices[0]["message"]) if choices else ""
    return Row(said, prompt=prompt_text(record.get("messages")), id=text_of(record["index"]))
