"""Copies of some texts in a stream of others."""

from __future__ import annotations

import random

import pytest

from assay.text.asked import last_question
from assay.text.copies import Originals, length_of, looked_through, nearly_same, words_of

NOTHING: frozenset[tuple[str, ...]] = frozenset()
LONG = "the quick brown fox jumps over the lazy dog while seven other animals of the farm look on in quiet amazement"


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - texts are made up, not secrets


def found(originals: list[str | None], *stream: str) -> tuple[list[bool], list[bool]]:
    one = looked_through(Originals(originals), ((text, f"row {i}") for i, text in enumerate(stream)))
    return one.exact.tolist(), one.near.tolist()


def test_words_have_no_case_width_or_punctuation_and_chinese_is_cut_by_character() -> None:
    assert words_of("Hello, ＷＯＲＬＤ! 你好-ok") == ["hello", "world", "你", "好", "ok"]
    assert length_of(words_of("你好 ok")) == 2.0


def test_a_copy_is_exact_whatever_its_case_and_punctuation() -> None:
    assert found(["Where is my parcel?"], "where is, my PARCEL!") == ([True], [False])


def test_repeated_originals_are_each_found_and_the_first_place_is_kept() -> None:
    one = looked_through(Originals(["a b c", "d e f", "A b c."]), [("x", "1"), ("a b c", "2"), ("a b c", "3")])
    assert one.exact.tolist() == [True, False, True]
    assert one.times.tolist() == [2, 0, 2]
    assert one.places == {0: "2", 2: "2"}


def test_texts_under_three_words_are_not_told_again() -> None:
    one = looked_through(Originals(["yes", None, "yes please now"]), [("yes", "1")])
    assert one.compared.tolist() == [False, False, True]
    assert not one.exact.any()


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (LONG.replace("lazy", "sleepy"), True),
        ("Somebody wrote: " + LONG + " and went home", True),
        (" ".join(LONG.split()[::-1]), False),
        (LONG.replace("quick", "slow").replace("lazy", "old").replace("seven", "no").replace("farm", "sea"), False),
    ],
)
def test_small_changes_make_a_near_copy_and_larger_ones_another_text(changed: str, *, same: bool) -> None:
    assert nearly_same(words_of(LONG), words_of(changed), NOTHING) is same
    assert found([LONG], changed) == ([False], [same])


def test_one_changed_word_of_a_short_text_makes_another_text() -> None:
    asked = "how can I top up my account with a card"
    assert not nearly_same(words_of(asked), words_of("how can I top up my account with a cheque"[4:]), NOTHING)
    assert not nearly_same(words_of(asked), words_of(asked.replace("top up", "close down")), NOTHING)


def test_other_numbers_make_another_short_text() -> None:
    asked = "A train with {n} cars leaves the station at noon and loses three cars at every stop; how many are left?"
    assert found([asked.format(n=12)], asked.format(n=14)) == ([False], [False])


def test_what_many_originals_begin_with_is_no_copy() -> None:
    draw = dice(1)
    begin = "Please translate the following sentence into French and answer with the translation alone and nothing else"
    own = [" ".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(200)]
    others = [" ".join(draw.choices("zyxwvutsrqponmlkji", k=6)) for _ in range(50)]
    exact, near = found([f"{begin}: {text}" for text in own], *(f"{begin}: {text}" for text in others))
    assert not any(exact)
    assert not any(near)


def test_no_near_copy_is_missed_by_the_index() -> None:
    """Every pair that the comparison calls the same is found, whatever else is in the stream."""
    draw = dice(2)
    vocabulary = [a + b + c for a in "bcdfg" for b in "aeiou" for c in "klmnprst"]
    texts = [" ".join(draw.choices(vocabulary, k=draw.randint(10, 60))) for _ in range(60)]
    stream: list[str] = []
    for text in texts:
        words = text.split()
        for at in draw.sample(range(len(words)), draw.randint(0, len(words) // 6)):
            words[at] = draw.choice(vocabulary)
        stream.append(" ".join(words))
    exact, near = found(list(texts), *stream)
    brute = [any(nearly_same(words_of(one), words_of(other), NOTHING) for other in stream) for one in texts]
    assert [a or b for a, b in zip(exact, near, strict=True)] == brute
    assert 0 < sum(brute) < len(brute)


@pytest.mark.parametrize(
    "prompt",
    [
        "<|im_start|>system\nHelp.<|im_end|>\n<|im_start|>user\nWhere is it?<|im_end|>\n<|im_start|>assistant\n",
        "<|start_header_id|>user<|end_header_id|>\n\nWhere is it?<|eot_id|>",
        "<s>[INST] <<SYS>>\nHelp.\n<</SYS>>\n\nWhere is it? [/INST]",
        "<start_of_turn>user\nWhere is it?<end_of_turn>\n<start_of_turn>model\n",
        "Human: Hello\nAssistant: Hi\nHuman: Where is it?\nAssistant:",
        "Where is it?",
    ],
)
def test_the_question_is_found_within_its_template(prompt: str) -> None:
    assert last_question(prompt) == "Where is it?"


def test_a_prompt_without_a_template_stays_as_it_is() -> None:
    assert last_question("Note: the user said <b>no</b>.") == "Note: the user said <b>no</b>."
