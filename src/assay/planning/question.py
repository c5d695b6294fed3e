"""What is asked of a plan, and what is known already."""

from __future__ import annotations

from collections.abc import Mapping

from assay.core.errors import PolicyError, UsageError
from assay.core.messages import Text
from assay.frozen import frozen
from assay.metrics.find import find
from assay.policy.nodes import Series, Table, Word
from assay.policy.policy import Requirement
from assay.policy.reading import policy_of

_SIGNS = frozenset("<>=≤≥")


@frozen
class Question:
    """The options of `assay plan`, under the same names."""

    gate: str | None = None
    gain: float | None = None
    n: int | None = None
    runs: bool = False
    expect: float | None = None
    changed: float | None = None
    share: float | None = None
    slice: float | None = None
    spread: float | None = None
    metrics: tuple[str, ...] = ()
    level: float = 0.95

    def check(self, *, with_pilot: bool) -> None:
        """Raises UsageError for what cannot be, or does not fit together."""
        if not (with_pilot or self.runs or self.n is not None or self.gate is not None or self.gain is not None):
            raise UsageError("plan.nothing-asked")
        for name, value in self.shares.items():
            check_share(name, value)
        if self.n is not None and self.n < 1:
            raise UsageError("cli.not-a-count", name="--n", value=self.n)
        if self.spread is not None and not self.spread > 0:
            raise UsageError("plan.not-a-spread", value=f"{self.spread:g}")
        if self.gain is not None and not self.gain > 0:
            raise UsageError("plan.not-a-gain", value=f"{self.gain:g}")
        for name, wanted in self.lonely:
            raise UsageError("plan.alone", name=name, wanted=wanted)

    @property
    def shares(self) -> Mapping[str, float]:
        """The options that are shares of a whole, those that were given."""
        given = {"--changed": self.changed, "--share": self.share, "--slice": self.slice}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def lonely(self) -> list[tuple[str, str]]:
        """The options that were given and say nothing without another, each with that other."""
        found = []
        if self.expect is not None and self.gate is None:
            found.append(("--expect", "--gate"))
        if self.changed is not None and self.gain is None and self.n is None:
            found.append(("--changed", "--gain"))
        return found

    @property
    def requirement(self) -> Requirement | None:
        """The gate, read as in a policy; raises UsageError where it is none."""
        if self.gate is None:
            return None
        if not _SIGNS & set(self.gate):
            raise UsageError("plan.not-a-gate", gate=self.gate)
        only = Table(1, {"gates": Series(1, (Word(1, self.gate),))}, {"gates": 1})
        try:
            requirement = policy_of(only, "--gate", "", find).gates[0]
        except PolicyError as wrong:
            what = wrong.text.values.get("what")
            raise UsageError("plan.bad-gate", what=what if isinstance(what, Text) else wrong.text) from None
        return requirement


def check_share(name: str, value: float) -> None:
    """Raises UsageError where `value` is no share above 0, with what a percentage was probably meant to be."""
    if 0 < value <= 1:
        return
    if 1 < value <= 100:
        raise UsageError("plan.not-a-share-near", name=name, value=f"{value:g}", near=f"{value / 100:g}")
    raise UsageError("plan.not-a-share", name=name, value=f"{value:g}")
