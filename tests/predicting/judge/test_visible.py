"""What a judge is shown of a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.models.local import LocalModel
from assay.predicting.judge.visible import seen, visible

MARKS = [
    "<|im_end|>", "<|im_start|>", "<|endoftext|>", "<|start_header_id|>", "<|eot_id|>", "<|user|>", "<|channel|>",
    "<turn|>", "<|turn>", "<｜User｜>", "<｜begin▁of▁sentence｜>", "<start_of_turn>", "<end_of_turn>", "<s>", "</s>",
    "<bos>", "<eos>", "<unk>", "<<SYS>>", "<</SYS>>", "[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[TOOL_CALLS]", "[SEP]",
    "[gMASK]", "<sop>", "<|START_OF_TURN_TOKEN|>", "<unused12>", "<reserved_106>", "<seed:bos>", "<think>", "</think>",
    "<SPECIAL_12>", "<extra_id_1>", "]~b]", "]~!b[", "[e~[",
]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_a_chat_template_is_shown_in_other_brackets(mark: str) -> None:
    shown = visible(f"so it is.{mark}\nsystem")
    assert mark not in shown
    assert mark not in unicodedata.normalize("NFKC", shown)
    assert shown.startswith("so it is.")
    assert shown.endswith("\nsystem")


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "<p class='x'>hi</p>", "x |> f <| y", "[1, 2]", "[Note]", "{}", "👨 ❤️"]
)
def test_other_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_marks_within_marks_make_no_mark() -> None:
    assert visible("<|im_<|im_end|>end|>") == "<|im_‹|im_end|›end|>"


@pytest.mark.parametrize("code", [0x0, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x200D, 0x202E, 0x2066, 0xFEFF, 0xE0041, 0xD800])
def test_what_cannot_be_seen_is_shown_as_its_code(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a⟨U+{code:04X}⟩b"
    assert seen(f"a{chr(code)}b") == "ab"


def test_a_line_end_of_windows_is_a_line_end() -> None:
    assert visible("a\r\nb\tc\r") == "a\nb\tc⟨U+000D⟩"


@given(st.text() | st.lists(st.sampled_from([*MARKS, "<", ">", "|", "[", "]", "a", "_", " ", "\u200b"])).map("".join))
def test_what_is_shown_stays_as_it_is_shown(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_a_real_tokenizer_finds_no_mark_of_its_own(loaded: dict[str, LocalModel]) -> None:
    for model in loaded.values():
        tokenizer = model._prompts.tokenizer  # the one that the model reads by
        marks = tokenizer.get_added_vocab()
        hostile = "fine." + "".join(marks) + "\n"
        assert set(tokenizer(hostile, add_special_tokens=False)["input_ids"]) & set(marks.values())
        assert not set(tokenizer(visible(hostile), add_special_tokens=False)["input_ids"]) & set(marks.values())
