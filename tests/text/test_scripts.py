"""Scripts are told text by text."""

from __future__ import annotations

import pytest

from assay.text.scripts import written


@pytest.mark.parametrize(
    ("text", "script", "variant"),
    [
        ("这是一个测试，我们来看", "han", -1),
        ("這是一個測試，我們來看", "han", 1),
        ("你好，明天早上去山上", "han", 0),
        ("これはテストです", "kana", 0),
        ("This is a test of it", "latin", 0),
        ("Это проверка текста", "cyrillic", 0),
        ("한국어 텍스트입니다 그렇죠", "ko", 0),
        ("打开 Wi-Fi 设置", "han", -1),
        ("12 + 3 = 15", "", 0),
        ("", "", 0),
    ],
)
@pytest.mark.parametrize("beside", ["plain words stand here", "另一段文字"])
def test_a_text_has_the_script_of_most_of_it_whatever_stands_beside_it(
    text: str, script: str, variant: int, beside: str
) -> None:
    found = written([beside, text, beside])
    assert (found.scripts[1], int(found.variants[1])) == (script, variant)
    assert found.scripts[0] == found.scripts[2] != ""


def test_no_texts_have_no_scripts() -> None:
    assert written([]).scripts == []
