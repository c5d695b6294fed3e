"""Perplexities that do not compare."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say

if TYPE_CHECKING:
    from assay.core.arrays import Array, BoolArray
    from assay.core.comparison import Comparison
    from assay.core.examples import Examples, Likelihoods

_SIZES = ("bytes", "characters")
BITS = "bits_per_byte"


class IncomparablePerplexity:
    """The perplexities of the candidate and the base do not compare: their tokenisers divide the same texts otherwise,
    so that a token is not the same question to both; or the texts themselves are not the same.

    Decided by counting: the same text has another number of tokens on the two sides, or another number of bytes or
    characters. No likelihood of other texts compares: a note, a warning where they are more than 1 %, with 99 %
    confidence, and critical from a fifth on. Other tokens are a note: bits per byte compares all the same, and the
    message gives it.

    Ignore it where you read bits per byte anyway.
    """

    code: ClassVar[str] = "incomparable-perplexity"

    def look(self, case: Case) -> Looked:
        """From the likelihoods of both sides."""
        if case.examples.likelihoods is None:
            return say("findings.needs-likelihoods")
        if not case.comparisons:
            return say("findings.needs-base")
        for comparison, (ours, theirs) in zip(case.comparisons, case.pairs, strict=False):
            new, old = ours.likelihoods, theirs.likelihoods
            if new is None or old is None:
                continue
            others = _other_texts(new, old)
            if others.any():
                return self._other_texts(comparison, ours, others)
            tokens = _apart(new.tokens, old.tokens)
            if tokens.any():
                return self._other_tokens(comparison, new, old, tokens)
        return None

    def _other_texts(self, comparison: Comparison, ours: Examples, which: BoolArray) -> Finding:
        k, n = int(which.sum()), len(which)
        return Finding(
            self.code,
            share(k, n).severity,
            say("findings.incomparable-perplexity-title-texts"),
            say("findings.incomparable-perplexity-message-texts", k=k, n=n, base=_called(comparison)),
            {"kind": "texts", "texts": k, "of": n},
            tuple(ours.id_of(int(row)) for row in which.nonzero()[0][:MOST_NAMED]),
            (say("findings.incomparable-perplexity-same"), say("findings.incomparable-perplexity-ids")),
        )

    def _other_tokens(self, comparison: Comparison, new: Likelihoods, old: Likelihoods, which: BoolArray) -> Finding:
        ratio = float(new.tokens.sum() / old.tokens.sum())
        perplexities = _perplexity(new), _perplexity(old)
        return Finding(
            self.code,
            "note",
            say("findings.incomparable-perplexity-title"),
            say(
                "findings.incomparable-perplexity-message",
                base=_called(comparison),
                k=int(which.sum()),
                n=len(which),
                ours=f"{new.tokens.sum():,.0f}",
                theirs=f"{old.tokens.sum():,.0f}",
                perplexity=f"{perplexities[0]:.4g}",
                base_perplexity=f"{perplexities[1]:.4g}",
                bits=_bits(comparison, perplexities),
            ),
            {
                "kind": "tokens",
                "texts": int(which.sum()),
                "of": len(which),
                "tokens_ratio": ratio,
                "perplexity": perplexities[0],
                "base_perplexity": perplexities[1],
                **_difference(comparison),
            },
            actions=(say("findings.incomparable-perplexity-bits"), say("findings.incomparable-perplexity-template")),
        )


def _other_texts(new: Likelihoods, old: Likelihoods) -> BoolArray:
    """(n,) the pairs whose texts have another size; what is not known on both sides is no other."""
    different = [_apart(getattr(new, name), getattr(old, name)) for name in _SIZES]
    either: BoolArray = np.logical_or.reduce(different)
    return either


def _apart(ours: Array, theirs: Array) -> BoolArray:
    known: BoolArray = np.isfinite(ours) & np.isfinite(theirs) & (ours != theirs)
    return known


def _perplexity(found: Likelihoods) -> float:
    with np.errstate(all="ignore"):
        return float(np.exp(found.nll.sum() / found.tokens.sum()))


def _bits(comparison: Comparison, perplexities: tuple[float, float]) -> Text:
    """What bits per byte say, and whether the perplexities would have said the reverse."""
    found = comparison.differences.get(BITS)
    if found is None or None in (found.value, found.low, found.high):
        return literal("")
    turned = (perplexities[0] - perplexities[1]) * (found.value or 0.0) < 0 and all(map(math.isfinite, perplexities))
    return say(
        "findings.incomparable-perplexity-turned" if turned else "findings.incomparable-perplexity-difference",
        value=f"{found.value:+.3g}",
        low=f"{found.low:+.3g}",
        high=f"{found.high:+.3g}",
    )


def _difference(comparison: Comparison) -> dict[str, float | int | str | None]:
    found = comparison.differences.get(BITS)
    if found is None:
        return {}
    return {"bits_per_byte_difference": found.value, "low": found.low, "high": found.high}


def _called(comparison: Comparison) -> Text:
    return literal(comparison.name) if comparison.name else say("findings.the-base")
