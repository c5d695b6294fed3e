"""Well said, and no answer to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.core.percent import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.checks.likelihoods.own_reference import Fit
    from assay.core.columns import Column
    from assay.core.examples import Likelihoods

UNRELATED, HARDLY = 0.65, 0.8  # of the examples that go with their own prompt or reference rather than another's
FEWEST = 30  # examples
FLUENT_BITS, FLUENT_PERPLEXITY = 2.0, 100.0  # a byte, a token: more is no fluency
_BORROWED = 0.1  # of the outputs' words: where the references have fewer, the fault is another one
_DISTINCT = 0.5  # of prompts or references: where fewer are, another's is as good as one's own
_FEWEST_WORDS, _FEWEST_CHARACTERS = 4, 12  # of a middling reference: shorter ones say too little
_CLOSE = 0.95  # of the outputs that fit their own reference: beyond, nothing can be amiss
_AHEAD = 0.7  # of the outputs that fit the next row's reference, from which on they stand one row off
_ROUNDING = 1e-6  # of a text's nats: less of a difference is none


class FluentButIrrelevant:
    """The model is fluent, and what it says has no relation to what it was asked. Perplexity and overlap with common
    words do not show that.

    Decided for likelihoods by how often a text is likelier behind its own prompt than behind another example's (assay
    predict --relevance): below 65 %, with 99 % confidence, where 50 % is chance, while the texts as such are likely
    (below 2 bits a byte); a warning below 80 %. Decided for outputs by how often one fits its own reference better than
    another example's, words weighing by how rare they are: below 65 %, with 99 % confidence, and not its own prompt
    better either; critical. A warning where both are below 80 %. Critical too where outputs surely fit the reference
    one row away better than their own: then the files are out of step.

    Ignore it where there is no one right answer, as in small talk: then let people or a judge rate relevance.
    """

    code: ClassVar[str] = "fluent-but-irrelevant"

    def look(self, case: Case) -> Looked:
        """From likelihoods behind two prompts, or from outputs and references."""
        if case.task.family == "lm":
            return self._of_likelihoods(case)
        if case.task.family != "generation":
            return say("findings.needs-generation")
        return self._of_outputs(case)

    def _of_likelihoods(self, case: Case) -> Looked:
        found = case.examples.likelihoods
        if found is None or not np.isfinite(found.nll_other_prompt).any():
            return say("findings.needs-other-prompt")
        with np.errstate(invalid="ignore"):
            saved = found.nll_other_prompt - found.nll
            told = np.isfinite(saved) & (np.abs(saved) > _ROUNDING * np.abs(found.nll))
        n, k = int(told.sum()), int((saved[told] > 0).sum())
        if n < _DISTINCT * int(np.isfinite(saved).sum()):
            return say("findings.needs-own-prompts")
        if n < FEWEST:
            return say("findings.needs-more-examples", n=n, fewest=FEWEST)
        own = share(k, n)
        if own.high >= HARDLY or not _is_fluent(found):
            return None
        gain = float(saved[told].sum() / np.log(2.0) / n)
        worst = np.argsort(np.where(told, saved, np.inf), kind="stable")[:10]
        return Finding(
            self.code,
            "critical" if own.high < UNRELATED else "warning",
            say("findings.fluent-but-irrelevant-title"),
            say("findings.fluent-but-irrelevant-message-lm", share=percent(own.value), n=n, gain=f"{gain:+.2f}"),
            {"share_own": own.value, "low": own.low, "high": own.high, "examples": n, "bits_gained_a_text": gain},
            tuple(case.examples.id_of(int(row)) for row in worst),
            _actions("lm"),
        )

    def _of_outputs(self, case: Case) -> Looked:
        texts, references = case.texts, case.examples.references
        missing = _why_not(texts, references)
        if missing is not None or texts is None:
            return missing
        from assay.checks.likelihoods.own_reference import fit

        gold = _filled(references[0])
        own = fit(texts, gold, SURE)
        if own.low > _CLOSE:
            return None
        asked = _of_prompts(texts, case.examples.prompts) if own.high < HARDLY else None
        off = _rows_off(texts, gold, own)
        return self._finding(case, own, asked, off) if off or _is_beside(own, asked) else None

    def _finding(self, case: Case, own: Fit, asked: Fit | None, off: int) -> Finding:
        return Finding(
            self.code,
            "critical" if off or _is_unrelated(own, asked) else "warning",
            say("findings.fluent-but-irrelevant-title-shifted" if off else "findings.fluent-but-irrelevant-title"),
            say(
                "findings.fluent-but-irrelevant-message",
                share=percent(own.value),
                low=percent(own.low),
                high=percent(own.high),
                prompts=_of_asked(asked),
                off=say("findings.fluent-but-irrelevant-shifted", rows=off) if off else literal(""),
            ),
            {
                "share_own": own.value,
                "low": own.low,
                "high": own.high,
                "examples": own.n,
                "share_own_prompt": None if asked is None else asked.value,
                "words_of_references": own.borrowed,
                "rows_off": off,
            },
            tuple(case.examples.id_of(row) for row in own.worst),
            _actions("shifted" if off else "generation"),
        )


def _is_fluent(found: Likelihoods) -> bool:
    """Whether the texts as such are likely, whatever they answer."""
    nats, sizes, most = found.nll, found.bytes, FLUENT_BITS * np.log(2.0)
    if not np.isfinite(sizes).all():
        sizes, most = found.tokens, np.log(FLUENT_PERPLEXITY)
    return bool(nats.sum() < most * sizes.sum())


def _why_not(texts: Sequence[str] | None, columns: Sequence[Column]) -> Text | None:
    """Why these cannot tell whether outputs belong to their examples; None where they can."""
    if texts is None:
        return say("findings.needs-texts")
    if not columns:
        return say("findings.needs-references")
    if len(texts) < FEWEST:
        return say("findings.needs-more-examples", n=len(texts), fewest=FEWEST)
    return _why_not_by(columns[0])


def _why_not_by(references: Column) -> Text | None:
    if references.distinct < _DISTINCT * len(references):
        return say("findings.needs-own-references")
    middling = sorted(_filled(references), key=len)[len(references) // 2]
    if len(middling.split()) < _FEWEST_WORDS and (middling.isascii() or len(middling) < _FEWEST_CHARACTERS):
        return say("findings.needs-longer-references")
    return None


def _filled(column: Column) -> Sequence[str]:
    return [text or "" for text in column.texts]


def _of_prompts(texts: Sequence[str], prompts: Column | None) -> Fit | None:
    """How often outputs fit their own prompt better than another's; None where prompts do not tell examples apart."""
    from assay.checks.likelihoods.own_reference import fit

    if prompts is None or prompts.distinct < _DISTINCT * len(prompts):
        return None
    return fit(texts, _filled(prompts), SURE)


