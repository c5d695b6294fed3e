"""Outputs that loop."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import Case, Looked, Share, share
from assay.checks.texts.sample import Sample, sample, sample_of
from assay.checks.texts.stakes import hanging
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say

if TYPE_CHECKING:
    from assay.core.arrays import Array, BoolArray

LEAST, UNLIKE = (
    0.2,
    0.5,
)  # with references of a like length, and without; of the sequences of four were said before in the same text
USUAL = 99  # percentile of the references
SHORTEST = 10  # words
DISTINCT = 0.92  # of the pairs of neighbours; where as many differ, no fifth of the sequences of four is repeated
WORTH = 0.01  # the p of having more loops than the base
_LONGEST_WORDS = 12  # characters between spaces, on average, of a language that puts spaces between words


class Repetition:
    """Outputs repeat themselves: the same phrase again and again, often until the token limit.

    Decided by the share of sequences of four words (characters of Chinese) that a text has said before. An output of 10
    words or more loops where that is above a fifth, above what 99 % of the references have, and above its own
    reference's; and above one half where no reference is at least half as long, since lists and code repeat much too.
    Found where more than 1 % of the outputs loop, with 99 % confidence, or surely more of them than of the base's
    (McNemar, p < 0.01); critical from a fifth on. Of very many outputs, 2,000 in even steps are looked at.

    Ignore it where texts repeat by nature, as songs or tables do, and the references are of another kind.
    """

    code: ClassVar[str] = "repetition"

    def look(self, case: Case) -> Looked:
        """From the outputs, the references and the base's outputs."""
        if case.texts is None or case.task.family != "generation":
            return say("findings.needs-generation")
        drawn = sample(case)
        if not any(map(_may_loop, drawn.predictions)):
            return None
        usual = _usual(drawn)
        repeated = _repeated(drawn)
        loops = _loops(drawn, repeated, usual)
        k, n = int(loops.sum()), len(drawn)
        if not k:
            return None
        rate, beside = share(k, n), _beside_base(case, usual)
        more = beside is not None and beside["p"] < WORTH and beside["gained"] > beside["lost"]
        if rate.severity == "note" and not more:
            return None
        worst = np.argsort(-np.where(loops, repeated, 0.0), kind="stable")[: min(k, 10)]
        return Finding(
            self.code,
            "warning" if rate.severity == "note" else rate.severity,
            say("findings.repetition-title"),
            say("findings.repetition-message", k=k, n=n, base=_of_base(beside)),
            _evidence(rate, usual, beside),
            tuple(case.examples.id_of(int(drawn.rows[row])) for row in worst),
            tuple(say(f"findings.repetition-{step}") for step in ("end", "penalty", "data")),
            hanging(case, drawn.marked(loops, len(case.examples))) if len(drawn) == len(case.examples) else None,
        )


def _may_loop(text: str) -> bool:
    """Whether pairs of its words, or of its characters where it has no spaces, come again: cheaper than its tokens."""
    words = text.split()
    parts = text if len(words) * _LONGEST_WORDS < len(text) else words
    pairs = len(parts) - 1
    return pairs >= SHORTEST // 2 and len(set(pairwise(parts))) <= DISTINCT * pairs


def _repeated(drawn: Sample) -> Array:
    from assay.text.repeats import repeated_share

    return repeated_share(drawn.tokens[0])


def _usual(drawn: Sample) -> float:
    """What 99 % of the references stay below, a fifth at the least."""
    from assay.text.repeats import repeated_share

    return max([LEAST, *(float(np.percentile(repeated_share(one), USUAL)) for one in drawn.tokens[1:])])


def _loops(drawn: Sample, repeated: Array, usual: float) -> BoolArray:
    """(m,) which outputs loop."""
    from assay.text.repeats import repeated_share

    own, *references = drawn.tokens
    loops = (repeated > usual) & (own.lengths >= SHORTEST)
    if loops.any():
        alike = np.any([2 * one.lengths >= own.lengths for one in references], axis=0) if references else False
        loops &= (repeated > UNLIKE) | alike
        for reference in references:
            loops &= repeated > repeated_share(reference)
    return loops


def _beside_base(case: Case, usual: float) -> dict[str, float] | None:
    """How many of the base's outputs loop on the same examples, how many only here, only there, and McNemar's p."""
    from assay.stats.paired import mcnemar_mid_p

    if not case.pairs or any(one.predictions is None for one in case.pairs[0]):
        return None
    sides = [sample_of(one, case.task.text_language) for one in case.pairs[0]]
    ours, theirs = (_loops(side, _repeated(side), usual) for side in sides)
    gained, lost = float((ours & ~theirs).sum()), float((theirs & ~ours).sum())
    p = mcnemar_mid_p(gained, lost)
    return {"base": float(theirs.sum()), "of": float(len(ours)), "gained": gained, "lost": lost, "p": p}


def _of_base(beside: dict[str, float] | None) -> Text:
    if beside is None:
        return literal("")
    return say("findings.repetition-base", k=int(beside["base"]), n=int(beside["of"]))


def _evidence(rate: Share, usual: float, beside: dict[str, float] | None) -> dict[str, float | int | str | None]:
    evidence = {**rate.evidence, "usual": usual}
    if beside is not None:
        evidence |= {"base_share": beside["base"] / beside["of"], "p": beside["p"]}
    return evidence
