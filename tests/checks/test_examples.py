"""What is found in the training data beside the test, and in labels beside their probabilities."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

import assay
from assay.core.packaged import packaged
from assay.core.report import Report
from assay.renderers import RENDERERS
from tests.checks.test_checks import Row, found, labels, why_not

LABELS = ("billing", "delivery", "praise")
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u")]
VOCABULARY = [a + b + c for a in SYLLABLES[:40] for b in SYLLABLES[20:40] for c in ("n", "s")]
CODES = ("train-test-leak", "train-duplicates", "train-imbalance", "unseen-labels", "train-test-shift")


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - texts are made up, not secrets


def sentence(draw: random.Random, words: int = 20) -> str:
    return " ".join(draw.choices(VOCABULARY, k=words))


def examined(draw: random.Random, n: int, right: float = 0.8, words: int = 20) -> list[Row]:
    gold = draw.choices(LABELS, k=n)
    said = [label if draw.random() < right else draw.choice(LABELS) for label in gold]
    return labels(said, gold, prompt=[sentence(draw, words) for _ in range(n)])


def trained(draw: random.Random, n: int, words: int = 20) -> list[Row]:
    return [{"text": sentence(draw, words), "label": draw.choice(LABELS)} for _ in range(n)]


def copied(rows: Sequence[Row]) -> list[Row]:
    return [{"text": row["prompt"], "label": row["reference"]} for row in rows]


def judged(rows: Sequence[Row], train: object, **options: Any) -> Report:
    return assay.evaluate(list(rows), train=train, **options)


def test_examples_of_the_training_data_are_named_with_their_place(tmp_path: Path) -> None:
    draw = dice(1)
    rows, path = examined(draw, 100), tmp_path / "train.jsonl"
    train = [*trained(draw, 200), *copied(rows[:10])]
    path.write_text("".join(json.dumps(row) + "\n" for row in train), encoding="utf-8")
    report = judged(rows, str(path))
    finding = found(report, "train-test-leak")
    assert finding is not None
    assert (finding.severity, finding.evidence["exact"], finding.evidence["near"]) == ("warning", 10, 0)
    assert finding.examples == tuple(f"e{i}" for i in range(10))
    assert "e0 = train.jsonl:201" in str(finding.message)
    assert "90 others" in str(finding.message)
    assert finding.stake is None
    assert report.to_dict()["inputs"]["train"][0]["rows"] == 210  # type: ignore[index, call-overload]


def test_a_leak_that_lifts_the_score_is_critical_and_says_by_how_much() -> None:
    draw = dice(2)
    rows = examined(draw, 300, right=0.4)
    for row in rows[:100]:
        row["prediction"] = row["reference"]
    finding = found(judged(rows, [trained(draw, 300) + copied(rows[:100])]), "train-test-leak")
    assert finding is not None
    assert finding.severity == "critical"
    assert finding.stake is not None
    assert (finding.stake.metric, finding.stake.value < -0.1) == ("accuracy", True)
    clean = [row["prediction"] == row["reference"] for row in rows[100:]]
    assert finding.evidence["clean"] == pytest.approx(sum(clean) / 200)
    assert finding.evidence["on_leaked"] == 1.0


def test_where_all_of_the_test_leaked_nothing_is_left_to_judge_by() -> None:
    draw = dice(3)
    rows = examined(draw, 60)
    finding = found(judged(rows, [copied(rows)]), "train-test-leak")
    assert finding is not None
    assert finding.severity == "critical"
    assert "Nothing is left" in str(finding.message)


@pytest.mark.parametrize("edit", [str.upper, lambda text: text + " today", lambda text: "Well, " + text + "!"])
def test_small_changes_do_not_hide_a_copy(edit: Callable[[str], str]) -> None:
    draw = dice(4)
    rows = examined(draw, 50)
    train = [{**row, "text": edit(row["text"])} for row in copied(rows[:5])]
    finding = found(judged(rows, [trained(draw, 100) + train]), "train-test-leak")
    assert finding is not None
    assert finding.evidence["leaked"] == 5


def test_an_instruction_that_all_rows_share_is_no_copy() -> None:
    draw = dice(5)
    asked = "Classify the customer ticket into one of billing, delivery and praise, and answer with that word alone."
    rows = examined(draw, 100, words=6)
    train = [{"instruction": asked, "input": row["text"], "output": row["label"]} for row in trained(draw, 300, 6)]
    for row in rows:
        row["prompt"] = f"{asked}\n{row['prompt']}"
    assert found(judged(rows, [train]), "train-test-leak") is None
    train[7]["input"] = rows[3]["prompt"].removeprefix(asked).strip()
    finding = found(judged(rows, [train]), "train-test-leak")
    assert finding is not None
    assert finding.examples == ("e3",)


@pytest.mark.parametrize("side", ["test", "train"])
def test_a_short_text_is_known_again_where_one_side_alone_has_an_instruction(side: str) -> None:
    draw = dice(20)
    rows = examined(draw, 60, words=5)
    train: list[Row] = [*trained(draw, 100, words=5), *copied(rows[:2])]
    if side == "test":
        for row in rows:
            row["prompt"] = f"What is this ticket about: {row['prompt']} Answer:"
    else:
        train = [{"instruction": "Tell me:", "input": row["text"], "output": row["label"]} for row in train]
    finding = found(judged(rows, [train]), "train-test-leak")
    assert finding is not None
    assert finding.examples == ("e0", "e1")


def test_a_prompt_in_its_chat_template_is_the_prompt_without_it() -> None:
    draw = dice(6)
    rows = examined(draw, 30)
    train = [*trained(draw, 50), *copied(rows[:2])]
    for row in rows:
        row["prompt"] = f"<|im_start|>system\nYou help.<|im_end|>\n<|im_start|>user\n{row['prompt']}<|im_end|>\n"
    finding = found(judged(rows, [train]), "train-test-leak")
    assert finding is not None
    assert finding.evidence["exact"] == 2


def test_texts_of_one_word_are_not_compared() -> None:
    rows = labels(["billing"] * 30, ["billing"] * 15 + ["praise"] * 15, prompt=["Thanks!", "Why?", "No."] * 10)
    assert "too short" in why_not(judged(rows, [copied(rows)], task="classification"), "train-test-leak")


def test_a_reference_that_was_an_answer_in_training_is_a_leak_and_a_formula_is_none() -> None:
    draw = dice(7)
    gold = [sentence(draw) for _ in range(40)]
    rows = labels([sentence(draw) for _ in gold], gold, prompt=[sentence(draw) for _ in gold])
    train = [{"instruction": sentence(draw), "output": sentence(draw)} for _ in range(100)]
    train += [{"instruction": sentence(draw), "output": gold[0]}]
    train += [{"instruction": sentence(draw), "output": gold[1]} for _ in range(9)]
    finding = found(judged(rows, [train]), "train-test-leak")
    assert finding is not None
    assert finding.examples == ("e0",)


def test_without_training_data_each_check_says_what_it_lacks() -> None:
    report = assay.evaluate(examined(dice(8), 30))
    assert all("--train" in why_not(report, code) for code in CODES)


def test_clean_training_data_has_no_finding() -> None:
    alarms = 0
    for seed in range(25):
        draw = dice(seed)
        report = judged(examined(draw, 100), [trained(draw, 300)])
        alarms += any(one.code in CODES for one in report.findings)
    assert alarms == 0


def test_a_harmless_leak_is_hardly_ever_called_critical_and_a_harmful_one_nearly_always() -> None:
    false, true, rounds = 0, 0, 12
    for seed in range(rounds):
        draw = dice(seed)
        rows, other = examined(draw, 200, right=0.7), examined(draw, 200, right=0.4)
        for row in other[:60]:
            row["prediction"] = row["reference"]
        for rows_of, harmful in ((rows, False), (other, True)):
            finding = found(judged(rows_of, [trained(draw, 100) + copied(rows_of[:60])]), "train-test-leak")
            assert finding is not None
            if harmful:
                true += finding.severity == "critical"
            else:
                false += finding.severity == "critical"
    assert false <= 1
    assert true == rounds


def test_repeated_and_contradictory_rows_are_counted() -> None:
    draw = dice(9)
    train = trained(draw, 100)
    other = [{**row, "label": "praise" if row["label"] == "billing" else "billing"} for row in train[:4]]
    finding = found(judged(examined(draw, 50), [train + train[:20] + other]), "train-duplicates")
    assert finding is not None
    assert (finding.severity, finding.evidence["repeated"], finding.evidence["contradictory"]) == ("warning", 20, 4)
    assert found(judged(examined(draw, 50), [train]), "train-duplicates") is None


def test_several_answers_to_a_prompt_contradict_nothing_where_they_are_texts() -> None:
    draw = dice(10)
    gold = [sentence(draw) for _ in range(30)]
    rows = labels(gold, gold, prompt=[sentence(draw) for _ in gold])
    train = [{"instruction": asked, "output": sentence(draw)} for asked in map(str, range(50)) for _ in range(2)]
    assert found(judged(rows, [train]), "train-duplicates") is None


@pytest.mark.parametrize(("right", "severity"), [(0.9, "note"), (0.1, "warning")])
def test_rare_training_labels_weigh_by_what_they_cost(right: float, severity: str) -> None:
    draw = dice(11)
    rows = examined(draw, 200, right=0.9)
    for row in rows:
        if row["reference"] == "praise":
            row["prediction"] = "praise" if draw.random() < right else "billing"
    train = [
        {"text": sentence(draw), "label": label} for label in ["billing"] * 200 + ["delivery"] * 200 + ["praise"] * 9
    ]
    finding = found(judged(rows, [train]), "train-imbalance")
    assert finding is not None
    assert (finding.severity, finding.evidence["fewest"]) == (severity, 9)
    assert "praise (9)" in str(finding.message)
    assert found(judged(rows, [trained(draw, 300)]), "train-imbalance") is None


def test_labels_that_training_never_had_are_named() -> None:
    draw = dice(12)
    rows = examined(draw, 100)
    train = [row for row in trained(draw, 300) if row["label"] != "praise"]
    finding = found(judged(rows, [train]), "unseen-labels")
    assert finding is not None
    assert "praise" in str(finding.message)
    assert finding.evidence["labels"] == 1
    assert found(judged(rows, [trained(draw, 300)]), "unseen-labels") is None


def test_answers_that_are_other_labels_altogether_are_not_compared() -> None:
    draw = dice(13)
    train = [{**row, "label": f"class {len(row['label'])}"} for row in trained(draw, 100)]
    assert "none of the labels" in why_not(judged(examined(draw, 50), [train]), "unseen-labels")


def test_prompts_of_another_length_are_a_shift() -> None:
    draw = dice(14)
    train = trained(draw, 300, words=20)
    finding = found(judged(examined(draw, 60, words=60), [train]), "train-test-shift")
    assert finding is not None
    assert (finding.severity, finding.evidence["median_tested"]) == ("warning", 60)
    assert found(judged(examined(draw, 60, words=20), [train]), "train-test-shift") is None


def test_prompts_in_another_language_are_a_shift() -> None:
    draw = dice(15)
    english = ["the order of this is not for you and that is it " + sentence(draw, 9) for _ in range(200)]
    chinese = ["".join(draw.choices("我的订单还没有送到请帮忙查一下谢谢", k=20)) for _ in range(40)]
    rows = examined(draw, 100)
    for row, text in zip(rows, chinese + english, strict=False):
        row["prompt"] = text
    train = [{"text": text, "label": draw.choice(LABELS)} for text in english]
    finding = found(judged(rows, [train]), "train-test-shift")
    assert finding is not None
    assert "'zh'" in str(finding.message)


def with_probabilities(n: int, noise: float, seed: int, heat: float = 1.0) -> list[Row]:
    """A calibrated model of three labels (overconfident for heat < 1), and labels that are wrong at random."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, 3, n)
    logits = draw.normal(size=(n, 3))
    logits[np.arange(n), truth] += 3.0
    raised = np.exp(logits * 3.0 / heat - (logits * 3.0 / heat).max(axis=1, keepdims=True))
    probabilities = raised / raised.sum(axis=1, keepdims=True)
    given = np.where(draw.random(n) < noise, (truth + 1) % 3, truth)
    return [
        {
            "id": f"e{i}",
            "prediction": LABELS[int(probabilities[i].argmax())],
            "reference": LABELS[given[i]],
            **{f"prob_{label}": float(probabilities[i, j]) for j, label in enumerate(LABELS)},
        }
        for i in range(n)
    ]


