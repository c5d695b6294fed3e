"""What is found in the course of a training: on curves made by a rule, and on the logs of real runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import assay
from assay.core.errors import InputError, UsageError
from assay.core.report import Report
from assay.core.verdict import Outcome
from assay.readers.training import read_log, read_run_folder
from tests.docs.pages import ROOT
from tests.shared_data import shared_data

COURSE = {
    "diverged",
    "learning-rate-too-high",
    "learning-rate-too-low",
    "overfitting",
    "undertrained",
    "no-validation",
    "better-checkpoint",
}


def falling(n: int, start: float, end: float, seed: int = 0, noise: float = 0.02) -> list[float]:
    """A loss that falls fast at first, with noise."""
    draw = np.random.default_rng(seed)
    steps = np.arange(n)
    curve = end + (start - end) * np.exp(-6.0 * steps / n)
    return list(map(float, curve * (1 + noise * draw.standard_normal(n))))


def logged(folder: Path, losses: Sequence[float], validation: Sequence[float] = (), rate: float = 1e-4) -> Path:
    """A trainer's state as Transformers writes it, NaN and all."""
    history: list[dict[str, float]] = [
        {"step": 10.0 * (at + 1), "epoch": 3 * (at + 1) / len(losses), "loss": loss, "learning_rate": rate}
        for at, loss in enumerate(losses)
    ]
    every = max(1, len(losses) // max(1, len(validation)))
    history += [{"step": 10.0 * every * (at + 1), "eval_loss": loss} for at, loss in enumerate(validation)]
    history.sort(key=lambda entry: entry["step"])
    path = folder / "trainer_state.json"
    state = {"log_history": history, "max_steps": 10 * len(losses), "epoch": 3.0}
    path.write_text(json.dumps(state), encoding="utf-8")
    return path


def said(report: Report) -> dict[str, str]:
    return {one.code: one.severity for one in report.findings if one.code in COURSE}


def found(path: Path) -> dict[str, str]:
    return said(assay.evaluate(log=path))


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_said_of_a_healthy_run(tmp_path: Path, seed: int) -> None:
    noise = 0.01 + 0.02 * (seed % 3)
    losses, held_out = falling(60, 3.0, 0.6, seed, noise), falling(12, 2.0, 0.7, seed + 100, 0.005)
    assert found(logged(tmp_path, losses, sorted(held_out, reverse=True))) == {}


def test_a_loss_that_is_no_number_any_more_is_divergence(tmp_path: Path) -> None:
    report = assay.evaluate(log=logged(tmp_path, [*falling(30, 3.0, 1.0), *[float("nan")] * 10], rate=0.3))
    assert said(report)["diverged"] == "critical"
    assert report.verdict.outcome is Outcome.FAIL
    assert report.diagnosis.recommendations[0].action == "lower-learning-rate"
    assert "learning_rate 0.1 (it was 0.3)" in str(report.diagnosis.recommendations[0].how)


@pytest.mark.parametrize("seed", range(5))
def test_a_loss_that_leaves_the_ground_is_divergence(tmp_path: Path, seed: int) -> None:
    risen = [1.0 + 0.5 * at for at in range(30)]
    assert found(logged(tmp_path, [*falling(30, 3.0, 1.0, seed), *risen]))["diverged"] == "critical"


def test_jumps_mean_too_high_a_rate(tmp_path: Path) -> None:
    losses = falling(80, 3.0, 0.8)
    for at in (20, 35, 50, 65):
        losses[at] *= 4
    assert found(logged(tmp_path, losses, [1.5, 1.2, 1.0]))["learning-rate-too-high"] == "warning"


@pytest.mark.parametrize("seed", range(5))
def test_a_loss_that_hardly_falls_means_too_low_a_rate(tmp_path: Path, seed: int) -> None:
    losses = falling(60, 5.7, 5.6, seed, 0.004)
    assert found(logged(tmp_path, losses, [5.7, 5.65, 5.6], rate=1e-7))["learning-rate-too-low"] == "warning"


@pytest.mark.parametrize(("rise", "severity"), [(0.03, "note"), (0.12, "warning"), (0.9, "critical")])
def test_a_validation_loss_that_rises_again_is_overfitting(tmp_path: Path, rise: float, severity: str) -> None:
    held_out = [1.5, 1.2, 1.05, 1.0, *[1.0 * (1 + rise * step / 6) for step in range(1, 8)]]
    told = found(logged(tmp_path, falling(66, 3.0, 0.1), held_out))
    assert told["overfitting"] == severity
    assert "better-checkpoint" in told


def test_a_loss_that_still_falls_means_more_steps(tmp_path: Path) -> None:
    losses = [5.0 - 0.05 * at + 0.01 * (-1) ** at for at in range(60)]
    held_out = [5.1 - 0.19 * at + 0.002 * (-1) ** at for at in range(16)]
    assert found(logged(tmp_path, losses, held_out)) == {"undertrained": "warning"}


def test_training_that_ended_where_the_loss_fell_ever_faster_was_too_short(tmp_path: Path) -> None:
    held_out = [1.61 - 0.003 * 1.19**at for at in range(27)]  # a smooth bend, as a warm-up that just ended leaves
    assert "undertrained" in found(logged(tmp_path, [*held_out, held_out[-1] - 0.05], held_out, rate=1e-3))


def test_a_staircase_without_validation_is_learning_by_heart(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    stairs = np.repeat([1.1, 0.8, 0.45], 40) * (1 + 0.02 * draw.standard_normal(120))
    assert found(logged(tmp_path, stairs.tolist())) == {"no-validation": "warning"}
    assert found(logged(tmp_path, falling(60, 3.0, 0.6))) == {"no-validation": "note"}


def test_steps_that_go_back_are_a_run_that_was_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    lines = [{"step": step, "loss": 2.0} for step in (1, 2, 2, 3, 4)] + [{"step": step, "loss": 1.0} for step in (3, 4)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"step": 5, "lo', encoding="utf-8")
    run = read_log(str(path))
    assert run.loss.steps.tolist() == [1, 2, 3, 4]
    assert run.loss.values.tolist() == [2, 2, 1, 1]
    assert run.restarts == 1


def test_lines_that_a_logger_printed_and_tables_are_read(tmp_path: Path) -> None:
    printed = tmp_path / "train.log"
    lines = [f"[INFO] step {at} {{'loss': {3 - at / 10}, 'grad_norm': nan, 'epoch': {at / 10}}}" for at in range(10)]
    printed.write_text("starting\n" + "\n".join(lines), encoding="utf-8")
    assert len(read_log(str(printed)).loss) == 10
    table = tmp_path / "log.csv"
    table.write_text("step,loss,eval_loss\n10,2.5,\n20,NaN,2.2\n30,2.0,\n", encoding="utf-8")
    run = read_log(str(table))
    assert np.isnan(run.loss.values[1])
    assert run.validation.values.tolist() == [2.2]


def test_what_is_no_log_is_said_in_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"prompt": "a", "prediction": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="holds no losses"):
        read_log(str(other))
    with pytest.raises(InputError, match="neither a training log"):
        read_run_folder(str(tmp_path))
    with pytest.raises(UsageError, match="Give the file"):
        assay.evaluate(None)


def test_a_run_folder_gives_its_predictions_their_recipe_and_the_checkpoint_to_take(tmp_path: Path) -> None:
    logged(tmp_path, falling(66, 3.0, 0.1), [1.5, 1.2, 1.05, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7])
    (tmp_path / "args.yaml").write_text("stage: sft\nlearning_rate: 3.0e-4\nnum_train_epochs: 3.0\n", encoding="utf-8")
    for step in (240, 660):
        (tmp_path / f"checkpoint-{step}").mkdir()
    rows = [{"prediction": "yes" if at % 3 else "no", "reference": "yes" if at % 2 else "no"} for at in range(60)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "predictions.jsonl").write_text(text, encoding="utf-8")
    report = assay.evaluate(run=tmp_path)
    assert "accuracy" in report.metrics
    better = next(one for one in report.findings if one.code == "better-checkpoint")
    assert "checkpoint-240" in str(better.message)
    told = report.to_dict()["training_run"]
    assert isinstance(told, dict)
    assert told["tool"] == "LLaMA-Factory"
    assert told["arguments"] == {"learning_rate": 3e-4, "epochs": 3.0}


def test_a_folder_of_predictions_is_judged_though_its_log_holds_no_losses(tmp_path: Path) -> None:
    (tmp_path / "trainer_log.jsonl").write_text('{"current_steps": 1, "total_steps": 2}\n', encoding="utf-8")
    rows = [{"prediction": "yes" if at % 3 else "no", "reference": "yes" if at % 2 else "no"} for at in range(60)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "predictions.jsonl").write_text(text, encoding="utf-8")
    report = assay.evaluate(run=tmp_path)
    assert "accuracy" in report.metrics
    assert report.run is None
    (tmp_path / "predictions.jsonl").unlink()
    with pytest.raises(InputError, match="holds no losses"):
        assay.evaluate(run=tmp_path)


def test_entries_without_steps_are_not_told_as_steps(tmp_path: Path) -> None:
    printed = tmp_path / "train.log"
    lines = [f"{{'loss': {0.5 + 2 * 0.3**at}, 'epoch': {at / 3}}}" for at in range(9)]
    printed.write_text("\n".join(lines), encoding="utf-8")
    assert found(printed) == {"no-validation": "note"}


def test_losses_on_several_held_out_sets_are_validation(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    lines = [
        {"step": at, "loss": 0.6 + 2 * 0.7**at, "eval_a_loss": 0.7 + 0.7**at, "eval_b_loss": 1.0} for at in range(1, 25)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert found(path) == {}
    assert len(read_log(str(path)).validation) == 24


def test_losses_of_single_examples_that_scatter_both_ways_are_no_jumps(tmp_path: Path) -> None:
    silent = 0
    for seed in range(20):
        scatter = np.exp(0.25 * np.random.default_rng(seed).standard_t(4, 300))
        losses = (0.6 + 2 * np.exp(-8 * np.arange(1, 301) / 300)) * scatter
        silent += "learning-rate-too-high" not in found(logged(tmp_path, losses.tolist()))
    assert silent == 20


def test_noise_about_a_loss_that_does_not_fall_is_hardly_ever_divergence(tmp_path: Path) -> None:
    told = 0
    for seed in range(100):
        losses = (2.0 - 0.04 * np.arange(60) / 60) * (1 + 0.1 * np.random.default_rng(seed).standard_normal(60))
        told += "diverged" in found(logged(tmp_path, losses.tolist()))
    assert told <= 2


@pytest.mark.parametrize(
    ("model", "size"),
    [
        ("Qwen/Qwen2.5-7B-Instruct", 7e9),
        ("models/Qwen2.5-0.5B", 0.5e9),
        ("google/gemma-3-270m", 270e6),
        ("mistralai/Mixtral-8x7B-v0.1", 56e9),
        ("Qwen/Qwen3-30B-A3B", 30e9),
        ("bert-base-chinese", None),
        ("my-model-2b2", None),
    ],
)
def test_how_large_a_base_is_by_its_name(tmp_path: Path, model: str, size: float | None) -> None:
    logged(tmp_path, falling(12, 2.0, 1.0))
    (tmp_path / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": model}), encoding="utf-8")
    assert read_run_folder(str(tmp_path)).run.recipe.parameters == size  # type: ignore[union-attr]


def test_how_large_a_model_is_by_its_weights(tmp_path: Path) -> None:
    logged(tmp_path, falling(12, 2.0, 1.0))
    numpy_of_safetensors = pytest.importorskip("safetensors.numpy")
    weights = {"a": np.zeros((3, 4), np.float32), "b": np.zeros(5, np.float32)}
    numpy_of_safetensors.save_file(weights, tmp_path / "model.safetensors", {"format": "pt"})
    assert read_run_folder(str(tmp_path)).run.recipe.parameters == 17.0  # type: ignore[union-attr]
    (tmp_path / "model.safetensors").write_bytes(b"\xff" * 20)
    assert read_run_folder(str(tmp_path)).run.recipe.parameters is None  # type: ignore[union-attr]


# What CATALOGUE.md and COMPONENTS.md say of each run, in our words.
REAL = {
    "artefacts/alpaca_7b_staircase/trainer_state.json": {"no-validation": "warning"},
    "artefacts/dpo_zephyr/trainer_state.json": {},
    "artefacts/finnews_overfit/trainer_state.json": {"overfitting": "warning"},
    "artefacts/indobert_sarcasm_overfit/trainer_state.json": {"overfitting": "warning"},
    "artefacts/llama_factory_cpt/trainer_state.json": {"no-validation": "note"},
    "artefacts/logclassifier/trainer_state.json": {},
    "artefacts/mt5_az_summarise/trainer_state.json": {},
    "artefacts/qlora_diverged/trainer_state.json": {"diverged": "critical", "no-validation": "note"},
    "artefacts/qwen25_7b_medical_lora/trainer_log.jsonl": {"overfitting": "note", "better-checkpoint": "warning"},
    "genuine/llamafactory/cls_sft/trainer_log.jsonl": {},
    "genuine/llamafactory/gen_sft/trainer_state.json": {},
    "genuine/ms-swift/logging.jsonl": {},
    "genuine/trainer/healthy/trainer_state.json": {},
    "genuine/trainer/lr_too_high/trainer_state.json": {"learning-rate-too-high": "warning"},
    "genuine/trainer/overfit/trainer_state.json": {"overfitting": "critical", "better-checkpoint": "warning"},
    "genuine/trainer/underfit_1step/trainer_state.json": {"undertrained": "warning"},
}


# How docs/training-logs.md calls them, and the words it has for what is found.
CALLED = {
    "artefacts/alpaca_7b_staircase/trainer_state.json": "instruction tuning",
    "artefacts/dpo_zephyr/trainer_state.json": "DPO",
    "artefacts/finnews_overfit/trainer_state.json": "financial news",
    "artefacts/indobert_sarcasm_overfit/trainer_state.json": "sarcasm",
    "artefacts/llama_factory_cpt/trainer_state.json": "continued pre-training",
    "artefacts/logclassifier/trainer_state.json": "log classifier",
    "artefacts/mt5_az_summarise/trainer_state.json": "summarisation",
    "artefacts/qlora_diverged/trainer_state.json": "QLoRA",
    "artefacts/qwen25_7b_medical_lora/trainer_log.jsonl": "medical LoRA",
    "genuine/llamafactory/cls_sft/trainer_log.jsonl": "LLaMA-Factory",
    "genuine/llamafactory/gen_sft/trainer_state.json": "LLaMA-Factory",
    "genuine/ms-swift/logging.jsonl": "ms-swift",
    "genuine/trainer/healthy/trainer_state.json": "small causal model",
    "genuine/trainer/lr_too_high/trainer_state.json": "the same at a learning rate",
    "genuine/trainer/overfit/trainer_state.json": "the same on 24 rows",
    "genuine/trainer/underfit_1step/trainer_state.json": "the same for one step",
}
WORDS = {
    "diverged": "diverged",
    "learning-rate-too-high": "learning rate too high",
    "learning-rate-too-low": "learning rate too low",
    "overfitting": "overfitting",
    "undertrained": "undertrained",
    "no-validation": "no validation",
    "better-checkpoint": "checkpoint",
}


@pytest.mark.parametrize("name", REAL)
def test_the_page_of_real_logs_says_what_is_found(name: str) -> None:
    lines = (ROOT / "docs/training-logs.md").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"| {CALLED[name]}"))
    told = line.split("|")[3]
    assert {code for code, words in WORDS.items() if words in told} == set(REAL[name])
    assert bool(REAL[name]) != told.strip().startswith("nothing")


@pytest.mark.parametrize("name", REAL)
def test_what_is_said_of_a_real_run_is_so(name: str) -> None:
    assert found(shared_data(name)) == REAL[name]
