"""One run again, from what the history keeps of it: the answer first, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assay.cli.runs_shown import numbers, when
from assay.core.history import Result, Run
from assay.core.verdict import Outcome
from assay.frozen import frozen
from assay.renderers.said.block import Table
from assay.renderers.said.figures import NOTHING, count
from assay.renderers.said.lines import SIGNS
from assay.renderers.said.words import Words
from assay.renderers.terminal.sheet import INDENT, Paint, Sheet

Part = Mapping[str, Any]  # of a result.json that any version of Assay may have written


def as_report(run: Run, result: Result, language: str, width: int, *, colour: bool) -> str:
    """The page. Sentences are in the language in which they were said; headings in `language`."""
    return "\n".join(_Page(Paint(colour), width, Words(language), run, result).lines()) + "\n"


@frozen
class _Page(Sheet):
    words: Words
    run: Run
    result: Part

    def lines(self) -> list[str]:
        sections = (self.verdict(), self.facts(), self.gates(), self.against(), self.numbers(), self.findings())
        return [line for section in sections if section for line in ("", *section)][1:]

    def verdict(self) -> list[str]:
        outcome, verdict = Outcome(self.run.outcome), self.result.get("verdict") or {}
        lines = [self.paint.outcome(f"{SIGNS[outcome]} {self.words.outcome(outcome)}", outcome)]
        lines += self.sentence(str(verdict.get("why") or ""))
        steps = verdict.get("next") or []
        if steps:
            lines += ["", INDENT + self.paint.strong(self.words("renderers.next"))]
        return lines + [line for i, step in enumerate(steps, 1) for line in self.sentence(str(step), f"{i}. ")]

    def facts(self) -> list[str]:
        rows = tuple((self.words(f"runs.fact-{name}"), value) for name, value in self.known() if value)
        return [self.heading(self.words("runs.facts")), *self.table_body(Table(("", ""), rows))]

    def known(self) -> Iterator[tuple[str, str]]:
        run = self.run
        yield "id", run.id
        yield "when", when(run)
        yield "project", run.project
        yield "path", run.path
        yield "sha256", run.sha256 or ""
        yield "base", run.base or ""
        yield "n", count(run.n)
        yield "policy", run.policy
        yield "commit", self.words("runs.dirty", commit=run.commit) if run.commit and run.dirty else run.commit or ""
        yield "version", run.version
        yield "settings", self.words("runs.settings", level=f"{run.level:g}", seed=run.seed, settings=run.settings[:12])
        yield "tags", ", ".join(run.tags)
        yield "note", run.note

    def gates(self) -> list[str]:
        gates = self.result.get("gates") or []
        if not gates:
            return []
        lines = [self.heading(self.words("renderers.requirements"))]
        for gate in gates:
            outcome = Outcome(gate["outcome"])
            lines += self.sentence(str(gate.get("requirement") or ""), f"{SIGNS[outcome]} ")
            if gate.get("why") and gate["why"] != (self.result.get("verdict") or {}).get("why"):
                lines += self.sentence(str(gate["why"]), INDENT, faint=True)
        return lines

    def against(self) -> list[str]:
        said = [one["effect"] for one in self.bases() if one.get("effect")]
        lines = [line for effect in said for line in self.sentence(str(effect))]
        return [self.heading(self.words("runs.against")), *lines] if lines else []

    def bases(self) -> list[Part]:
        first = self.result.get("comparison")
        return [*([first] if first else []), *(self.result.get("other_comparisons") or [])]

    def numbers(self) -> list[str]:
        metrics = self.result.get("metrics") or {}
        if not metrics:
            return []
        rows = tuple(_row(name, one) for name, one in metrics.items())
        head = ("", self.words("runs.head-value"), self.words("runs.head-interval"), "n")
        level = f"{100 * self.run.level:.4g}\u00a0%"
        title = self.heading(self.words("renderers.numbers", level=level))
        return [title, *self.table(Table(head, rows, frozenset({1, 2, 3})))]

    def findings(self) -> list[str]:
        found = self.result.get("findings") or []
        lines = [line for one in found for line in self.sentence(str(one.get("title") or one["code"]), "! ")]
        return [self.heading(self.words("runs.findings")), *lines] if lines else []


def _row(name: str, one: Part) -> tuple[str, ...]:
    value, low, high = numbers(one.get("value"), one.get("low"), one.get("high"))
    ends = "" if one.get("low") is None and one.get("high") is None else f"{low} – {high}"
    n = one.get("n")
    return str(one.get("title") or name), value, ends, NOTHING if n is None else count(n)
