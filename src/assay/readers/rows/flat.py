"""Rows whose fields are the roles themselves: one column the prediction, one the reference, and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assay.core.arrays import BoolArray
from assay.core.columns import Column
from assay.core.examples import Examples, Probabilities
from assay.core.messages import Text, say
from assay.readers.rows.columns import LazyColumn
from assay.readers.rows.names import Roles
from assay.readers.rows.parts import MALFORMED, NO_SOURCE, Part, kept, references_of
from assay.readers.rows.probabilities import argmax_labels, probabilities_of
from assay.readers.rows.probability_plan import Plan
from assay.readers.rows.values import BadRow, listed, message_text, prompt_text, text_of, texts_of
from assay.readers.tables.gather import Columns
from assay.readers.tables.table import Table


def flat_part(table: Table, roles: Roles, plan: Plan | None = None) -> Part:
    """The part that a table's columns make. Everything without a role is kept as a possible slice."""
    scalars = frozenset(table.scalars())
    texts = [name for name in (roles.prediction, roles.reference) if name in scalars]
    nested = [name for name in (roles.prediction, roles.reference, *roles.prompt) if name and name not in scalars]
    numbers = plan.columns if plan else ()
    lazy = [name for name in table.scalars() if name not in texts and name not in numbers]
    columns = table.columns(texts, [*nested, *numbers], lazy)
    return _Assembly(table, roles, columns, plan).part()


