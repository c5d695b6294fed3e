"""Worse for a group."""

from __future__ import annotations

from typing import ClassVar

from assay.checks.base import Case, Looked
from assay.core.finding import Finding
from assay.core.messages import say


class SliceRegression:
    """Some group of examples got worse, whatever the whole did.

    Decided for every value of the columns given with --slices by a one-sided test, with the share of false alarms among
    all groups called worse held at 10 % (Benjamini and Hochberg).

    Ignore it where the group was dropped from the product.
    """

    code: ClassVar[str] = "slice-regression"

    def look(self, case: Case) -> Looked:
        """From the slices of each comparison."""
        slices = [one for comparison in case.comparisons for one in comparison.slices]
        if not slices:
            return say("findings.needs-slices")
        worse = [one for one in slices if one.worse]
        if not worse:
            return None
        worst = min(worse, key=lambda one: one.p_worse if one.p_worse is not None else 1.0)
        return Finding(
            self.code,
            "warning",
            say("findings.slice-regression-title"),
            say(
                "findings.slice-regression-message",
                k=len(worse),
                n=len(slices),
                groups=[f"{one.column}={one.value}" for one in worse[:5]],
            ),
            {"group": f"{worst.column}={worst.value}", "difference": worst.difference.value, "examples": worst.n},
            actions=(say("findings.slice-regression-data"),),
        )
