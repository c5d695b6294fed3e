"""The work is shared out evenly, and in an order that favours no model."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.rating_project import Card, Exhibit, Output, Plan
from assay.people.assignment import cards_for, cards_for_one_more


def rated(examples: int, models: str = "AB") -> list[Exhibit]:
    """One exhibit an output."""
    return [Exhibit(str(n), (Output(model, f"{model}{n}"),)) for n in range(examples) for model in models]


def paired(examples: int, models: str = "AB") -> list[Exhibit]:
    """One exhibit a pair of models."""
    return [
        Exhibit(str(n), tuple(Output(model, f"{model}{n}") for model in pair))
        for n in range(examples)
        for pair in combinations(models, 2)
    ]


def models_of(exhibits: list[Exhibit], cards: list[Card]) -> list[str]:
    return [exhibits[card.exhibit].outputs[0].system for card in cards]


@given(
    examples=st.integers(1, 40),
    raters=st.integers(1, 6),
    per_item=st.none() | st.integers(1, 6),
    models=st.sampled_from(["A", "AB", "ABC"]),
    seed=st.integers(0, 5),
)
def test_every_output_is_seen_by_as_many_raters_as_were_asked_for_and_by_none_twice(
    examples: int, raters: int, per_item: int | None, models: str, seed: int
) -> None:
    exhibits = rated(examples, models)
    shares = cards_for(exhibits, raters, Plan(per_item, seed=seed))
    seen = Counter(card.exhibit for cards in shares for card in cards)
    assert set(seen.values()) == {raters if per_item is None else min(per_item, raters)}
    assert len(seen) == len(exhibits)
    for cards in shares:
        assert len({card.exhibit for card in cards}) == len(cards)


@given(examples=st.integers(1, 60), raters=st.integers(2, 7), per_item=st.integers(1, 7), seed=st.integers(0, 5))
def test_no_rater_has_more_than_one_example_more_than_another(
    examples: int, raters: int, per_item: int, seed: int
) -> None:
    sizes = [len(cards) for cards in cards_for(rated(examples, "A"), raters, Plan(per_item, seed=seed))]
    assert max(sizes) - min(sizes) <= 1


def test_every_two_raters_share_about_as_many_examples() -> None:
    exhibits = rated(300, "A")
    shares = [{card.exhibit for card in cards} for cards in cards_for(exhibits, 5, Plan(per_item=2))]
    shared = [len(one & other) for one, other in combinations(shares, 2)]
    assert sum(shared) == 300
    assert max(shared) - min(shared) <= 6


def test_all_models_of_an_example_are_rated_by_the_same_people() -> None:
    exhibits = rated(50, "ABC")
    for cards in cards_for(exhibits, 4, Plan(per_item=2)):
        assert set(Counter(exhibits[card.exhibit].example for card in cards).values()) == {3}


@given(examples=st.integers(8, 80), seed=st.integers(0, 20))
def test_an_example_comes_back_only_after_half_of_the_others(examples: int, seed: int) -> None:
    exhibits = rated(examples)
    (cards,) = cards_for(exhibits, 1, Plan(seed=seed))
    last: dict[str, int] = {}
    for place, card in enumerate(cards):
        example = exhibits[card.exhibit].example
        if example in last:
            assert place - last[example] > examples // 2 - 1
        last[example] = place


@given(examples=st.integers(4, 80), seed=st.integers(0, 20))
def test_each_model_comes_as_often_early_as_late(examples: int, seed: int) -> None:
    exhibits = rated(examples)
    for cards in cards_for(exhibits, 3, Plan(seed=seed)):
        early = Counter(models_of(exhibits, cards[:examples]))
        assert abs(early["A"] - early["B"]) <= 1


def test_the_order_of_models_is_no_pattern() -> None:
    exhibits = rated(200)
    (cards,) = cards_for(exhibits, 1, Plan())
    models = models_of(exhibits, cards)
    changes = sum(one != other for one, other in pairwise(models))
    assert 150 < changes < 250  # 199.5 of 399 expected, standard deviation 10


@given(examples=st.integers(2, 60), raters=st.integers(1, 5), seed=st.integers(0, 20))
def test_in_pairs_each_model_stands_first_for_half_of_the_examples_and_half_of_the_raters(
    examples: int, raters: int, seed: int
) -> None:
    shares = cards_for(paired(examples), raters, Plan(seed=seed))
    for cards in shares:
        first = Counter(card.order[0] for card in cards)
        assert abs(first[0] - first[1]) <= 1
    by_exhibit = Counter((card.exhibit, card.order[0]) for cards in shares for card in cards)
    for exhibit in range(examples):
        assert abs(by_exhibit[exhibit, 0] - by_exhibit[exhibit, 1]) <= 1


def test_outputs_to_rank_stand_in_every_place_as_often() -> None:
    exhibits = [Exhibit(str(n), tuple(Output(m, m) for m in "ABCD")) for n in range(400)]
    (cards,) = cards_for(exhibits, 1, Plan())
    first = Counter(card.order[0] for card in cards)
    assert all(70 < first[place] < 130 for place in range(4))  # 100 expected, standard deviation 8.7
    assert len({card.order for card in cards}) == 24


def test_practice_comes_first_and_is_the_same_for_everybody() -> None:
    exhibits = [Exhibit(f"p{n}", (Output("A", "x"),), part="practice") for n in range(3)] + rated(10)
    for cards in cards_for(exhibits, 3, Plan(per_item=1)):
        assert [card.kind for card in cards[:3]] == ["practice"] * 3
        assert {card.kind for card in cards[3:]} == {"main"}


def test_a_hidden_repeat_comes_far_behind_its_first_and_turned_round() -> None:
    exhibits = paired(90)
    for cards in cards_for(exhibits, 3, Plan(repeats=10)):
        repeats = [(place, card) for place, card in enumerate(cards) if card.kind == "repeat"]
        assert len(repeats) == 10
        for place, card in repeats:
            first = next(at for at, one in enumerate(cards) if one.exhibit == card.exhibit and one.kind == "main")
            assert place - first >= 20
            assert card.order == cards[first].order[::-1]


def test_checks_are_spread_over_the_whole_and_elsewhere_for_each() -> None:
    checks = [Exhibit(f"c{n}", (Output("", "x"),), part="check", expected={"fluency": 1.0}) for n in range(4)]
    places = []
    for cards in cards_for([*rated(100, "A"), *checks], 2, Plan()):
        mine = [place for place, card in enumerate(cards) if card.kind == "check"]
        assert len(mine) == 4
        assert [place // 26 for place in mine] == [0, 1, 2, 3]
        places.append(mine)
    assert places[0] != places[1]


@pytest.mark.parametrize("repeats", [0, 5, 500])
def test_the_same_seed_gives_the_same_cards_and_another_seed_others(repeats: int) -> None:
    exhibits = rated(40)
    one, again, other = (cards_for(exhibits, 2, Plan(repeats=repeats, seed=seed)) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert one[0] != one[1]


def test_who_joins_later_gets_what_the_fewest_have_finished() -> None:
    exhibits = rated(20, "A")
    finished = {str(n): 2 for n in range(10)}
    cards = cards_for_one_more(exhibits, finished, 3, Plan(per_item=1))
    assert len(cards) == 7  # 20 examples by one each, of three raters
    assert {exhibits[card.exhibit].example for card in cards} <= {str(n) for n in range(10, 20)}
    assert len(cards_for_one_more(exhibits, finished, 3, Plan())) == 20