def _is_unrelated(own: Fit, asked: Fit | None) -> bool:
    """Whether outputs surely fit their own references hardly better than by chance, and are not shown to go with their
    prompts either.
    """
    return own.high < UNRELATED and (asked is None or asked.low < UNRELATED)


def _is_beside(own: Fit, asked: Fit | None) -> bool:
    """Whether outputs surely go neither with their references nor with their prompts, though in words of the kind."""
    if own.high >= HARDLY or own.n < FEWEST or own.borrowed < _BORROWED:
        return False
    return _is_unrelated(own, asked) or (asked is not None and asked.high < HARDLY)


def _rows_off(texts: Sequence[str], gold: Sequence[str], own: Fit) -> int:
    """By how many rows the outputs stand beside their references; 0 where they do not, or it is not by one."""
    from assay.checks.likelihoods.own_reference import fit, glimpse

    moved = {1: (texts[:-1], gold[1:]), -1: (texts[1:], gold[:-1])}
    likely = {off: sides for off, sides in moved.items() if glimpse(*sides) > _AHEAD}
    return next((off for off, sides in likely.items() if fit(*sides, SURE).low > max(_AHEAD, own.high)), 0)


def _of_asked(asked: Fit | None) -> Text:
    return literal("") if asked is None else say("findings.fluent-but-irrelevant-prompts", share=percent(asked.value))


def _actions(kind: str) -> tuple[Text, ...]:
    names = {
        "lm": ("mask", "pairs", "judge"),
        "generation": ("pairs", "template", "judge"),
        "shifted": ("rows",),
    }[kind]
    return tuple(say(f"findings.fluent-but-irrelevant-{name}") for name in names)
