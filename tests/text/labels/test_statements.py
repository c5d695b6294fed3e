from __future__ import annotations

import pytest

from assay.text.labels import stated_labels


@pytest.mark.parametrize(
    ("prompt", "known", "labels"),
    [
        ("Sort into one of: bill, parcel, thanks.\nWhere is it?", ["bill", "thanks"], ("bill", "parcel", "thanks")),
        ("类别包括：婚姻、交通、债务、担保。\n咨询：\n怎么办", ["交通", "婚姻"], ("婚姻", "交通", "债务", "担保")),
        ("Is this positive, negative or neutral?", ["positive", "negative"], ("positive", "negative", "neutral")),
        ("Labels: ['joy', 'anger', \"sadness\"]", ["joy", "anger"], ("joy", "anger", "sadness")),
        ("Choose:\n- sports\n- politics\n- tech\nText:", ["sports", "politics"], ("sports", "politics", "tech")),
        ("请回答是或否", ["是", "否"], ("是", "否")),
        ("Answer yes or no.", ["yes", "no"], ("yes", "no")),
        ("Say Spam or Ham.", ["spam", "ham"], ("spam", "ham")),
        ("I like cats, dogs and birds.", ["positive", "negative"], ()),
        ("Is this positive?", ["positive", "negative"], ()),
    ],
)
def test_a_list_of_labels_in_the_prompt(prompt: str, known: list[str], labels: tuple[str, ...]) -> None:
    assert stated_labels([prompt], known).labels == labels


@pytest.mark.parametrize(
    ("prompt", "zero", "one"),
    [
        ("判断情感 (0=负面, 1=正面)：好吃", "负面", "正面"),
        ("用1表示正面，用0表示负面。文本：", "负面", "正面"),
        ("正面为1，负面为0。", "负面", "正面"),
        ("Answer 1 for good and 0 for bad. Text:", "bad", "good"),
        ("0 = not spam, 1 = spam\nText:", "not spam", "spam"),
        ("Labels:\n0: negative\n1: positive", "negative", "positive"),
        ("positive (1), negative (0)", "negative", "positive"),
    ],
)
def test_what_the_prompt_says_each_number_means(prompt: str, zero: str, one: str) -> None:
    assert stated_labels([prompt], ["0", "1"]).others == (("0", zero), ("1", one))


def test_the_letters_of_lettered_options() -> None:
    prompt = "Choose the topic:\nA. sports\nB. politics\nC. tech\nText:"
    assert stated_labels([prompt], ["sports", "politics"]).others == (("politics", "B"), ("sports", "A"))


def test_options_that_change_from_question_to_question_state_nothing() -> None:
    prompts = [f"Which?\nA. {one}\nB. {other}" for one, other in [("cat", "dog"), ("red", "blue"), ("up", "down")]]
    assert stated_labels(prompts, ["A", "B"]).others == ()


def test_a_list_that_only_one_prompt_has_is_that_example_and_not_the_task() -> None:
    prompts = ["Text: he felt joy, anger and envy", *(f"Text: {i}" for i in range(9))]
    assert stated_labels(prompts, ["joy", "anger"]).labels == ()


def test_no_prompt_states_nothing() -> None:
    assert stated_labels([], ["a", "b"]).labels == ()
