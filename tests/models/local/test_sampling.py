"""Tokens are drawn by the distribution that was asked for."""

from __future__ import annotations

import pytest

from assay.core.asking import Decoding
from assay.models.local.sampling import Chance, chosen


def shares(decoding: Decoding, draws: int = 4000) -> list[float]:
    """Of each of four tokens whose probabilities are 0.1, 0.2, 0.3 and 0.4."""
    torch = pytest.importorskip("torch")
    logits = torch.tensor([[0.1, 0.2, 0.3, 0.4]]).log().expand(draws, 4)
    found = chosen(logits, decoding, [Chance(0, place) for place in range(draws)])
    counts: list[float] = (torch.bincount(found, minlength=4) / draws).tolist()
    return counts


def test_each_token_is_drawn_as_often_as_it_is_likely() -> None:
    assert shares(Decoding(temperature=1.0)) == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=0.03)


def test_a_temperature_is_an_exponent() -> None:
    whole = 0.01 + 0.04 + 0.09 + 0.16
    expected = [0.01 / whole, 0.04 / whole, 0.09 / whole, 0.16 / whole]
    assert shares(Decoding(temperature=0.5)) == pytest.approx(expected, abs=0.03)


def test_only_the_likeliest_that_together_reach_top_p_are_drawn() -> None:
    assert shares(Decoding(temperature=1.0, top_p=0.6)) == pytest.approx([0, 0, 3 / 7, 4 / 7], abs=0.03)
    assert shares(Decoding(temperature=1.0, top_p=0.1)) == [0, 0, 0, 1]


def test_without_a_temperature_it_is_the_likeliest() -> None:
    assert shares(Decoding(), draws=3) == [0, 0, 0, 1]


def test_chance_follows_from_seed_and_row() -> None:
    def stream(seed: int, place: int) -> list[float]:
        chance = Chance(seed, place)
        return [chance.next() for _ in range(3)]

    assert stream(1, 2) == stream(1, 2)
    assert len({stream(seed, place)[0] for seed in range(5) for place in range(5)}) == 25
    assert stream(-1, 0) != stream(1, 0)
