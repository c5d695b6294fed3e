"""Likelihoods: fluent and beside the point, not comparable, known by heart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import assay
from assay.checks.likelihoods.fluent_but_irrelevant import FluentButIrrelevant
from assay.checks.likelihoods.outlier import far_below
from assay.checks.likelihoods.own_reference import fit
from assay.core.arrays import Array
from assay.core.finding import Finding
from assay.core.messages import LANGUAGES
from tests.checks.test_checks import Row, found, why_not
from tests.shared_data import shared_data

WORDS = [f"{a}{b}" for a in ("ka", "lo", "mi", "ne", "pu", "ra", "si", "to") for b in ("ban", "der", "fel", "gor")]
COMMON = ["the", "of", "and", "a", "to", "in", "is", "that", "it", "was"]


def documents(
    draw: np.random.Generator, n: int, lengths: tuple[float, float] = (5.0, 0.8), noise: float = 0.15
) -> list[Row]:
    """Texts of many lengths, the short ones more various, as short texts are."""
    size = np.exp(draw.normal(*lengths, size=n)).clip(12, 4000).astype(int)
    spread = np.sqrt(noise**2 + 1.5 / size)
    nats = size * 0.9 * np.exp(spread * draw.normal(size=n))
    return [
        {"id": f"t{i}", "nll": float(nll), "tokens": int(s // 4 + 1), "bytes": int(s), "characters": int(s)}
        for i, (nll, s) in enumerate(zip(nats, size, strict=True))
    ]


def by_heart(rows: Sequence[Row], which: Sequence[int], part: float = 0.05) -> list[Row]:
    return [{**row, "nll": row["nll"] * part} if i in which else row for i, row in enumerate(rows)]


def evaluated(rows: Sequence[Row], **settings: Any) -> Any:
    return assay.evaluate(list(rows), task="lm", **settings)


@pytest.mark.parametrize("n", [100, 400])
def test_texts_known_by_heart_are_named(n: int) -> None:
    rows = by_heart(documents(np.random.default_rng(n), n), (3, 7))
    report = evaluated(rows)
    finding = found(report, "memorised-text")
    assert finding is not None
    assert finding.severity == "warning"
    assert set(finding.examples) == {"t3", "t7"}
    assert float(str(finding.evidence["bits_per_byte_without_them"])) > float(str(finding.evidence["bits_per_byte"]))
    assert finding.stake is not None
    whole, clean = (float(str(finding.evidence[f"bits_per_byte{end}"])) for end in ("", "_without_them"))
    assert finding.stake.value == pytest.approx(whole - clean)
    assert finding.stake.low < finding.stake.value < finding.stake.high <= 0


def test_texts_that_fell_far_since_the_base_are_named_even_if_others_are_as_likely() -> None:
    draw = np.random.default_rng(5)
    base = by_heart(documents(draw, 200, noise=0.5), range(10), 0.3)  # these are easy texts, to any model
    ours = [{**row, "nll": row["nll"] * 0.9} for row in base]
    finding = found(evaluated(by_heart(ours, (50, 60), 0.25), base=base), "memorised-text")
    assert finding is not None
    assert {"t50", "t60"} <= set(finding.examples)
    assert finding.evidence["fell_with_training"] == 2
    assert "since the base" in str(finding.message)


def test_texts_in_another_script_are_not_taken_for_known_ones() -> None:
    draw = np.random.default_rng(6)
    rows = documents(draw, 200)
    chinese = [{**row, "nll": row["nll"] * 0.3, "characters": row["bytes"] // 3} for row in rows[:15]]
    assert found(evaluated([*chinese, *rows[15:]]), "memorised-text") is None


def test_few_texts_do_not_show_what_is_usual() -> None:
    assert "50 texts" in why_not(evaluated(documents(np.random.default_rng(0), 30)), "memorised-text")


def test_outputs_have_no_likelihoods_to_look_at() -> None:
    report = assay.evaluate(answers(40, 0.7))
    assert "assay predict" in why_not(report, "memorised-text")
    assert "assay predict" in why_not(report, "incomparable-perplexity")


def tails(kind: str, draw: np.random.Generator, n: int) -> Array:
    drawn: dict[str, Array] = {
        "normal": draw.normal(size=n),
        "exponential": -draw.exponential(size=n),
        "mixture": np.where(draw.random(n) < 0.1, draw.normal(-1.5, 1.2, n), draw.normal(size=n)),
    }
    return drawn[kind]


@pytest.mark.parametrize("n", [50, 200, 1000])
@pytest.mark.parametrize("kind", ["normal", "exponential", "mixture"])
def test_no_text_of_a_healthy_kind_is_called_known(kind: str, n: int) -> None:
    draw = np.random.default_rng(n)
    length = np.exp(draw.normal(5, 0.8, n))
    alarms = [far_below(tails(kind, draw, n) * np.sqrt(0.02 + 2 / length), length, 0.001).any() for _ in range(300)]
    assert np.mean(alarms) <= 0.02


def test_a_text_with_a_twentieth_of_the_usual_surprise_is_found() -> None:
    draw = np.random.default_rng(1)
    hits = []
    for _ in range(60):
        rows = documents(draw, 200, (5.5, 0.6))
        finding = found(evaluated(by_heart(rows, (11,), 0.05), metrics=("bits_per_byte",)), "memorised-text")
        hits.append(finding is not None and finding.examples == ("t11",))
    assert np.mean(hits) >= 0.95


def test_other_tokens_are_said_not_to_compare_and_bits_per_byte_are_given() -> None:
    base = documents(np.random.default_rng(2), 80)
    ours = [{**row, "tokens": row["tokens"] * 2, "nll": row["nll"] * 1.1} for row in base]
    finding = found(evaluated(ours, base=base), "incomparable-perplexity")
    assert finding is not None
    assert (finding.severity, finding.evidence["kind"], finding.evidence["tokens_ratio"]) == ("note", "tokens", 2.0)
    # Half the nats a token seem better; a tenth more nats a byte are worse.
    assert "say the reverse" in str(finding.message)
    assert float(str(finding.evidence["bits_per_byte_difference"])) > 0


@pytest.mark.parametrize(("k", "severity"), [(1, "note"), (12, "warning"), (60, "critical")])
def test_other_texts_are_said_not_to_compare(k: int, severity: str) -> None:
    base = documents(np.random.default_rng(2), 100)
    ours = [{**row, "bytes": row["bytes"] - (i < k), "nll": row["nll"] * 0.99} for i, row in enumerate(base)]
    finding = found(evaluated(ours, base=base), "incomparable-perplexity")
    assert finding is not None
    assert (finding.severity, finding.evidence["texts"], finding.examples[0]) == (severity, k, "t0")


def test_the_same_texts_and_tokens_compare() -> None:
    base = documents(np.random.default_rng(2), 80)
    report = evaluated([{**row, "nll": row["nll"] * 0.9} for row in base], base=base)
    assert found(report, "incomparable-perplexity") is None
    assert "--base" in why_not(evaluated(base), "incomparable-perplexity")


def test_likelihoods_that_are_the_bases_up_to_rounding_are_found() -> None:
    base = documents(np.random.default_rng(2), 80)
    report = evaluated([{**row, "nll": row["nll"] * (1 + 1e-8)} for row in base], base=base)
    finding = found(report, "identical-to-base")
    assert finding is not None
    assert "as likely" in str(finding.message)
    assert found(report, "no-gain") is None


def behind_prompts(draw: np.random.Generator, n: int, gain: float, nats: float = 0.9) -> list[Row]:
    """Texts whose own prompt saves so many nats on average, with a spread of 8."""
    rows = documents(draw, n)
    saved = draw.normal(gain, 8.0, n)
    return [
        {**row, "nll": row["nll"] * nats / 0.9, "nll_other_prompt": row["nll"] * nats / 0.9 + s}
        for row, s in zip(rows, saved.tolist(), strict=True)
        if row["nll"] * nats / 0.9 + s > 0
    ]


def test_texts_that_no_prompt_makes_likelier_are_irrelevant() -> None:
    finding = found(evaluated(behind_prompts(np.random.default_rng(3), 200, 0.0)), "fluent-but-irrelevant")
    assert finding is not None
    assert finding.severity == "critical"
    assert "50 % would be chance" in str(finding.message)


def test_texts_that_their_prompts_make_likelier_are_relevant() -> None:
    assert found(evaluated(behind_prompts(np.random.default_rng(3), 200, 12.0)), "fluent-but-irrelevant") is None


def test_unlikely_texts_are_not_fluent() -> None:
    rows = behind_prompts(np.random.default_rng(3), 200, 0.0, nats=3.0)
    assert found(evaluated(rows), "fluent-but-irrelevant") is None


def test_likelihoods_behind_one_prompt_do_not_show_relevance() -> None:
    assert "--relevance" in why_not(evaluated(documents(np.random.default_rng(0), 60)), "fluent-but-irrelevant")
    same = [{**row, "nll_other_prompt": row["nll"]} for row in documents(np.random.default_rng(0), 60)]
    assert "prompts are the same" in why_not(evaluated(same), "fluent-but-irrelevant")


def answers(n: int, kept: float, shift: int = 0, own: float = 1.0, seed: int = 0) -> list[Row]:
    """Outputs that keep a share of their reference's rare words, `shift` rows off; only the share `own` is related."""
    draw = np.random.default_rng(seed)
    gold = [[*draw.choice(WORDS, 6, replace=False), *draw.choice(COMMON, 5)] for _ in range(n)]
    rows = []
    for i in range(n):
        about = gold[(i + shift) % n] if draw.random() < own else draw.choice(WORDS, 11).tolist()
        said = [word if draw.random() < kept else str(draw.choice([*WORDS, *COMMON])) for word in about]
        rows.append({"id": f"e{i}", "prediction": " ".join(said), "reference": " ".join(gold[i]), "prompt": f"Q{i}?"})
    return rows