def test_wrong_labels_are_named_and_never_called_a_rate() -> None:
    rows = with_probabilities(500, 0.06, seed=1)
    finding = found(assay.evaluate(rows), "label-noise")
    assert finding is not None
    assert finding.severity == "note"
    assert "no count of wrong labels" in str(finding.message)
    assert set(finding.evidence) == {"suspects_test"}
    truth = {row["id"]: max(LABELS, key=lambda label: row[f"prob_{label}"]) for row in rows}
    assert all(truth[name] != row["reference"] for row in rows for name in finding.examples if row["id"] == name)


def test_wrong_labels_of_training_are_named_where_it_has_probabilities(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    rows = with_probabilities(500, 0.06, seed=2)
    keep = [{"text": f"text {i}", "label": row["reference"], **row} for i, row in enumerate(rows)]
    train = [{name: value for name, value in row.items() if name not in {"prediction", "reference"}} for row in keep]
    path.write_text("".join(json.dumps(row) + "\n" for row in train), encoding="utf-8")
    finding = found(judged(examined(dice(18), 60), str(path)), "label-noise")
    assert finding is not None
    assert set(finding.evidence) == {"suspects_train"}
    assert "In the training data" in str(finding.message)


@pytest.mark.parametrize("heat", [1.0, 0.5])
def test_a_healthy_models_doubts_are_no_noise(heat: float) -> None:
    reports = (assay.evaluate(with_probabilities(300, 0.0, seed, heat)) for seed in range(30))
    assert sum(found(report, "label-noise") is not None for report in reports) <= 2


def test_wrong_labels_are_found_in_most_files() -> None:
    reports = (assay.evaluate(with_probabilities(300, 0.08, seed)) for seed in range(20))
    assert sum(found(report, "label-noise") is not None for report in reports) >= 19


def test_without_probabilities_labels_cannot_be_doubted() -> None:
    assert "no probabilities" in why_not(assay.evaluate(examined(dice(16), 60)), "label-noise")


def test_the_result_says_what_was_trained_on_as_its_schema_says() -> None:
    draw = dice(17)
    rows = examined(draw, 50)
    result = judged(rows, [trained(draw, 100) + copied(rows[:2])]).to_dict()
    jsonschema.validate(result, json.loads(packaged("core", "result.schema.json")))
    data: Any = result["training_data"]
    assert (data["rows"], data["compared"], data["leaked"]) == (102, 50, {"exact": 2, "near": 0})
    assert data["clean"]["n"] == 48
    assert assay.evaluate(rows).to_dict()["training_data"] is None


def test_the_report_says_what_it_was_compared_with() -> None:
    draw = dice(19)
    rows = examined(draw, 50)
    assert "150 training rows: 0 of 50" in RENDERERS["markdown"]().render(judged(rows, [trained(draw, 150)]))
