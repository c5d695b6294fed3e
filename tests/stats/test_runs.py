"""What numbers of runs can say: against the statistics document, and by drawing with the rule itself."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.runs import BAD, GOOD, chance_of_bad, chance_of_good, largest_good
from assay.stats.stability import sd_per_half_range


def test_the_largest_fluctuation_that_confirms_is_that_of_the_document() -> None:
    limits = [round(largest_good(runs, 0.95), 4) for runs in (3, 4, 5, 6, 10)]
    assert limits == [0.0108, 0.019, 0.02, 0.02, 0.02]


@pytest.mark.parametrize(
    ("runs", "variation", "good", "bad"),
    [
        *[(3, 0.005, 99, 0), (3, 0.01, 72, 0), (3, 0.02, 27, 0.1), (3, 0.05, 5, 34), (3, 0.1, 1, 76)],
        *[(4, 0.01, 96, 0), (4, 0.05, 5, 49)],
        *[(5, 0.01, 96, 0), (5, 0.02, 38, 0.4), (5, 0.05, 2, 62), (5, 0.075, 0, 88), (5, 0.1, 0.1, 96)],
    ],
)
def test_the_chances_are_those_of_the_document(runs: int, variation: float, good: float, bad: float) -> None:
    assert 100 * chance_of_good(runs, variation, 0.95) == pytest.approx(good, abs=0.7)
    assert 100 * chance_of_bad(runs, variation) == pytest.approx(bad, abs=0.7)


@pytest.mark.parametrize("runs", [3, 5, 8])
@pytest.mark.parametrize("variation", [0.01, 0.02, 0.05])
def test_draws_with_the_rule_itself_give_the_same_chances(runs: int, variation: float) -> None:
    values = np.random.default_rng(runs).normal(0.83, 0.83 * variation, (40_000, runs))
    high, low = values.max(axis=1), values.min(axis=1)
    fluctuation = (high - low) / (high + low)
    good = (fluctuation <= GOOD) & (sd_per_half_range(runs, 0.95) * fluctuation <= BAD)
    assert good.mean() == pytest.approx(chance_of_good(runs, variation, 0.95), abs=0.01)
    assert (fluctuation > BAD).mean() == pytest.approx(chance_of_bad(runs, variation), abs=0.01)
