"""Whether repeated runs are stable: three outcomes, since few runs show little."""

from __future__ import annotations

from dataclasses import replace

from assay.core.estimate import Estimate
from assay.core.messages import Text, literal, say
from assay.core.percent import percent
from assay.core.stability import Stability
from assay.core.verdict import Gate, Outcome
from assay.policy.policy import Stable
from assay.stats.stability import sd_per_half_range

FEWEST_RUNS = 3
_SURE = 0.025  # the p below which runs differ by more than the examples give
_MOST_RUNS = 20


def judged_stability(found: Stability, asked: Stable) -> Gate:
    """PASS where it is sure that runs vary by no more than what is bad, FAIL where they do and it is not for the few
    examples, else INCONCLUSIVE with what would settle it.
    """
    gate = _gate(found, asked)
    if found.fluctuation is None:
        return _open(gate, say("policy.why-runs-undefined"), say("policy.next-runs-undefined"))
    if found.identical:
        pair = [f"{first + 1} = {second + 1}" for first, second in found.identical[:3]]
        return _open(gate, say("policy.why-runs-identical", pairs=pair), say("policy.next-runs-identical"))
    if len(found.runs) < FEWEST_RUNS:
        return _open(gate, say("policy.why-runs-few", n=len(found.runs)), _more_runs(found, asked))
    return _decided(found, asked, gate)


def _decided(found: Stability, asked: Stable, gate: Gate) -> Gate:
    values = _values(found, asked)
    fluctuation, high = found.fluctuation or 0.0, found.high or 0.0
    if fluctuation <= asked.good and high <= asked.bad:
        return replace(gate, outcome=Outcome.PASS, why=say("policy.why-runs-pass", **values))
    if fluctuation > asked.bad and found.p is not None and found.p < _SURE:
        why = say("policy.why-runs-fail", **values)
        return replace(gate, outcome=Outcome.FAIL, why=why, advice=say("policy.next-runs-fail"))
    if fluctuation > asked.bad or _is_noisy(found, asked):
        more = say("policy.next-runs-examples", count=found.examples or 0)
        return _open(gate, say("policy.why-runs-noise", **values), more if found.examples else _more_runs(found, asked))
    kind = "likely" if fluctuation <= asked.good else "between"
    return _open(gate, say(f"policy.why-runs-{kind}", **values), _more_runs(found, asked))


def word_for(found: Stability, asked: Stable) -> str:
    """How people call such a fluctuation: "good", "watch" or "bad"."""
    fluctuation = found.fluctuation or 0.0
    return "good" if fluctuation <= asked.good else "bad" if fluctuation > asked.bad else "watch"


def _is_noisy(found: Stability, asked: Stable) -> bool:
    return found.noise is not None and (found.fluctuation or 0.0) > asked.good and found.noise > asked.good / 2.0


def _open(gate: Gate, why: Text, advice: Text) -> Gate:
    return replace(gate, outcome=Outcome.INCONCLUSIVE, why=why, advice=advice)


def _more_runs(found: Stability, asked: Stable) -> Text:
    """How many runs would confirm it, if they go on varying as they do."""
    fluctuation = found.fluctuation or 0.0
    enough = (
        runs
        for runs in range(max(FEWEST_RUNS, len(found.runs) + 1), _MOST_RUNS)
        if sd_per_half_range(runs, 0.95) * fluctuation <= asked.bad
    )
    runs = next(enough, None) if fluctuation <= asked.good else 5
    return say("policy.next-runs-more", count=runs if runs and runs > len(found.runs) else len(found.runs) + 2)


def _values(found: Stability, asked: Stable) -> dict[str, object]:
    return {
        "metric": _title(found),
        "runs": len(found.runs),
        "fluctuation": percent(found.fluctuation or 0.0),
        "high": percent(found.high or 0.0),
        "noise": percent(found.noise or 0.0),
        "good": f"{asked.good:.3g}" if asked.good < 0.0001 else f"{100 * asked.good:g} %",
        "bad": f"{100 * asked.bad:g} %",
        "word": say(f"policy.runs-{word_for(found, asked)}"),
    }


def _title(found: Stability) -> Text:
    return found.title or literal(found.metric)


def _gate(found: Stability, asked: Stable) -> Gate:
    requirement = say("policy.stable", metric=_title(found), bad=f"{100 * asked.bad:g} %")
    judged = Estimate(
        *(found.metric, found.fluctuation, found.low, found.high, len(found.runs), "range of the runs"),
        higher_is_better=False,
        range=(0.0, max(1.0, found.high or 0.0)),
        title=found.title,
    )
    return Gate(
        requirement, found.metric, Outcome.INCONCLUSIVE, requirement, judged, asked.bad, "<=", about="stability"
    )
