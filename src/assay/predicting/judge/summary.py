"""What came of a judgement, in a few sentences: how many were judged and how, and how many could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.predicting.judge.sheets import DIMENSIONS

Row = Mapping[str, Any]


@frozen
class Summary:
    """The rows of an output, some of which have an "error" in place of a judgement."""

    rows: Sequence[Row]

    @property
    def judged(self) -> list[Row]:
        """Those without an error."""
        return [row for row in self.rows if "error" not in row]

    @property
    def sentences(self) -> list[Text]:
        """All there is to say."""
        found = self._of_pairs() if "winner" in self.rows[0] else self._of_grades()
        suspicious = sum(row["suspicious"] for row in self.rows)
        warned = [say("judge.suspicious", n=suspicious)] if suspicious else []
        return [*found, *self._failures(), *warned, say("judge.no-person")]

    def _of_grades(self) -> list[Text]:
        return [
            sentence
            for name in DIMENSIONS
            if name in self.rows[0]
            for sentence in (self._mean(name), self._left_out(name))
            if sentence is not None
        ]

    def _mean(self, name: str) -> Text | None:
        grades = [row[name] for row in self.judged if row[name] is not None]
        if not grades:
            return None
        return say("judge.mean", dimension=_title(name), mean=f"{sum(grades) / len(grades):.2f}", n=len(grades))

    def _left_out(self, name: str) -> Text | None:
        n = sum(name in row.get("left_out", ()) for row in self.judged)
        return say(f"judge.left-out-{name}", dimension=_title(name), n=n) if n else None

    def _of_pairs(self) -> list[Text]:
        judged = self.judged
        if not judged:
            return []
        counts = Counter(row["winner"] for row in judged)
        won = say("judge.wins", a=counts["a"], ties=counts["tie"], b=counts["b"], n=len(judged))
        return [won, *self._flips(judged)]

    def _flips(self, judged: Sequence[Row]) -> list[Text]:
        """How often the order decided, and whether one place was preferred."""
        orders = Counter(tuple(row["orders"]) for row in judged if not row["consistent"])
        n, first, second = orders.total(), orders["a", "b"], orders["b", "a"]
        if not n:
            return [say("judge.no-flips")]
        return [say("judge.flips", n=n, of=len(judged), share=f"{n / len(judged):.0%}", first=first, second=second)]

    def _failures(self) -> list[Text]:
        codes = Counter(row["fault"] for row in self.rows if "error" in row)
        if not codes:
            return []
        kinds = [say("judge.failures", kind=say(f"judge.kind-{code}"), n=n) for code, n in codes.most_common()]
        return [say("judge.not-judged", n=codes.total(), of=len(self.rows), kinds=kinds)]


def summary(output: Path) -> Summary:
    """Of a finished output."""
    return Summary([msgspec.json.decode(line) for line in output.read_bytes().splitlines()])


def _title(name: str) -> Text:
    return say(f"judge.dimension-{name}")
