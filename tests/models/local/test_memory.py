"""What does not fit in memory is done in halves, with the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from assay.core.asking import Decoding, Passage, Question, Window
from assay.core.errors import InputError
from assay.models.local import LocalModel
from assay.models.local.memory import in_parts, is_out_of_memory
from tests.models.corpus import LABELS, story
from tests.models.local.asked import in_order, passages, questions

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

SHORT = Decoding(max_tokens=16)


@contextmanager
def memory_for(model: LocalModel, tokens: int) -> Iterator[list[int]]:
    """A device that has no more memory than for so many tokens with all they keep; yields what was tried."""
    import torch

    tried: list[int] = []

    def check(module: Module, given: tuple[object, ...], named: dict[str, Tensor]) -> None:
        mask = named.get("attention_mask")
        tried.append((named["input_ids"] if mask is None else mask).numel())
        if tried[-1] > tokens:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    runner = model._open
    hook = runner.network.model.base_model.register_forward_pre_hook(check, with_kwargs=True)
    try:
        yield tried
    finally:
        hook.remove()


def test_answers_are_the_same_with_little_memory(loaded: dict[str, LocalModel]) -> None:
    model, asked = loaded["qwen2-adapter"], questions(24)

    def said() -> list[str]:
        return [answer.text for answer in in_order(model.answers(asked, SHORT, range(24)), 24)]

    def chosen() -> list[str]:
        return [answer.text for answer in in_order(model.choices(asked, LABELS, range(24)), 24)]

    free = said(), chosen()
    with memory_for(model, tokens=400) as tried:
        assert (said(), chosen()) == free
    assert max(tried) > 400


def test_likelihoods_are_the_same_with_little_memory(loaded: dict[str, LocalModel]) -> None:
    model, texts = loaded["gpt2"], passages(16)

    def found() -> list[float]:
        return [one.nll for one in in_order(model.likelihoods(texts, Window(), range(16)), 16)]

    free = found()
    with memory_for(model, tokens=150) as tried:
        assert found() == pytest.approx(free, rel=1e-6)
    assert max(tried) > 150


def test_a_question_that_does_not_fit_even_alone_is_refused_and_the_others_are_answered(
    loaded: dict[str, LocalModel],
) -> None:
    model = loaded["llama"]
    asked = [Question("0", text=story(6)[:300]), *questions(3)]
    with memory_for(model, tokens=90):
        long, *others = in_order(model.answers(asked, SHORT, range(4)), 4)
        longest, *_ = in_order(model.choices(asked, LABELS[:1], range(4)), 4)
    assert (long.finish, long.error) == ("refused", "There is not enough memory for this prompt, even alone.")
    assert longest.error == long.error
    assert all(answer.finish != "refused" for answer in others)


def test_a_text_that_does_not_fit_even_alone_is_named(loaded: dict[str, LocalModel]) -> None:
    model = loaded["gpt2"]
    with memory_for(model, tokens=40), pytest.raises(InputError, match=r"even alone\. Give a shorter window"):
        list(model.likelihoods([Passage("long", story(5))], Window(), [0]))


def test_halves_are_halved_until_they_fit() -> None:
    assert list(in_parts(tuple(range(7)), at_most(2))) == [
        ((0, 1), [0, 1]), ((2, 3), [2, 3]), ((4, 5), [4, 5]), ((6,), [6]),
    ]  # fmt: skip
    assert list(in_parts((1, 2), at_most(0))) == [((1,), None), ((2,), None)]


def at_most(rows: int) -> Callable[[Sequence[int]], list[int]]:
    def work(given: Sequence[int]) -> list[int]:
        if len(given) > rows:
            raise MemoryError
        return list(given)

    return work


def test_other_failures_are_not_taken_for_a_lack_of_memory() -> None:
    def work(given: Sequence[int]) -> list[int]:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        list(in_parts([1, 2], work))
    assert is_out_of_memory(RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"))
    assert not is_out_of_memory(ValueError("no such token"))