@pytest.mark.parametrize("n", [60, 400])
def test_outputs_that_fit_others_references_as_well_are_irrelevant(n: int) -> None:
    report = assay.evaluate(answers(n, 0.9, own=0.0), task="generation")
    finding = found(report, "fluent-but-irrelevant")
    if n >= 100:
        assert finding is not None
    if finding is not None:
        assert finding.severity == "critical"
        assert finding.evidence["rows_off"] == 0
        assert finding.examples


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_outputs_that_fit_their_own_references_are_relevant(kept: float) -> None:
    assert found(assay.evaluate(answers(100, kept), task="generation"), "fluent-but-irrelevant") is None


@pytest.mark.parametrize("shift", [1, -1])
def test_outputs_one_row_off_are_told_to_be(shift: int) -> None:
    finding = found(assay.evaluate(answers(150, 0.7, shift), task="generation"), "fluent-but-irrelevant")
    assert finding is not None
    assert finding.evidence["rows_off"] == shift
    assert "row away" in str(finding.message)
    assert "instead of by row" in str(finding.actions[0])


def test_rows_out_of_step_are_found_even_where_neighbours_are_about_the_same() -> None:
    draw = np.random.default_rng(2)
    # Three rows each are of one event, so that the next row's output fits somewhat too.
    events = [draw.choice(WORDS, 4, replace=False).tolist() for _ in range(60)]
    gold = [" ".join([*events[i // 3], *draw.choice(WORDS, 4).tolist(), "of", "the"]) for i in range(180)]
    rows = [{"id": f"e{i}", "prediction": gold[i - 1], "reference": gold[i]} for i in range(180)]
    finding = found(assay.evaluate(rows, task="generation"), "fluent-but-irrelevant")
    assert finding is not None
    assert (finding.severity, finding.evidence["rows_off"]) == ("critical", -1)
    assert "different rows" in str(finding.title)


def test_outputs_that_go_with_their_prompts_are_not_called_irrelevant_for_their_references() -> None:
    rows = answers(200, 0.9, own=0.0)
    asked = [{**row, "prompt": f"Say it back: {row['prediction']}"} for row in rows]
    assert found(assay.evaluate(asked, task="generation"), "fluent-but-irrelevant") is None


def test_outputs_in_other_words_altogether_are_another_fault() -> None:
    rows = [{**row, "prediction": f"xx{i} yy{i} zz{i} ww{i}"} for i, row in enumerate(answers(100, 0.5))]
    assert found(assay.evaluate(rows, task="generation"), "fluent-but-irrelevant") is None


def test_what_cannot_tell_examples_apart_is_said() -> None:
    rows = answers(100, 0.5)
    same = [{**row, "reference": "the very same answer to all of it"} for row in rows]
    short = [{**row, "reference": f"no {i}"} for i, row in enumerate(rows)]
    for changed, why in ((same, "references are the same"), (short, "too short"), (rows[:20], "30 examples")):
        assert why in why_not(assay.evaluate(changed, task="generation"), "fluent-but-irrelevant")
    labels = [{"id": str(i), "prediction": "a", "reference": "ab"[i % 2]} for i in range(60)]
    assert "texts" in why_not(assay.evaluate(labels), "fluent-but-irrelevant")


def test_chinese_outputs_are_held_against_pairs_of_characters() -> None:
    gold = [
        f"第{i}号仓库的{'手机电脑台灯水壶'[2 * (i % 4) : 2 * (i % 4) + 2]}今天已经寄出给客户{i * 7}" for i in range(60)
    ]
    assert fit(gold, gold, 0.99).low > 0.9
    assert fit(gold[30:] + gold[:30], gold, 0.99).high < 0.8


def test_unrelated_outputs_are_called_so_and_related_ones_never() -> None:
    unrelated, related = [], []
    for seed in range(60):
        rows = answers(100, 0.8, own=0.0, seed=seed)
        unrelated.append(fit([r["prediction"] for r in rows], [r["reference"] for r in rows], 0.99).high < 0.65)
        rows = answers(100, 0.35, seed=seed)
        related.append(fit([r["prediction"] for r in rows], [r["reference"] for r in rows], 0.99).high < 0.8)
    assert np.mean(unrelated) >= 0.9
    assert not any(related)


def test_a_chat_model_that_answers_beside_the_point_is_found_in_a_real_file() -> None:
    report = assay.evaluate(shared_data("artefacts/sunxiaochuan_predict/generated_predictions.jsonl"))
    finding = found(report, "fluent-but-irrelevant")
    assert finding is not None
    assert 0.45 < float(str(finding.evidence["share_own"])) < 0.55


def test_translations_that_are_good_are_not() -> None:
    folder = shared_data("mt/wmt22_zhen")
    report = assay.evaluate(folder / "ALMA-13B-R.en.txt", references=folder / "ref.en.txt", metrics=("chrf",))
    assert found(report, "fluent-but-irrelevant") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    draw = np.random.default_rng(3)
    base = documents(draw, 100)
    reports = {
        "memorised-text": evaluated(by_heart(base, (1, 2)), base=base),
        "incomparable-perplexity": evaluated([{**row, "tokens": 2 * row["tokens"]} for row in base], base=base),
        "fluent-but-irrelevant": evaluated(behind_prompts(draw, 200, 0.0)),
    }
    findings = [found(report, code) for code, report in reports.items()]
    findings.append(found(assay.evaluate(answers(150, 0.7, 1), task="generation"), FluentButIrrelevant.code))
    for finding in findings:
        assert isinstance(finding, Finding)
        for text in (finding.title, finding.message, *finding.actions):
            assert "{" not in text.in_language(language)


def test_texts_of_one_length_are_judged_by_what_is_usual_for_all() -> None:
    draw = np.random.default_rng(3)
    rows = [
        {"id": f"t{i}", "nll": float(nll), "tokens": 128, "bytes": 512}
        for i, nll in enumerate(400 * np.exp(0.1 * draw.normal(size=300)))
    ]
    report = evaluated(by_heart(rows, (3, 7)))  # without a warning of numpy's
    finding = found(report, "memorised-text")
    assert finding is not None
    assert set(finding.examples) == {"t3", "t7"}
