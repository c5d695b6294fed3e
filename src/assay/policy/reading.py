"""From nodes to a policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum
from typing import Protocol, TypeAlias, cast, get_args

from assay.core.by_people import PEOPLE
from assay.core.errors import AssayError
from assay.core.messages import has_sentence, say
from assay.core.task import Family
from assay.frozen import frozen
from assay.policy.entries import Entries, unknown
from assay.policy.nodes import Node, Series, Table, Word
from assay.policy.policy import (
    OPERATORS,
    BaseRequirement,
    Operator,
    Part,
    Place,
    Policy,
    Requirement,
    Score,
    Stable,
    Subject,
)
from assay.text.patterns import pattern

KEYS = ("name", "description", "task", "exact", "gates", "scores", "stability", "accept")
STABLE_KEYS = ("metric", "good", "bad")
GATE_KEYS = ("metric", "label", "operator", "threshold")
PART_KEYS = ("weight", "worst", "best")
FAMILIES: tuple[Family, ...] = get_args(Family)

_FILE = ".py"  # a user's own metric is found by its file, and called by the name it gives itself
_SUBJECT = pattern(r"(?P<metric>[^\[\]]+?)\s*(?:\[(?P<label>.+)\])?")
_GATE = pattern(r"(?P<subject>[^<>=!≤≥]+?)\s*(?P<operator>[<>=!≤≥]+)\s*(?P<threshold>\S+)")
_ANY = pattern(r"any of\s+(?P<subjects>.+)", re.IGNORECASE)
_BASE = pattern(r"(?P<name>base)\s*(?:(?P<sign>[-+*×−])\s*(?P<number>\S+))?", re.IGNORECASE)
_BASE_GATE = pattern(r"(?P<subject>[^<>=!≤≥]+?)\s*(?P<operator>[<>=!≤≥]+)\s*(?P<base>base\b.*)", re.IGNORECASE)
_MEANT = {"=>": ">=", "≥": ">=", "==": ">=", "=": ">=", "=<": "<=", "≤": "<=", ">>": ">", "<<": "<"}


_HUMAN = "human_"


class Named(Protocol):
    """A metric, as far as a policy knows one."""

    @property
    def name(self) -> str:
        """What it calls itself."""
        ...


Find: TypeAlias = Callable[[str], Named]
"""The metric of a name; raises an AssayError for a name that no metric has."""


def policy_of(root: Node, path: str, name: str, find: Find) -> Policy:
    """The policy that the file at `path` holds; called `name` where it says nothing else.

    Raises PolicyError with the line of what is not right.
    """
    return _Reading(path, find).policy(root, name)


@frozen
class _Reading(Entries):
    """A policy file that is being read."""

    find: Find

    def policy(self, root: Node, name: str) -> Policy:
        if not isinstance(root, Table):
            raise self.at(root).error("not-a-table", known=KEYS)
        self.known_keys(root, KEYS)
        own = self.word(root, "name")
        scores = self.scores(root)
        gates = self.gates(root, [score.name for score in scores])
        return Policy(
            own.written if own else name,
            tuple(gate for gate in gates if isinstance(gate, Requirement)),
            scores,
            self.task(root),
            self.yes(root, "exact"),
            base_gates=tuple(gate for gate in gates if isinstance(gate, BaseRequirement)),
            stable=self.stable(root),
            accepted=self.accepted(root),
        )

    def task(self, root: Table) -> Family | None:
        word = self.word(root, "task")
        if word is not None and word.written not in FAMILIES:
            raise unknown(self.at(word), "task", word.written, FAMILIES)
        return cast("Family", word.written) if word else None

    def gates(self, root: Table, scores: list[str]) -> tuple[Requirement | BaseRequirement, ...]:
        node = root.entries.get("gates")
        if not isinstance(node, Series) or not node.items:
            raise self.at(node or root).error("no-gates")
        return tuple(self.gate(item, scores) for item in node.items)

    def gate(self, node: Node, scores: list[str]) -> Requirement | BaseRequirement:
        if isinstance(node, Table):
            return self.long_gate(node, scores)
        against = _BASE_GATE.fullmatch(node.written.strip()) if isinstance(node, Word) else None
        if against is not None:
            return self.base_gate(against["subject"], Word(node.line, against["operator"]), against["base"])
        parts = _GATE.fullmatch(node.written.strip()) if isinstance(node, Word) else None
        if parts is None:
            raise self.at(node).error("not-a-gate")
        subject = self.subject(parts["subject"], self.at(node), scores)
        threshold = self.number(Word(node.line, parts["threshold"]), "threshold")
        return Requirement(subject, self.operator(Word(node.line, parts["operator"])), threshold)

    def base_gate(self, written: str, operator: Word, base: str) -> BaseRequirement:
        """The gate of `f1 > base + 0.02`, `perplexity <= base * 1.01` or `any of bleu, chrf > base`."""
        place = self.at(operator)
        several, margin = _ANY.fullmatch(written.strip()), _BASE.fullmatch(base.strip())
        if margin is None:
            raise place.error("not-against-base", written=base.strip())
        names = several["subjects"].split(",") if several else [written]
        subjects = tuple(self.subject(name, place) for name in names)
        sign = self.operator(operator)
        if margin["number"] is None:
            return BaseRequirement(subjects, sign)
        if len(subjects) > 1:
            raise place.error("any-of-margin", metrics=[subject.name for subject in subjects])
        number = self.number(Word(operator.line, margin["number"]), "threshold")
        if margin["sign"] in "*×":
            if number <= 0:
                raise place.error("not-against-base", written=base.strip())
            return BaseRequirement(subjects, sign, number, factor=True)
        return BaseRequirement(subjects, sign, number if margin["sign"] == "+" else -number)

    def stable(self, root: Table) -> Stable:
        node = root.entries.get("stability")
        if node is None:
            return Stable()
        if not isinstance(node, Table):
            raise self.at(node).error("not-stability")
        self.known_keys(node, STABLE_KEYS)
        metric = self.word(node, "metric")
        subject = None if metric is None else self.subject(metric.written, self.at(metric))
        if subject is not None and subject.by_people:
            raise subject.place.error("not-a-metric", name=subject.name)
        good, bad = self.end(node, "good"), self.end(node, "bad")
        limits = Stable().good if good is None else good, Stable().bad if bad is None else bad
        if not 0 < limits[0] <= limits[1] < 1:
            raise self.at(node).error("stability-limits")
        return Stable(subject, *limits)

    def accepted(self, root: Table) -> tuple[str, ...]:
        node = root.entries.get("accept")
        if node is None:
            return ()
        words = [item for item in node.items if isinstance(item, Word)] if isinstance(node, Series) else []
        if not isinstance(node, Series) or len(words) < len(node.items):
            raise self.at(node).error("not-findings")
        for word in words:
            if not has_sentence(f"findings.{word.written}-title"):
                raise self.at(word).error("unknown-finding", name=word.written)
        return tuple(word.written for word in words)

    def long_gate(self, table: Table, scores: list[str]) -> Requirement | BaseRequirement:
        self.known_keys(table, GATE_KEYS)
        metric = self.required(table, "metric")
        label = self.word(table, "label")
        name = metric.written if label is None else f"{metric.written}[{label.written}]"
        limit = self.required(table, "threshold")
        if limit.written.strip().lower().startswith("base"):
            return self.base_gate(name, self.required(table, "operator"), limit.written)
        subject = self.subject(name, self.at(metric), scores)
        threshold = self.number(limit, "threshold")
        return Requirement(subject, self.operator(self.required(table, "operator")), threshold)

    def operator(self, word: Word) -> Operator:
        if word.written in OPERATORS:
            return word.written
        if word.written in _MEANT:
            raise self.at(word).error("unknown-operator-near", name=word.written, near=_MEANT[word.written])
        raise unknown(self.at(word), "operator", word.written, OPERATORS)

    def subject(self, written: str, place: Place, scores: Sequence[str] = ()) -> Subject:
        """The metric and class of `recall[disease]`; it may also be one of `scores`, or rated by people."""
        written = _by_people(written.strip())
        parts = _SUBJECT.fullmatch(written)
        if parts is None:
            raise place.error("not-a-metric", name=written)
        metric, label = parts["metric"], parts["label"]
        if metric.startswith(PEOPLE) or written in scores:
            return Subject(metric, label, metric, place)
        try:
            found = self.find(written).name
        except AssayError as wrong:
            from difflib import get_close_matches

            near = get_close_matches(written, scores, n=1, cutoff=0.8)
            what = say("policy.unknown-score", name=written, near=near[0]) if near else wrong.text
            raise place.problem(what) from None
        return Subject(found, label, metric if _FILE in metric else found, place)

    def scores(self, root: Table) -> tuple[Score, ...]:
        node = root.entries.get("scores", Table(root.line, {}, {}))
        if not isinstance(node, Table):
            raise self.at(node).error("not-scores")
        return tuple(
            self.score(name, parts, Place(self.path, node.lines[name])) for name, parts in node.entries.items()
        )

    def score(self, name: str, node: Node, place: Place) -> Score:
        if not isinstance(node, Table) or not node.entries:
            raise place.error("not-scores")
        if name.startswith(PEOPLE) or self.is_metric(name):
            raise place.error("score-is-metric", name=name)
        parts = [self.part(key, part, Place(self.path, node.lines[key])) for key, part in node.entries.items()]
        total = fsum(part.weight for part in parts)
        return Score(name, tuple(replace(part, weight=part.weight / total) for part in parts))

    def is_metric(self, name: str) -> bool:
        try:
            self.find(name)
        except AssayError:
            return False
        return True

    def part(self, metric: str, node: Node, place: Place) -> Part:
        """One metric of a score: its weight alone, or a table of weight, worst and best."""
        subject = self.subject(metric, place)
        if isinstance(node, Word):
            return Part(subject, self.weight(node))
        if isinstance(node, Series):
            raise place.error("not-a-value", key=metric)
        self.known_keys(node, PART_KEYS)
        worst, best = self.end(node, "worst"), self.end(node, "best")
        if worst is not None and worst == best:
            raise place.error("worst-is-best", name=metric)
        return Part(subject, self.weight(self.required(node, "weight")), worst, best)

    def end(self, table: Table, key: str) -> float | None:
        word = self.word(table, key)
        return None if word is None else self.number(word, key)

    def weight(self, word: Word) -> float:
        value = self.number(word, "weight")
        if value <= 0:
            raise self.at(word).error("weight-not-positive", value=word.written)
        return value


def _by_people(written: str) -> str:
    """`human_fluency` is how others write `people.fluency`."""
    return PEOPLE + written.removeprefix(_HUMAN) if written.startswith(_HUMAN) else written
