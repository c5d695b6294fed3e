"""Human ratings: recognised, so that the sentence says where they go."""

from __future__ import annotations

from typing import ClassVar, NoReturn

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.names import normalised, roles_of
from assay.readers.tables.table import Table

_RATERS = ("rater", "rater_id", "annotator", "annotator_id", "annotator1", "annotator_1", "worker_id")
_RATINGS = ("annotations", "expert_annotations", "turker_annotations", "ratings", "human_ratings")


class Ratings:
    """What people thought of outputs."""

    name: ClassVar[str] = "ratings"
    rank: ClassVar[int] = 9
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By who rated, or by the ratings, unless predictions and references stand beside them."""
        roles = roles_of(table.names)
        if roles.prediction is not None and roles.reference is not None:
            return None
        found = [name for name in table.names if _is_rating(table, name)]
        if table.has("fields", "responses") and table.is_kind("fields", dict):  # records of Argilla
            found.append("responses")
        return say("readers.why-ratings", fields=found) if found else None

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """Raises InputError: ratings are no predictions."""
        raise InputError("readers.is-ratings", path=table.path)


def _is_rating(table: Table, name: str) -> bool:
    if normalised(name) in _RATERS or name.endswith(".responses"):
        return True
    return normalised(name) in _RATINGS and table.is_kind(name, list, dict)
