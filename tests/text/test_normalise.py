from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.text.normalise import answer_of, bare, folded, joined, shortened, without_special_tokens, without_thinking


@pytest.mark.parametrize(
    ("output", "answer"),
    [
        ("account\n", "account"),
        ("<think>It might be spam.</think>\n\nham", "ham"),
        ("It might be spam.</think>ham", "ham"),
        ("<think>It might be sp", ""),
        ("ham <think>or is it</think>", "ham"),
        ("<THINK>\nhm\n</THINK> spam", "spam"),
        ("<|channel|>analysis<|message|>A or B<|end|><|start|>assistant<|channel|>final<|message|>B<|return|>", "B"),
        ("<|im_start|>assistant\nspam<|im_end|>\n<|im_start|>user\nham or spam?", "spam"),
        ("spam<|im_start|>user\nAnd this one?", "spam"),
        ("<|im_start|>user\nham or spam?<|im_end|>\n<|im_start|>assistant\nham<|im_end|>", "ham"),
        ("<s>[INST] ham or spam? [/INST] ham </s>", "ham"),
        ("<start_of_turn>model\nham<end_of_turn>", "ham"),
        ("<bos>ham<eos>", "ham"),
        ("[类别]婚姻家庭<eoa>\n咨询：", "[类别]婚姻家庭"),
        ("<｜begin▁of▁sentence｜>好<｜end▁of▁sentence｜>", "好"),
        ("▁spam<|eot_id|>", "spam"),
        ("<|endoftext|>", ""),
        ("a < b and [c]", "a < b and [c]"),
    ],
)
def test_the_answer_is_what_the_model_says_in_its_own_turn_after_thinking(output: str, answer: str) -> None:
    assert answer_of(output) == answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Positive", "positive"),
        ("ＳＰＡＭ", "spam"),
        ("（１）", "1"),
        ("1.0", "1"),
        ("1", "1.00"),
        ("+3", "3"),
        ("**Positive**.", "positive"),
        ("“正面”。", "正面"),
        ("「正面」", "正面"),
        ("`spam`", "spam"),
        (r"\boxed{B}", "b"),
        (r"$\boxed{\text{B}}$.", "b"),
        ("# spam", "spam"),
        ("- spam", "spam"),
        ("Hot_Take!", "hot take"),
        ("CLEAN-ENERGY", "clean_energy"),
        ("Sci/Tech", "sci-tech"),
        ("婚姻 家庭", "婚姻家庭"),
        ("spam\u200b", "spam"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_answer_written_in_two_ways_has_one_bare_form(one: str, other: str) -> None:
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("-1", "1"), ("C", "C++"), ("C", "C#"), ("<=50K", ">50K"), ("1.5", "15"), ("0.5", "5")]
)
def test_different_answers_keep_different_bare_forms(one: str, other: str) -> None:
    assert bare(one) != bare(other)


def test_a_text_of_nothing_but_punctuation_stays() -> None:
    assert bare("?!") == "?!"
    assert bare("") == ""


def test_special_tokens_go_and_words_in_angle_brackets_stay() -> None:
    assert without_special_tokens("<|im_end|>I <3 you </s>").strip() == "I <3 you"


def test_a_text_without_marks_is_not_touched() -> None:
    assert without_thinking("2 < 3 and 4 > 1") == "2 < 3 and 4 > 1"


def test_hyphens_join_only_words() -> None:
    assert joined("non-toxic -1 - a_b") == "non toxic -1 - a b"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert shortened("x" * 100, 10) == "x" * 9 + "…"


@given(st.text())
def test_folding_and_baring_again_change_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert bare(bare(text)) == bare(text)
