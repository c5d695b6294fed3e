"""What a difference comes to, in words for people who read no intervals."""

from __future__ import annotations

from assay.core.comparison import Changes
from assay.core.difference import Difference
from assay.core.messages import Text, say
from assay.core.percent import percent

RIGHT_OR_WRONG = ("accuracy", "subset_accuracy", "exact_match")
SURPRISE = frozenset({"perplexity", "word_perplexity"})


def effect_of(found: Difference | None, changes: Changes | None, n: int) -> Text:
    """What changed, and whether that is more than chance."""
    if found is None or found.value is None or found.candidate is None or found.base is None:
        return say("comparison.effect-unknown")
    return say("comparison.effect", what=_what(found, changes, n), sure=_sure(found))


def nothing_changed(n: int) -> Text:
    """Both sides gave the same outputs."""
    return say("comparison.effect-alike", n=n)


def _what(found: Difference, changes: Changes | None, n: int) -> Text:
    value, base, metric = found.value or 0.0, found.base or 0.0, found.title or found.metric
    if found.metric in SURPRISE and base > 0:
        share = (found.candidate or 0.0) / base - 1.0
        return say(f"comparison.effect-perplexity-{_way(-share)}", share=percent(abs(share)))
    if changes is None:
        return say("comparison.effect-value", metric=metric, base=_number(base, found), value=_signed(value, found))
    counts = {"fixed": changes.n_fixed, "broken": changes.n_broken, "n": n}
    if found.metric in RIGHT_OR_WRONG:
        return say(f"comparison.effect-labels-{_way(value)}", **counts, points=f"{abs(100 * value):.1f}")
    return say("comparison.effect-texts", **counts, metric=metric, value=_signed(value, found))


def _sure(found: Difference) -> Text:
    if found.gain is None:
        return say("comparison.sure-nothing", why=found.why or say("comparison.no-interval"))
    low, high = (_signed(end, found) for end in (found.low or 0.0, found.high or 0.0))
    if found.better:
        return say("comparison.sure-better", low=low, high=high)
    kind = "worse" if found.gain[1] < 0 else "open"
    return say(f"comparison.sure-{kind}", low=low, high=high)


def _way(gain: float) -> str:
    return "up" if gain > 0 else "down" if gain < 0 else "same"


def _signed(value: float, found: Difference) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{_number(abs(value), found)}"


def _number(value: float, found: Difference) -> str:
    low, high = found.range
    return f"{value:.{3 if high - low <= 2 else 2}f}"
