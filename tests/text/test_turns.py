"""A prompt that a chat template has wrapped reads as what was said."""

from __future__ import annotations

import pytest

from assay.text.turns import turns

QWEN = (
    "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n"
    "<|im_start|>user\n你好<|im_end|>\n<|im_start|>assistant\n"
)


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        (QWEN, [("user", "你好")]),
        (
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
            [("system", "Be brief."), ("user", "Hi")],
        ),
        (
            "<bos><start_of_turn>user\nOne?<end_of_turn>\n<start_of_turn>model\n1<end_of_turn>\n"
            "<start_of_turn>user\nTwo?<end_of_turn>\n<start_of_turn>model\n",
            [("user", "One?"), ("assistant", "1"), ("user", "Two?")],
        ),
        (
            "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nOne? [/INST] 1 </s><s>[INST] Two? [/INST]",
            [("system", "Be brief."), ("user", "One?"), ("assistant", "1"), ("user", "Two?")],
        ),
        ("<｜begin▁of▁sentence｜><｜User｜>一加一？<｜Assistant｜>", [("user", "一加一？")]),
        ("<|user|>\nHi<|end|>\n<|assistant|>\n", [("user", "Hi")]),
        ("Write <b>bold</b> text.", []),
        ("What does <|im_start|>user mean?", []),
        ("", []),
    ],
)
def test_the_turns_are_told_without_the_marks(prompt: str, said: list[tuple[str, str]]) -> None:
    assert turns(prompt) == said
