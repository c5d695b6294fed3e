"""lm-evaluation-harness: samples_*.jsonl of generation, multiple choice and likelihood tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np

from assay.core.examples import Reported
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.figures import document_at, figures
from assay.readers.rows.groups import one_group
from assay.readers.rows.parts import Likelihood, Part, Row, assembled, collect
from assay.readers.rows.values import BadRow, Record, number_of, scalars_of, text_of, texts_of
from assay.readers.tables.table import Table
from assay.text.patterns import pattern

_FIELDS = ("doc_id", "doc", "target", "resps", "filtered_resps")
_NAME = pattern(r"samples_(.+)_(\d{4}-\d\d-\d\dT[\d.:-]+)")


class Samples:
    """One line a document and filter. Of several filters the first in the file is taken."""

    name: ClassVar[str] = "lm-eval-samples"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = True

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        if not table.has(*_FIELDS):
            return None
        return say("readers.why-fields", fields=list(_FIELDS), tool="lm-evaluation-harness")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """Texts, choices with probabilities, or likelihoods, by what the responses are."""
        records = list(table.records())
        labels = _shared_choices([record for _, record in records])
        lines, rows = collect(table, lambda record: _row(record, labels), records)
        lines, rows, notes = one_group(lines, rows, "readers.filter-chosen")
        part = assembled(table, lines, rows)
        if part.examples.probabilities is not None:
            notes = [*notes, say("readers.choice-by-likelihood")]
        return replace(part, notes=tuple(notes), reported=_reported(table))


def _reported(table: Table) -> tuple[Reported, ...]:
    """The task's figures in the results file of the same time."""
    found = _NAME.match(table.file.name) if table.file is not None else None
    if found is None or table.file is None:
        return ()
    path = table.file.with_name(f"results_{found[2].removesuffix('.')}.json")
    results = (document_at(path) or {}).get("results")
    task = results.get(found[1]) if isinstance(results, Mapping) else None
    return figures(task, str(path), lambda name: "_stderr" not in name and name != "sample_len")


def _row(record: Record, labels: Sequence[str] | None) -> Row:
    requests = _requests(record["arguments"])
    responses = record["filtered_resps"]
    extra = scalars_of(record["doc"]) if isinstance(record["doc"], dict) else {}
    row = Row(id=text_of(record["doc_id"]), extra=extra, group=str(record.get("filter", "")))
    if len(requests) > 1 and _is_pair(responses[0]):
        return _choice(row, record, requests, labels)
    if _is_pair(responses[0]) or _is_rolling(record, requests):
        return _likelihood(row, record, requests)
    said = responses[0] if isinstance(responses, list) else responses
    said = said[0] if isinstance(said, list) and said else said
    return replace(
        row, prediction=text_of(said or "") or "", references=texts_of(record["target"]), prompt=requests[0][0]
    )


def _requests(arguments: object) -> list[tuple[str, str]]:
    """The (context, continuation) of each request; both forms that the harness has written."""
    if isinstance(arguments, dict):
        values = [list(argument.values()) for argument in arguments.values()]
    else:
        values = [list(argument) for argument in arguments]  # type: ignore[attr-defined]  # anything else is malformed
    return [(_as_text(value[0]), _as_text(value[1]) if len(value) > 1 else "") for value in values]


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_pair(response: object) -> bool:
    """A log-likelihood and whether greedy decoding would have said it."""
    return isinstance(response, list) and len(response) == 2 and str(response[1]) in {"True", "False", "true", "false"}


def _is_rolling(record: Record, requests: Sequence[tuple[str, str]]) -> bool:
    metrics = record.get("metrics") or ()
    return len(requests) == 1 and not requests[0][1] and any("perplexity" in str(name) for name in metrics)


def _choices(record: Record) -> tuple[str, ...]:
    return tuple(continuation.strip() for _, continuation in _requests(record["arguments"]))


def _shared_choices(records: Sequence[Record]) -> Sequence[str] | None:
    """The choices, where every document has the same; the labels are then these, else the choices' numbers."""
    try:
        different = {_choices(record) for record in records}
    except (KeyError, TypeError, AttributeError, IndexError):
        return None
    shared = next(iter(different), ())
    return shared if len(different) == 1 and len(set(shared)) == len(shared) else None


def _choice(row: Row, record: Record, requests: Sequence[tuple[str, str]], labels: Sequence[str] | None) -> Row:
    scores = np.array([number_of(response[0]) for response in record["filtered_resps"]])
    if len(scores) != len(requests) or np.isnan(scores).any():
        raise BadRow("readers.row-shape")
    names = labels or [str(code) for code in range(len(scores))]
    weights = np.exp(scores - scores.max())
    shares = (weights / weights.sum()).tolist()
    target = [_chosen(one, _choices(record), names) for one in texts_of(record["target"])]
    return replace(
        row,
        prediction=names[int(scores.argmax())],
        references=target,
        prompt=requests[0][0],
        probabilities=dict(zip(names, shares, strict=True)),
    )


def _chosen(target: str, choices: Sequence[str], names: Sequence[str]) -> str:
    """The label of a target given as a choice's text or number."""
    if target.strip() in choices:
        return names[choices.index(target.strip())]
    return names[int(target)] if target.isdigit() and int(target) < len(names) else target


def _likelihood(row: Row, record: Record, requests: Sequence[tuple[str, str]]) -> Row:
    """The whole text's, or that of the continuation alone."""
    response = record["filtered_resps"][0]
    context, continuation = requests[0]
    text = continuation or (texts_of(record["target"]) or [context])[0]
    likelihood = Likelihood(
        -number_of(response[0] if isinstance(response, list) else response),
        bytes=len(text.encode("utf-8")),
        characters=len(text),
        words=len(re.split(r"\s+", text)),
    )
    return replace(row, references=[text], prompt=context if continuation else None, likelihood=likelihood)
