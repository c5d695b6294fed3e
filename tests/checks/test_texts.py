"""What is wrong with texts is found where it was planted, and not where all is well."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest

import assay
from assay.core.finding import Finding
from assay.core.report import Report
from assay.text.segmentation import words as segmented

WORDS = (  # noqa: SIM905
    "the a this that old new river house garden letter winter morning train city doctor child answer story market "
    "walked found carried opened wrote asked reached crossed waited under over near before after beside quietly slowly"
).split()
CHARACTERS = [chr(0x4E00 + 11 * k) for k in range(400)]


def found(report: Report, code: str) -> Finding | None:
    return next((one for one in report.findings if one.code == code), None)


def why_not(report: Report, code: str) -> str:
    return next(str(one.why) for one in report.diagnosis.not_applicable if one.code == code)


def drawn(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - texts are made up, not secrets


def references(n: int, *, chinese: bool = False, seed: int = 0, length: int = 16) -> list[str]:
    """Sentences in which words follow one another at random, each about `length` long."""
    draw = drawn(seed)
    words, between = (CHARACTERS, "") if chinese else (WORDS, " ")
    sizes = (draw.randint(length // 2 + 2, length * 3 // 2) for _ in range(n))
    return [between.join(draw.choices(words, k=size)) + ("。" if chinese else ".") for size in sizes]


def said(gold: Sequence[str], *, wrong: float = 0.25, chinese: bool = False, seed: int = 1) -> list[str]:
    """What a model of middling quality says: some words are others, the order is kept."""
    draw = drawn(seed)
    words, between = (CHARACTERS, "") if chinese else (WORDS, " ")
    parts = (list(text) if chinese else text.split() for text in gold)
    return [between.join(draw.choice(words) if draw.random() < wrong else word for word in text) for text in parts]


def shuffled(text: str, draw: random.Random, *, chinese: bool = False) -> str:
    words = list(text) if chinese else text.split()
    draw.shuffle(words)
    return ("" if chinese else " ").join(words)


def evaluated(outputs: Sequence[str], gold: Sequence[str], *metrics: str, **columns: Sequence[Any]) -> Report:
    rows: list[dict[str, Any]] = [{"id": f"e{i}", "prediction": text} for i, text in enumerate(outputs)]
    for name, values in {"reference": gold, **columns}.items():
        rows = [{**row, name: value} for row, value in zip(rows, values, strict=True)]
    return assay.evaluate(rows, task="generation", metrics=metrics or ("bleu", "chrf"))


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("metrics", [("bleu", "chrf"), ("exact_match",)])
def test_the_right_words_in_the_wrong_order_are_found_among_twenty(chinese: bool, metrics: tuple[str, ...]) -> None:
    gold, draw = references(20, chinese=chinese), drawn(2)
    outputs = [shuffled(text, draw, chinese=chinese) for text in said(gold, wrong=0.1, chinese=chinese)]
    finding = found(evaluated(outputs, gold, *metrics), "scrambled-order")
    assert finding is not None
    assert finding.severity == "critical"
    assert finding.evidence["scrambled"] == len(finding.examples) * 2 or len(finding.examples) <= 10
    assert len(finding.actions) == 3


def test_a_third_of_outputs_in_the_wrong_order_is_found_and_what_hangs_on_it_is_told() -> None:
    gold, draw = references(150), drawn(2)
    outputs = [shuffled(text, draw) if i % 3 == 0 else text for i, text in enumerate(said(gold, wrong=0.1))]
    finding = found(evaluated(outputs, gold), "scrambled-order")
    assert finding is not None
    assert finding.severity == "warning"
    assert {int(one[1:]) % 3 for one in finding.examples} == {0}
    assert finding.stake is not None
    assert finding.stake.low > 0


def test_chinese_words_in_the_wrong_order_are_found_though_each_is_whole() -> None:
    whens, wheres, whats = (
        ("今天", "星期三", "下个月", "明年"),
        ("成都", "杭州", "办公室"),
        ("更换机器", "核对账单", "安排师傅"),
    )
    gold = [f"我们{when}在{where}为您{what}，感谢耐心等待。" for when, where, what in product(whens, wheres, whats)]
    draw, outputs = drawn(4), []
    for text in gold:
        words = segmented(text)
        draw.shuffle(words)
        outputs.append("".join(words))
    assert found(evaluated(gold, gold), "scrambled-order") is None
    finding = found(evaluated(outputs, gold), "scrambled-order")
    assert finding is not None
    assert finding.severity == "critical"


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("n", [20, 100])
def test_normal_texts_are_never_out_of_order(n: int, chinese: bool) -> None:
    for seed in range(20):
        gold = references(n, chinese=chinese, seed=seed)
        outputs = said(gold, wrong=0.1 * (seed % 4), chinese=chinese, seed=seed + 100)
        assert found(evaluated(outputs, gold, "bleu"), "scrambled-order") is None


def test_texts_about_something_else_are_not_out_of_order() -> None:
    assert found(evaluated(references(50, seed=8), references(50, seed=9)), "scrambled-order") is None


def test_short_outputs_say_nothing_of_the_order() -> None:
    assert "8 words" in why_not(evaluated(["well said"] * 30, ["said well"] * 30), "scrambled-order")


def looped(text: str) -> str:
    """Its first words, again and again."""
    return " ".join([*text.split(), *text.split()[:4] * 16])


@pytest.mark.parametrize(("k", "severity"), [(8, "warning"), (60, "critical")])
def test_outputs_that_loop_are_found(k: int, severity: str) -> None:
    gold = references(120)
    finding = found(evaluated([looped(text) for text in gold[:k]] + said(gold[k:]), gold), "repetition")
    assert finding is not None
    assert (finding.severity, finding.evidence["share"]) == (severity, k / 120)
    assert all(int(one[1:]) < k for one in finding.examples)


def test_chinese_outputs_that_loop_are_found() -> None:
    gold = references(40, chinese=True)
    outputs = [text[:4] * 8 for text in gold[:10]] + said(gold[10:], chinese=True)
    assert found(evaluated(outputs, gold), "repetition") is not None


def test_more_loops_than_the_base_has_are_told_with_its_number() -> None:
    gold = references(200)
    rows = [{"id": str(i), "prediction": text, "reference": text} for i, text in enumerate(gold)]
    loops = [{**row, "prediction": looped(row["prediction"])} if i < 20 else row for i, row in enumerate(rows)]
    finding = found(assay.evaluate(loops, base=rows, task="generation", metrics=("bleu",)), "repetition")
    assert finding is not None
    assert finding.evidence["base_share"] == 0
    assert "0 of 200" in str(finding.message)


def test_texts_that_repeat_as_their_references_do_are_no_loops() -> None:
    songs = [looped(text) for text in references(60)]
    assert found(evaluated(said(songs, wrong=0.02), songs), "repetition") is None
    assert found(evaluated(said(references(300)), references(300)), "repetition") is None


@pytest.mark.parametrize(("kept", "severity"), [(0.8, "note"), (0.5, "warning")])
@pytest.mark.parametrize("metric", ["bleu", "exact_match"])
def test_outputs_that_leave_out_the_end_are_too_short(kept: float, severity: str, metric: str) -> None:
    gold = references(60)
    outputs = [" ".join(text.split()[: int(kept * len(text.split()))]) for text in gold]
    finding = found(evaluated(outputs, gold, metric), "too-short")
    assert finding is not None
    assert finding.severity == severity
    assert finding.evidence["ratio"] == pytest.approx(kept, abs=0.08)
    assert (finding.stake is not None) == (metric == "bleu" and severity == "note")
    if finding.stake is not None:
        assert finding.stake.low > 0


@pytest.mark.parametrize(("times", "severity"), [(1, "note"), (4, "warning")])
def test_outputs_that_go_on_are_too_long(times: int, severity: str) -> None:
    gold = references(60)
    more = references(60, seed=5, length=4 * times)
    finding = found(evaluated([f"{a} {b}" for a, b in zip(gold, more, strict=True)], gold), "too-long")
    assert finding is not None
    assert (finding.severity, len(finding.examples)) == (severity, 10)


def test_outputs_as_long_as_their_references_are_neither_too_short_nor_too_long() -> None:
    for seed in range(40):
        drawn_lengths = evaluated(references(50, seed=seed), references(50, seed=seed + 1000), "bleu")
        assert found(drawn_lengths, "too-short") is None
        assert found(drawn_lengths, "too-long") is None


def test_a_few_endless_outputs_do_not_make_all_too_long() -> None:
    gold = references(60)
    assert found(evaluated([*gold[:55], *(text * 20 for text in gold[55:])], gold), "too-long") is None


def test_two_texts_say_nothing_of_their_length() -> None:
    assert "5" in why_not(evaluated(references(2), references(2)), "too-long")


ENGLISH = [f"The house in street number {i} is the one that was sold to you and it has a garden." for i in range(60)]
GERMAN = [
    f"Das Haus in der Strasse Nummer {i} ist nicht das mit dem Garten und es wird auch verkauft." for i in range(60)
]
SIMPLIFIED = [f"这是第 {i} 个问题的回答，我们已经说过了，请您再看一次说明书。" for i in range(60)]
TRADITIONAL = [f"這是第 {i} 個問題的回答，我們已經說過了，請您再看一次說明書。" for i in range(60)]
JAPANESE = [f"これは質問 {i} への答えです。もう一度説明書をご覧ください。" for i in range(60)]
RUSSIAN = [f"Это ответ на вопрос {i}, пожалуйста, прочитайте инструкцию ещё раз." for i in range(60)]
LANGUAGES = {"en": ENGLISH, "de": GERMAN, "zh-Hans": SIMPLIFIED, "zh-Hant": TRADITIONAL, "ja": JAPANESE, "ru": RUSSIAN}


@pytest.mark.parametrize("wanted", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_answers_in_another_language_are_found_and_those_in_the_wanted_one_are_not(wanted: str, written: str) -> None:
    gold = LANGUAGES[wanted]
    outputs = [*LANGUAGES[written][:10], *gold[11:], gold[10]]
    finding = found(evaluated(outputs, gold, "bleu"), "wrong-language")
    assert (finding is None) == (wanted == written)
    if finding is not None:
        assert finding.evidence["outputs"] == 10
        assert finding.examples == tuple(f"e{i}" for i in range(10))


def test_numbers_are_of_no_language() -> None:
    report = evaluated([f"{i} + 1" for i in range(30)], [f"{i}.0" for i in range(30)], "bleu")
    assert "language" in why_not(report, "wrong-language")


def test_names_in_another_script_are_not_another_language() -> None:
    outputs = [f"请打开 Settings 里的 Wi-Fi 选项 {i}" if i % 2 else f"USB {i}" for i in range(60)]
    assert found(evaluated(outputs, SIMPLIFIED, "bleu"), "wrong-language") is None


def cut_at(limit: int, texts: Sequence[str], draw: random.Random) -> list[str]:
    """As a limit on tokens does, at about as many characters."""
    return [text if len(text) <= limit else text[: int(limit * draw.uniform(0.9, 1.0))].rstrip(" .") for text in texts]


@pytest.mark.parametrize("limit", [40, 90, 110])
def test_outputs_that_stop_in_mid_sentence_at_a_common_length_are_truncated(limit: int) -> None:
    gold = references(150)
    outputs = cut_at(limit, [text + "." for text in said(gold, wrong=0.1)], drawn(3))
    finding = found(evaluated(outputs, gold), "truncated-outputs")
    assert finding is not None
    assert "mid-sentence" in str(finding.message)


def test_outputs_without_a_full_stop_of_all_lengths_are_not_truncated() -> None:
    for seed in range(20):
        gold, draw = references(100, seed=seed), drawn(seed)
        outputs = [text.rstrip(".") if draw.random() < 0.3 else text for text in gold]
        assert found(evaluated(outputs, gold, "bleu"), "truncated-outputs") is None


def test_titles_have_no_full_stop_and_nothing_says_how_they_ended() -> None:
    titles = [text.rstrip(".") for text in references(50)]
    assert "finish_reason" in why_not(evaluated(titles, titles, "bleu"), "truncated-outputs")


@pytest.mark.parametrize("form", ["{prompt}", "{prompt} And more.", "{half}"])
def test_outputs_that_hold_the_prompt_or_most_of_it_are_copies(form: str) -> None:
    gold, prompts = references(80), references(80, seed=7)
    copies = [form.format(prompt=text, half=text[: 2 * len(text) // 3]) for text in prompts[:10]]
    finding = found(evaluated([*copies, *said(gold[10:])], gold, prompt=prompts), "copied-input")
    assert finding is not None
    assert finding.examples == tuple(f"e{i}" for i in range(10))
    assert finding.stake is not None
    assert finding.stake.low > 0


def test_what_the_references_take_from_the_prompt_too_is_no_copy() -> None:
    gold = references(80)
    prompts = [text + " Really." for text in gold]
    assert found(evaluated(gold, gold, prompt=prompts), "copied-input") is None
    assert found(evaluated(said(gold), gold, prompt=references(80, seed=9)), "copied-input") is None


def test_short_answers_without_an_end_are_not_cut() -> None:
    answers = [f"account {i}" for i in range(40)]
    assert "finish_reason" in why_not(evaluated(answers, references(40), "bleu"), "truncated-outputs")


def test_lists_beside_bare_answers_are_no_loops() -> None:
    lists = [
        "".join(f"Look at the share of {word} and {i}. " for i, word in enumerate(references(1, seed=k)[0].split()))
        for k in range(40)
    ]
    assert found(evaluated(lists, ["Twelve."] * 40, "bleu"), "repetition") is None


def test_chinese_outputs_that_stop_at_a_limit_are_truncated() -> None:
    gold = references(100, chinese=True, length=40)
    assert found(evaluated(cut_at(45, gold, drawn(4)), gold, "bleu"), "truncated-outputs") is not None
