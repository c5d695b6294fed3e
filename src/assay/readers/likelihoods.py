"""Token likelihoods: a document a line, with its tokens' log-probabilities or their sum."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.made import note_of, settings_beside
from assay.readers.rows.names import IDENTITY
from assay.readers.rows.parts import Likelihood, Part, Row, part_of
from assay.readers.rows.values import BadRow, Record, listed, number_of, scalars_of, text_of
from assay.readers.tables.table import Table

_SIZES = ("tokens", "bytes", "characters", "words")
_LOGPROBS = ("logprobs", "token_logprobs")
_OTHER_PROMPT = "nll_other_prompt"  # that of the text behind another row's prompt
_PROMPT = "prompt"
_USED = ("text", "nll", _PROMPT, _OTHER_PROMPT, *_LOGPROBS, *_SIZES)


class TokenLikelihoods:
    """`logprobs` (natural logarithms) beside `text` or `tokens`, or `nll` (nats) beside how many tokens or bytes."""

    name: ClassVar[str] = "likelihoods"
    rank: ClassVar[int] = 1
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        listed_as = next((name for name in _LOGPROBS if table.is_kind(name, list, dict)), None)
        if listed_as is not None and (table.has("text") or table.has("tokens")):
            return say("readers.why-likelihoods", fields=[listed_as, "text" if table.has("text") else "tokens"])
        sizes = [name for name in _SIZES if table.has(name)]
        return say("readers.why-likelihoods", fields=["nll", *sizes]) if table.has("nll") and sizes else None

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a document. The text is its reference: what the model was asked to find likely."""
        identity = options.id or next((name for name in IDENTITY if name in table.names), "")

        def row(record: Record) -> Row:
            text = _text(record)
            return Row(
                references=[] if text is None else [text],
                prompt=text_of(record.get(_PROMPT)),
                id=text_of(record.get(identity)),
                extra=scalars_of(record, identity, *_USED),
                likelihood=_summed(record, text) if table.has("nll") else _added(record, text),
            )

        part, settings = part_of(table, row), settings_beside(table.file)
        return replace(part, settings=settings, notes=(*part.notes, *note_of(settings)))


def _text(record: Record) -> str | None:
    if record.get("text") is not None:
        return text_of(record["text"])
    tokens = listed(record.get("tokens"))
    strings = [token for token in tokens if isinstance(token, str)] if isinstance(tokens, list) else []
    return "".join(strings) if strings and isinstance(tokens, list) and len(strings) == len(tokens) else None


def _summed(record: Record, text: str | None) -> Likelihood:
    nll = number_of(record["nll"])
    sizes = {name: number_of(record[name]) for name in _SIZES if not isinstance(record.get(name, []), list)}
    return _sound(nll, {**_sizes(text), **sizes}, number_of(record.get(_OTHER_PROMPT)))


def _added(record: Record, text: str | None) -> Likelihood:
    """A first token has no context and so no log-probability; it is not counted."""
    name = next(name for name in _LOGPROBS if name in record)
    logprobs = _numbers(record[name])
    if logprobs and math.isnan(logprobs[0]):
        logprobs = logprobs[1:]
    total = math.fsum(logprobs) if all(map(math.isfinite, logprobs)) else sum(logprobs)
    return _sound(-total, {**_sizes(text), "tokens": float(len(logprobs))})


def _sizes(text: str | None) -> dict[str, float]:
    """As lm-evaluation-harness counts them."""
    if text is None:
        return {}
    words = len(re.split(r"\s+", text))
    return {"bytes": float(len(text.encode("utf-8"))), "characters": float(len(text)), "words": float(words)}


def _sound(nll: float, sizes: Mapping[str, float], nll_other_prompt: float = math.nan) -> Likelihood:
    if math.isnan(nll) or nll < 0 or any(size <= 0 for size in sizes.values()):
        raise BadRow("readers.row-likelihood")
    return Likelihood(nll, **sizes, nll_other_prompt=nll_other_prompt)


def _numbers(logprobs: Any) -> Sequence[float]:  # noqa: ANN401 - a list of numbers, of objects, or an object of lists
    logprobs = listed(logprobs)
    if isinstance(logprobs, Mapping):
        logprobs = logprobs.get("token_logprobs") or logprobs["content"]
    return [number_of(one.get("logprob") if isinstance(one, Mapping) else one) for one in logprobs]
