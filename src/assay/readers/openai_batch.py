"""OpenAI's Batch API: the output file, in whatever order it came, with the prompts of the input file beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.files.content import Content
from assay.readers.rows.parts import Part, Row, part_of
from assay.readers.rows.values import BadRow, Record, message_text, prompt_text, text_of
from assay.readers.tables.json_lines import JsonLines
from assay.readers.tables.table import Table

_FIELDS = ("custom_id", "response")


class BatchOutput:
    """A response a line; a request that failed has no answer, and its row is set aside."""

    name: ClassVar[str] = "openai-batch"
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        if not table.has(*_FIELDS):
            return None
        return say("readers.why-fields", fields=list(_FIELDS), tool="OpenAI Batch")

    def read(self, table: Table, options: ReadOptions) -> Part:
        """A row a response."""
        prompts = _prompts(table.file)

        def row(record: Record) -> Row:
            identity = text_of(record["custom_id"])
            body = _body(record)
            return Row(answer_in(body), (), prompts.get(identity), identity, _ended(body))

        return part_of(table, row)


def _body(record: Record) -> Mapping[str, Any]:
    response = record["response"]
    if not isinstance(response, Mapping) or response.get("status_code", 200) != 200:
        raise BadRow("readers.row-request-failed")
    return response.get("body") or {}


def _ended(body: Mapping[str, Any]) -> Mapping[str, str | None]:
    """Why the text ended there, as a column where it is told: "stop", "length"."""
    choices = body.get("choices")
    if choices:
        reason = choices[0].get("finish_reason")
    else:
        cut = (body.get("incomplete_details") or {}).get("reason") == "max_output_tokens"
        reason = "length" if cut else body.get("status")
    return {} if reason is None else {"finish": text_of(reason)}


def answer_in(body: Mapping[str, Any]) -> str:
    """The text of a chat completion, a completion or a response."""
    choices = body.get("choices")
    if choices:
        return message_text(choices[0].get("message") or choices[0].get("text") or "")
    outputs = body["output"]
    return message_text([part for part in outputs if part.get("type", "message") == "message"])


def _prompts(output: Path | None) -> Mapping[str | None, str | None]:
    """By id, from the batch's input file, where one lies beside its output under the usual name."""
    if output is None or "output" not in output.name:
        return {}
    beside = output.with_name(output.name.replace("output", "input"))
    if not beside.is_file():
        return {}
    records = (record for _, record in JsonLines(Content.of(beside)).records())
    return {text_of(record.get("custom_id")): _asked(record.get("body")) for record in records}


def _asked(body: object) -> str | None:
    if not isinstance(body, Mapping):
        return None
    return prompt_text(body.get("messages") or body.get("prompt") or body.get("input"))
