"""Labels that probabilities speak against."""

from __future__ import annotations

import numpy as np
import pytest
from cleanlab.count import compute_confident_joint

from assay.stats.confident import p_of_no_noise, suspects


def made(n: int, k: int, noise: float, seed: int, heat: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels as given, calibrated probabilities (too sure for heat < 1), and which labels are wrong."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, k, n)
    logits = draw.normal(size=(n, k))
    logits[np.arange(n), truth] += 2.5
    raised = np.exp(logits * 2.5 / heat - (logits * 2.5 / heat).max(axis=1, keepdims=True))
    wrong = draw.random(n) < noise
    return np.where(wrong, (truth + 1) % k, truth), raised / raised.sum(axis=1, keepdims=True), wrong


@pytest.mark.parametrize("k", [2, 3, 6])
def test_the_suspects_are_cleanlabs(k: int) -> None:
    given, probabilities, _ = made(600, k, 0.08, seed=k)
    _, theirs = compute_confident_joint(given, probabilities, return_indices_of_off_diagonals=True)
    likeliest = probabilities.argmax(axis=1)
    assert set(suspects(given, probabilities).rows.tolist()) == {row for row in theirs if likeliest[row] != given[row]}


def test_a_suspect_by_hand() -> None:
    """Thresholds are 0.7 = (0.9 + 0.8 + 0.4) / 3 and 0.75 = (0.8 + 0.7) / 2: the third row is over the second."""
    chance = np.array([0.1, 0.2, 0.6, 0.8, 0.7])
    assert len(suspects(np.array([0, 0, 0, 1, 1]), np.stack([1 - chance, chance], axis=1)).rows) == 0
    chance[2] = 0.9
    found = suspects(np.array([0, 0, 0, 1, 1]), np.stack([1 - chance, chance], axis=1))
    assert (found.rows.tolist(), found.labels.tolist()) == ([2], [1])


def test_the_surest_come_first_and_are_the_wrong_ones() -> None:
    given, probabilities, wrong = made(1000, 3, 0.05, seed=3)
    assert wrong[suspects(given, probabilities).rows[:20]].mean() > 0.9


@pytest.mark.parametrize("heat", [1.0, 0.5])
def test_without_noise_the_test_rejects_as_often_as_it_says(heat: float) -> None:
    """Of 400 at 5 %: 20 expected, 35 is beyond 99.9 %; being too sure is no noise."""
    found = [p_of_no_noise(*made(200, 2, 0.0, seed, heat)[:2]) for seed in range(400)]
    assert sum(p < 0.05 for p in found) <= 35


def test_with_noise_it_rejects() -> None:
    found = [p_of_no_noise(*made(400, 3, 0.06, seed)[:2]) for seed in range(20)]
    assert sum(p < 0.01 for p in found) >= 19


def test_a_label_that_is_never_given_is_never_the_right_one() -> None:
    probabilities = np.tile([0.2, 0.1, 0.7], (20, 1))
    assert 2 not in suspects(np.array([0, 1] * 10), probabilities).labels