@dataclass
class _Assembly:
    """The columns of one table on their way to examples; `faults` are rows that turn out to be bad."""

    table: Table
    roles: Roles
    columns: Columns
    plan: Plan | None
    faults: dict[int, BadRow] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)

    def part(self) -> Part:
        """The good rows."""
        references, several = self._references()
        predictions, sets = self._predictions(several=several)
        if sets is None:
            self._without_reference(references)
        probabilities = self._probabilities(predictions, references)
        if predictions is None and probabilities is not None:
            predictions = self._most_probable(probabilities, references)
        examples = Examples(
            NO_SOURCE,
            predictions=predictions,
            references=references,
            prompts=self._prompts(),
            ids=self._text(self.roles.identity),
            prediction_sets=sets,
            probabilities=probabilities,
            extra=self._extra(probabilities),
        )
        self._without_anything(examples)
        return self._good(Part(examples, self.columns.lines, tuple(self.notes)))

    def _good(self, part: Part) -> Part:
        if not self.faults:
            return part
        for row, bad in sorted(self.faults.items()):
            self.table.set_aside(part.lines[row], bad)
        mask: BoolArray = np.ones(self.columns.length, dtype=np.bool_)
        mask[list(self.faults)] = False
        return kept(part, mask)

    def _text(self, name: str | None) -> Column | None:
        return None if name is None else self.columns.texts.get(name)

    def _nested(self, name: str | None) -> Sequence[object] | None:
        return None if name is None else self.columns.values.get(name)

    def _references(self) -> tuple[tuple[Column, ...], bool]:
        """The references, and whether they come as lists."""
        text = self._text(self.roles.reference)
        if text is not None:
            return (() if len(_missing_rows(text)) == len(text) else (text,)), False
        values = self._nested(self.roles.reference)
        if values is None:
            return (), False
        return references_of([self._texts(row, value) for row, value in enumerate(values)]), True

    def _texts(self, row: int, value: object) -> list[str]:
        """The texts of one row's value; the answers of a question may lie a level deeper."""
        try:
            if isinstance(value, Mapping):
                value = value.get("text", [message_text(value)])
            value = listed(value)
            if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
                return [message_text(value)]
            return texts_of(value)
        except BadRow as bad:
            self.faults[row] = bad
        except MALFORMED:
            self.faults[row] = BadRow("readers.row-shape")
        return []

    def _predictions(self, *, several: bool) -> tuple[Column | None, tuple[tuple[str, ...], ...] | None]:
        """What was said, and as sets of labels where both sides are lists of them."""
        text = self._text(self.roles.prediction)
        values = self._nested(self.roles.prediction)
        if text is not None or values is None:
            return text, None
        lists = [self._texts(row, value) for row, value in enumerate(values)]
        if several and any(len(labels) != 1 for labels in lists):
            self._without_set(values)
            return Column([", ".join(labels) for labels in lists]), tuple(map(tuple, lists))
        most = max(map(len, lists), default=0)
        if most > 1:
            self.notes.append(say("readers.first-of-several", n=most))
        return Column([labels[0] if labels else None for labels in lists]), None

    def _without_set(self, predictions: Sequence[object]) -> None:
        """An empty list says that there is no label; no list at all says nothing."""
        golds = self._nested(self.roles.reference) or predictions
        for row, (said, gold) in enumerate(zip(predictions, golds, strict=True)):
            if gold is None:
                self.faults.setdefault(row, BadRow("readers.row-no-reference"))
            elif said is None:
                self.faults.setdefault(row, BadRow("readers.row-no-prediction"))

    def _without_reference(self, references: tuple[Column, ...]) -> None:
        if references:
            for row in _missing_rows(references[0]):
                self.faults.setdefault(row, BadRow("readers.row-no-reference"))

    def _without_anything(self, examples: Examples) -> None:
        """Where there are no references at all, a row without a prediction holds nothing."""
        if not examples.references and examples.predictions is not None:
            for row in _missing_rows(examples.predictions):
                self.faults.setdefault(row, BadRow("readers.row-no-prediction"))

    def _probabilities(self, said: Column | None, references: tuple[Column, ...]) -> Probabilities | None:
        if self.plan is None:
            return None
        gold = references[0] if references else None
        found, faults = probabilities_of(self.plan, self.columns.values, said, gold)
        for row, bad in faults.items():
            self.faults.setdefault(row, bad)
        if found is not None and self.plan.guessed:
            self.notes.append(self.plan.note)
        return found

    def _most_probable(self, probabilities: Probabilities, references: tuple[Column, ...]) -> Column | None:
        said = argmax_labels(probabilities, references[0] if references else None)
        if said is not None:
            self.notes.append(say("readers.most-probable", labels=list(probabilities.labels[:8])))
        return said

    def _prompts(self) -> Column | None:
        """One column, or two of them joined by a line feed."""
        parts = [self._prompt(name) for name in self.roles.prompt]
        if len(parts) < 2:
            return parts[0] if parts else None
        return LazyColumn(self.columns.length, lambda: Column(list(map(_lines_of, *(part.texts for part in parts)))))

    def _prompt(self, name: str) -> Column:
        text = self._text(name)
        if text is not None:
            return text
        values = self.columns.values[name]
        return LazyColumn(len(values), lambda: Column([_prompt_or_none(value) for value in values]))

    def _extra(self, probabilities: Probabilities | None) -> dict[str, Column]:
        """What has no role; columns that were thought to be probabilities and are not, too."""
        empty = {name for name in self.columns.texts if all(row.get(name) is None for row in self.table.head)}
        unused = {*self.columns.texts} - {*self.roles.used} - empty
        extra = {name: column for name, column in self.columns.texts.items() if name in unused}
        if self.plan is not None and probabilities is None:
            rest = [name for name in self.plan.columns if name in self.table.scalars()]
            extra |= {name: Column(list(map(_text_or_none, self.columns.values[name]))) for name in rest}
        return extra


def _lines_of(*parts: str | None) -> str | None:
    given = [part for part in parts if part]
    return "\n".join(given) if given else parts[0]


def _prompt_or_none(value: object) -> str | None:
    try:
        return prompt_text(value)
    except (BadRow, *MALFORMED):
        return None


def _text_or_none(value: object) -> str | None:
    try:
        return text_of(value)
    except BadRow:
        return None


def _missing_rows(column: Column) -> list[int]:
    """The rows without a string; no codes are made for a column of texts, nor a mask where none is missing."""
    if "texts" in vars(column):
        return [row for row, text in enumerate(column.texts) if text is None]
    return np.flatnonzero(column.missing).tolist() if column.codes.min(initial=0) < 0 else []


def with_notes(part: Part, *notes: Text) -> Part:
    """The part with more to say of the file."""
    return replace(part, notes=(*part.notes, *notes))
