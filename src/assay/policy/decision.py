"""The one rule of every gate: read off the interval that is shown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from assay.core.verdict import Outcome
from assay.policy.policy import Operator

MEETS: Mapping[Operator, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def decision(sign: Operator, low: float, high: float, threshold: float) -> Outcome:
    """PASS where the whole interval meets the requirement, FAIL where none of it does, else INCONCLUSIVE.

    With a two-sided 95 % interval each error is about 2.5 %. The ends may be infinite, never NaN.
    """
    met = {MEETS[sign](low, threshold), MEETS[sign](high, threshold)}
    if len(met) == 2:
        return Outcome.INCONCLUSIVE
    return Outcome.PASS if met == {True} else Outcome.FAIL
