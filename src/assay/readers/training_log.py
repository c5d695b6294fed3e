"""Training logs: recognised, so that the sentence says where they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NoReturn

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.tables.table import Table

# Of each tool, fields that only its log has.
_FIELDS = {
    "LLaMA-Factory": ("current_steps", "total_steps"),
    "ms-swift": ("global_step/max_steps",),
    "Hugging Face Trainer": ("loss", "learning_rate"),
    "OpenAI": ("step", "train_loss"),
}


class TrainingLog:
    """The loss of a training run, not what its model said."""

    name: ClassVar[str] = "training-log"
    rank: ClassVar[int] = 9
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields, or by the trainer's state around them."""
        document = table.document
        if isinstance(document, Mapping) and "log_history" in document:
            return say("readers.why-parts", parts=["log_history"], tool="Hugging Face Trainer")
        found = next(((tool, fields) for tool, fields in _FIELDS.items() if table.has(*fields)), None)
        return None if found is None else say("readers.why-fields", fields=list(found[1]), tool=found[0])

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """Raises InputError: a log has no examples."""
        raise InputError("readers.is-log", path=table.path)
