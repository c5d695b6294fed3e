"""The report as a section of a Hugging Face model card: results for the Hub to read, and the same in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import ClassVar

from assay.core.estimate import Estimate
from assay.core.report import Json, Report
from assay.renderers.markdown import markdown_table, prose
from assay.renderers.said.block import Table
from assay.renderers.said.origin import command_of
from assay.renderers.said.safety import Quoted, one_line
from assay.renderers.said.tables import gates_table, numbers_table
from assay.renderers.said.view import View
from assay.text.patterns import pattern

TASKS = {"classification": "text-classification", "generation": "text-generation", "lm": "text-generation"}
"""The Hub's names of tasks."""

TYPES = {
    **dict.fromkeys(("f1", "macro_f1", "micro_f1", "weighted_f1", "samples_f1"), "f1"),
    **dict.fromkeys(("precision", "macro_precision"), "precision"),
    **dict.fromkeys(("bleu1", "bleu2", "bleu3", "bleu4", "sentence_bleu", "bleu_llamafactory"), "bleu"),
    "bleu": "sacrebleu",
    "chrf++": "chrf",
    "mcc": "matthews_correlation",
    "auroc": "roc_auc",
    "perplexity_llamafactory": "perplexity",
}
"""The Hub's names of metrics, where they are not ours; every ROUGE is "rouge" there, its `name` tells which."""

COMPARED = ("comparison", "stability", "people", "people-difference", "preferences")
_NAME = 96  # characters, the Hub's limit
_NO_NAME = pattern(r"[^A-Za-z0-9._-]+")


class ModelCardRenderer:
    """YAML as https://github.com/huggingface/hub-docs/blob/main/modelcard.md has it, then Markdown. `verified` and
    `source` are not set: the first is the Hub's to say, the second needs an address.
    """

    name: ClassVar[str] = "model-card"
    filename: ClassVar[str] = "model-card.md"

    def render(self, report: Report) -> str:
        """The section, ready to be the README of a model, or to be put into one."""
        view = View(report)
        text = "\n\n".join(filter(None, _text(view)))
        return f"{_front(view)}{text}\n"


def model_index(view: View) -> list[Json]:
    """The results as the Hub has them; empty where there is no number."""
    report, words = view.report, view.words
    metrics: list[Json] = [
        {"type": _type(one), "value": float(f"{one.value:.6g}"), "name": str(one_line(words.heading(one)))}
        for one in _shown(view)
    ]
    if not metrics:
        return []
    kind = report.task.family
    task: Json = {"type": TASKS[kind], "name": words.named("renderers.task-", kind)}
    dataset: Json = {"type": _slug(view.subject) or "test-set", "name": str(one_line(view.subject))}
    return [{"name": _model(view), "results": [{"task": task, "dataset": dataset, "metrics": metrics}]}]


def _shown(view: View) -> list[Estimate]:
    return [one for one in view.report.estimates.values() if one.value is not None and isfinite(one.value)]


def _front(view: View) -> str:
    import yaml  # only cards need it

    index = model_index(view)
    if not index:
        return ""
    document = {"metrics": sorted(set(map(_type, _shown(view)))), "model-index": index}
    shown = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n# {view.words('renderers.card-fill-in')}\n{shown}---\n\n"


def _type(estimate: Estimate) -> str:
    name = estimate.metric.partition("[")[0]
    return "rouge" if name.startswith("rouge") else TYPES.get(name, str(one_line(name)))


def _model(view: View) -> str:
    """The checkpoint that answered, where that is known; else the file's name."""
    settings = view.report.source.settings
    known = settings.get("adapter") or settings.get("model") or ""
    known = "" if known == "None" else known.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return _slug(known) or _slug(view.subject) or "model"


def _slug(name: str) -> str:
    stem = re.sub(r"(\.(jsonl?|csv|tsv|txt|parquet|arrow|gz|zst))+$", "", one_line(name))
    return _NO_NAME.sub("-", stem).strip("-.")[:_NAME]


def _text(view: View) -> Iterator[str]:
    words, report = view.words, view.report
    yield f"## {words('renderers.card-heading')}"
    yield f"**{view.word}** · {prose(view.why)}"
    yield prose(_judged(view))
    if view.lines:
        yield f"### {words('renderers.card-results')}"
        yield markdown_table(numbers_table(view))
        yield prose(words("renderers.card-interval-note", level=view.level))
    if view.gates:
        yield f"### {words('renderers.requirements')}"
        yield markdown_table(gates_table(view))
    for block in view.blocks:
        if block.name in COMPARED:
            yield from _part(block.title, block.sentences, block.brief or block.table)
    limits = [f"{words.of(one.title)}. {words.of(one.message)}" for one in report.findings if one.severity != "note"]
    if limits:
        yield from _part(words("renderers.card-limits"), tuple(limits))
    yield f"<sub>{' · '.join(prose(part) for part in command_of(view) if not isinstance(part, Quoted))}</sub>"


def _judged(view: View) -> str:
    n, words = view.report.source.rows, view.words
    if view.is_run_alone:
        return words("renderers.card-judged-run", n=n)
    return words("renderers.card-judged", n=n, task=view.task, policy=view.report.judgement.policy)


def _part(title: str, sentences: tuple[str, ...], table: Table | None = None) -> Iterator[str]:
    yield f"### {prose(title)}"
    yield "\n".join(f"- {prose(sentence)}" for sentence in sentences if sentence)
    if table is not None:
        yield markdown_table(table)
