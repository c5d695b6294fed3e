"""Who rates what, in which order: balanced, so that neither the order nor a rater favours a model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import TypeVar

from assay.core.rating_project import Card, Exhibit, Plan

T = TypeVar("T")

_FAR = 20  # cards between one and its hidden repeat, where there are as many
_EARLY = 0.6  # of a rater's cards, among which those that are repeated are


def cards_for(exhibits: Sequence[Exhibit], raters: int, plan: Plan) -> list[list[Card]]:
    """For each rater the cards in order: the practice, then all else.

    All exhibits of an example go to the same raters, so that models are compared by the same people. Each rater has as
    many examples as any other, give or take one, and shares some with every other. A rater sees each example once
    before any a second time, half of the examples or more lie between, and each model as often early as late. In a pair
    each model stands first for half of the raters, and for half of the examples.
    """
    shared = _shared_out(_examples(exhibits, "main"), raters, plan)
    turns = _turns(exhibits, plan.seed)
    return [_of_rater(exhibits, shared[rater], rater, turns, plan) for rater in range(raters)]


def cards_for_one_more(exhibits: Sequence[Exhibit], finished: Mapping[str, int], rater: int, plan: Plan) -> list[Card]:
    """The cards of a rater who joins later as number `rater`, from 0: with `per_item` as many examples as a rater has
    on average, those first that the fewest have finished.
    """
    examples = list(_examples(exhibits, "main"))
    mixed = _shuffled(examples, plan.seed, "joins", rater)
    few = sorted(mixed, key=lambda example: finished.get(example, 0))
    share = len(few) if plan.per_item is None else -(-len(few) * plan.per_item // max(rater, plan.per_item))
    return _of_rater(exhibits, few[:share], rater, _turns(exhibits, plan.seed), plan)


def _examples(exhibits: Sequence[Exhibit], part: str) -> dict[str, list[int]]:
    """The exhibits of each example."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(exhibits):
        if one.part == part:
            found[one.example].append(number)
    return found


def _shuffled(values: Sequence[T], *keys: object) -> list[T]:
    """In an order that only the keys decide."""
    mixed = list(values)
    Random(":".join(map(str, keys))).shuffle(mixed)  # noqa: S311 - an order for people, no secret
    return mixed


def _shared_out(examples: Mapping[str, list[int]], raters: int, plan: Plan) -> list[list[str]]:
    """The examples of each rater: each goes to those who have the fewest so far, and share the fewest among them."""
    each = raters if plan.per_item is None else min(plan.per_item, raters)
    shares: list[list[str]] = [[] for _ in range(raters)]
    together: Counter[tuple[int, int]] = Counter()
    for example in _shuffled(list(examples), plan.seed, "shares"):
        chosen: list[int] = []
        for _ in range(each):
            free = _shuffled([one for one in range(raters) if one not in chosen], plan.seed, example, len(chosen))
            chosen.append(min(free, key=lambda one: (len(shares[one]), _met(together, one, chosen))))
        for one in chosen:
            shares[one].append(example)
        together.update(combinations(sorted(chosen), 2))
    return shares


def _met(together: Mapping[tuple[int, int], int], one: int, others: Sequence[int]) -> int:
    return sum(together.get((min(one, other), max(one, other)), 0) for other in others)


def _turns(exhibits: Sequence[Exhibit], seed: int) -> list[int]:
    """By how many places the outputs of each exhibit are turned for the first rater: each turn equally often, among
    exhibits of the same models.
    """
    turns = [0] * len(exhibits)
    of_models: Counter[tuple[str, ...]] = Counter()
    for number in _shuffled(range(len(exhibits)), seed, "turns"):
        models = tuple(output.system for output in exhibits[number].outputs)
        turns[number] = of_models[models]
        of_models[models] += 1
    return turns


def _of_rater(
    exhibits: Sequence[Exhibit], mine: Sequence[str], rater: int, turns: Sequence[int], plan: Plan
) -> list[Card]:
    def card(number: int) -> Card:
        shown = range(len(exhibits[number].outputs))
        base = list(shown) if len(shown) < 3 else _shuffled(shown, plan.seed, "order", number)
        turn = (turns[number] + rater) % len(base)
        return Card(number, (*base[turn:], *base[:turn]))

    practice = [replace(card(n), kind="practice") for n in _numbers(exhibits, "practice")]
    main = [card(number) for number in _in_rounds(_examples(exhibits, "main"), mine, plan.seed, rater)]
    checks = [replace(card(n), kind="check") for n in _numbers(exhibits, "check")]
    return [*practice, *_planted(_with_repeats(main, plan, rater), checks, plan.seed, rater)]


def _numbers(exhibits: Sequence[Exhibit], part: str) -> list[int]:
    return [number for number, one in enumerate(exhibits) if one.part == part]


def _in_rounds(examples: Mapping[str, list[int]], mine: Sequence[str], seed: int, rater: int) -> Iterator[int]:
    """Every exhibit of the rater's examples: in each round one of each example, in two halves that keep their place, so
    that an example does not come back before half of them were seen.
    """
    mixed = _shuffled(mine, seed, "rounds", rater)
    start = {example: place for place, example in enumerate(_shuffled(mine, seed, "starts", rater))}
    halves = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
    for number in range(max((len(examples[example]) for example in mine), default=0)):
        for place, half in enumerate(halves):
            for example in _shuffled(half, seed, "half", rater, number, place):
                own = examples[example]
                if number < len(own):
                    yield own[(start[example] + number) % len(own)]


def _with_repeats(main: list[Card], plan: Plan, rater: int) -> list[Card]:
    """Some of the earlier cards again, far behind themselves, their outputs in the opposite order."""
    early = main[: max(1, int(_EARLY * len(main)))]
    chosen = _shuffled(range(len(early)), plan.seed, "repeats", rater)[: min(plan.repeats, len(early))]
    far = min(_FAR, len(main) // 3)
    random = Random(f"{plan.seed}:behind:{rater}")  # noqa: S311 - as above
    behind: dict[int, list[Card]] = defaultdict(list)
    for place in chosen:
        again = replace(main[place], order=main[place].order[::-1], kind="repeat")
        behind[random.randint(min(place + far, len(main) - 1), len(main) - 1)].append(again)
    return [card for place, one in enumerate(main) for card in (one, *behind[place])]


def _planted(cards: list[Card], checks: Sequence[Card], seed: int, rater: int) -> list[Card]:
    """The checks spread over the cards, one in each stretch."""
    mixed = _shuffled(checks, seed, "checks", rater)
    random = Random(f"{seed}:planted:{rater}")  # noqa: S311 - as above
    stretch = len(cards) / max(1, len(mixed))
    for number, check in reversed(list(enumerate(mixed))):
        cards.insert(min(len(cards), int(stretch * (number + random.random()))), check)
    return cards
