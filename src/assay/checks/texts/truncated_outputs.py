"""Outputs that were cut off at a limit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked, share
from assay.checks.texts.sample import Sample, sample
from assay.checks.texts.stakes import hanging
from assay.core.finding import Finding
from assay.core.messages import say
from assay.stats.student import critical_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.core.arrays import Array, BoolArray
    from assay.core.columns import Column

COLUMNS = ("finish", "finish_reason", "stop_reason")
CUT = frozenset({"length", "max_tokens", "max_length"})
ENDS = ".!?。！？…؟।:;；：\"'”’」』》)）]】}>*`|_~"  # what a finished text ends with, marks of format among them
FINISHED = 0.9  # of the references, for an output without an end to mean anything
FEWEST, OTHERS = 5, 10
SHORTEST = 30  # characters, half as many in East Asian languages: what is shorter may be an answer without an end
LONGER = 0.2  # the most often that a finished output is longer than one that was cut
LONGER_BELOW_CEILING = 0.35  # the same, where there is a ceiling that references exceed and outputs do not
CEILING, ABOVE, WANTED_ABOVE = 1.15, 0.005, 0.1  # times the median of those that were cut; shares beyond it
SPREAD = 0.3  # of the lengths of those that were cut: quartile distance by median
BEYOND = 0.8  # of the references of those that were cut are longer, where nothing is finished to compare with


class TruncatedOutputs:
    """Outputs end because a limit on tokens was reached, not because the model was done.

    Decided by what the file says of how each output ended ("finish", "finish_reason" or "stop_reason"): more than 1 %
    at the limit, with 99 % confidence; critical from a fifth on. Where no column says so and 90 % of the references end
    with a mark, an output that ends without one was cut if there is a common limit: the unfinished outputs are about
    equally long, 30 characters or more (15 in East Asian languages), and a finished output is seldom longer than an
    unfinished one (in a fifth of all pairs at most, or in 35 % where a tenth of the references and no outputs are 15 %
    longer).

    Ignore it where only the beginning is judged, as for a label that comes first.
    """

    code: ClassVar[str] = "truncated-outputs"

    def look(self, case: Case) -> Looked:
        """From the column that says how outputs ended, or from their ends and lengths."""
        column = next((case.examples.extra[name] for name in COLUMNS if name in case.examples.extra), None)
        if column is None:
            return self._by_length(case)
        return self._finding(case, _told(column), len(column), by="message")

    def _by_length(self, case: Case) -> Looked:
        missing = say("findings.needs-finish", columns=list(COLUMNS))
        if case.texts is None or case.task.family != "generation" or not case.examples.references:
            return missing
        drawn = sample(case)
        if not _usually_finished(drawn):
            return missing
        cut = _cut_at_a_limit(drawn)
        return self._finding(case, drawn.marked(cut, len(case.examples)), len(drawn), by="message-mid") or missing

    def _finding(self, case: Case, cut: BoolArray, n: int, *, by: str) -> Finding | None:
        """On `cut` (all,), of `n` that were looked at."""
        k = int(cut.sum())
        rate = share(k, n)
        if rate.severity == "note":
            return None
        return Finding(
            self.code,
            rate.severity,
            say("findings.truncated-outputs-title"),
            say(f"findings.truncated-outputs-{by}", k=k, n=n, length=_length(case, cut)),
            rate.evidence,
            case.named(cut),
            (say("findings.truncated-outputs-limit"), say("findings.truncated-outputs-end")),
            hanging(case, cut) if n == len(cut) else None,
        )


def _told(column: Column) -> BoolArray:
    return np.array([text in CUT for text in column.texts], np.bool_)


def _length(case: Case, cut: BoolArray) -> str:
    texts: Sequence[str] = case.texts or ()
    return f"{np.median([len(texts[row]) for row in cut.nonzero()[0].tolist()]):.0f}" if cut.any() and texts else "0"


def _usually_finished(drawn: Sample) -> bool:
    """Whether the references are texts that end with a mark."""
    ends = [_ends(text) for text in drawn.references[0] if text.strip()]
    return bool(ends) and sum(ends) >= FINISHED * len(ends)


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in ENDS


def _cut_at_a_limit(drawn: Sample) -> BoolArray:
    """(m,) the outputs that end without a mark while their reference has one; none where they have no common length."""
    open_ended = [bool(text.strip()) and not _ends(text) for text in drawn.predictions]
    cut = np.array(open_ended, np.bool_) & np.array([_ends(text) for text in drawn.references[0]], np.bool_)
    lengths = np.fromiter(map(len, drawn.predictions), np.float64, len(drawn))
    distinct = {drawn.predictions[row] for row in cut.nonzero()[0].tolist()}
    if len(distinct) < FEWEST or not _alike(lengths[cut]) or np.median(lengths[cut]) < _shortest(drawn):
        return np.zeros(len(drawn), np.bool_)
    wanted = np.fromiter(map(len, drawn.references[0]), np.float64, len(drawn))
    finished = lengths[~np.array(open_ended, np.bool_)]
    if len(finished) < OTHERS:
        common = bool((wanted[cut] > lengths[cut]).mean() >= BEYOND)
    else:
        longer = _longer(finished, lengths[cut])
        most = LONGER if not _has_ceiling(lengths, wanted, lengths[cut]) else LONGER_BELOW_CEILING
        common = longer <= min(most, _by_chance(len(finished), int(cut.sum())))
    return cut & common


def _has_ceiling(lengths: Array, wanted: Array, cut: Array) -> bool:
    """Whether no output is much longer than those that were cut, while references are."""
    ceiling = CEILING * float(np.median(cut))
    return bool((lengths > ceiling).mean() <= ABOVE and (wanted > ceiling).mean() >= WANTED_ABOVE)


def _shortest(drawn: Sample) -> float:
    return SHORTEST / 2 if drawn.language in {"zh", "ja", "ko"} else SHORTEST


def _longer(first: Array, second: Array) -> float:
    """How often one of the first is longer than one of the second, over all pairs."""
    ordered = np.sort(second)
    below = np.searchsorted(ordered, first, "left") + np.searchsorted(ordered, first, "right")
    return float(below.mean() / (2.0 * len(second)))


def _by_chance(finished: int, cut: int) -> float:
    """What `_longer` stays above in 99.5 % of cases where both are of the same lengths (Mann and Whitney)."""
    return 0.5 - critical_value(SURE) * math.sqrt((finished + cut + 1.0) / (12.0 * finished * cut))


def _alike(lengths: Array) -> bool:
    first, middle, third = np.percentile(lengths, (25, 50, 75))
    return bool(third - first <= SPREAD * middle)
