"""Against statsmodels 0.15."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from assay.stats.multiplicity import benjamini_hochberg, holm


@pytest.mark.parametrize("seed", range(5))
def test_adjusted_p_values_are_statsmodels(seed: int) -> None:
    p = np.random.default_rng(seed).random(9) ** 2
    p[3] = p[5]
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], atol=1e-12)
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], atol=1e-12)


def test_holm_by_hand() -> None:
    np.testing.assert_allclose(holm(np.array([0.01, 0.04, 0.03])), [0.03, 0.06, 0.06])
