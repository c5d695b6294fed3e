from __future__ import annotations

import json

import pytest

from assay.text.language import language_of, language_shares
from tests.shared_data import shared_data


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parcel has not arrived and I would like to know where it is.", "en"),
        ("包裹还没有到，我想知道它在哪里。", "zh"),
        ("我用 iPhone 15 Pro 登录 Assay 时出错了", "zh"),
        ("荷物がまだ届いていないので、どこにあるか知りたいです。", "ja"),
        ("소포가 아직 도착하지 않았습니다.", "ko"),
        ("Das Paket ist noch nicht da und ich möchte wissen, wo es ist.", "de"),
        ("Le colis n'est pas encore arrivé et je voudrais savoir où il est.", "fr"),
        ("El paquete no ha llegado y quiero saber en qué lugar está.", "es"),
        ("O pacote ainda não chegou e eu queria saber onde ele está com a loja.", "pt"),
        ("Il pacco non è ancora arrivato e vorrei sapere dove si trova.", "it"),
        ("Het pakket is er nog niet en ik wil weten waar het is.", "nl"),
        ("Посылка ещё не пришла, и я хотел бы знать, где она.", "ru"),
        ("Посилка ще не прийшла, і я хотів би знати, де вона.", "uk"),
        ("พัสดุยังไม่มาถึง", "th"),
        ("החבילה עדיין לא הגיעה", "he"),
        ("لم تصل الطرود إلى العنوان بعد", "ar"),
        ("", None),
        ("12345 !!!", None),
        ("billing", None),
    ],
)
def test_the_language_of_one_text(text: str, language: str | None) -> None:
    assert language_of([text]) == language


def test_no_texts_have_no_language() -> None:
    assert language_of([]) is None


def test_a_third_of_chinese_texts_makes_a_column_chinese() -> None:
    texts = ["The parcel is here."] * 2 + ["包裹到了。"]
    assert language_shares(texts) == pytest.approx({"en": 2 / 3, "zh": 1 / 3})
    assert language_of(texts) == "zh"
    assert language_of(["The parcel is here."] * 9 + ["包裹到了。"]) == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("mt/wmt17_ende/ref.de.txt", "de"),
        ("mt/wmt22_zhen/ref.en.txt", "en"),
        ("mt/wmt22_zhen/src.zh.txt", "zh"),
        ("summarisation/simcls_xsum.ref.txt", "en"),
        ("perplexity/shuihuzhuan_500k.txt", "zh"),
    ],
)
def test_the_language_of_a_file(name: str, language: str) -> None:
    lines = shared_data(name).read_text(encoding="utf-8").splitlines()
    assert language_of(lines) == language
    assert language_shares(lines)[language] > 0.8


def test_the_bilingual_replies_are_a_third_chinese() -> None:
    path = shared_data("genuine/llamafactory/gen_predict/generated_predictions.jsonl")
    labels = [json.loads(line)["label"] for line in path.read_text(encoding="utf-8").splitlines()]
    shares = language_shares(labels)
    assert set(shares) == {"en", "zh"}
    assert 0.2 < shares["zh"] < 0.5
