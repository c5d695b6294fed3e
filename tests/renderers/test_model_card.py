"""The section for a model card: what Hugging Face's own library reads in it is what the report says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from huggingface_hub import EvalResult, ModelCard, metadata_load
from huggingface_hub.repocard_data import eval_results_to_model_index, model_index_to_eval_results
from markdown_it import MarkdownIt

from assay.core.messages import LANGUAGES
from assay.renderers.model_card import ModelCardRenderer
from tests.renderers.reports import ALL, HOSTILE, documents, replies, reviews, tickets, tutorial


def card(kind: str, language: str = "en") -> ModelCard:
    return ModelCard(ModelCardRenderer().render(ALL[kind](language)))


def read_from(drawn: ModelCard) -> list[EvalResult]:
    found: list[EvalResult] = drawn.data.get("eval_results")
    return found


@pytest.mark.parametrize("kind", ["tutorial", "tickets", "replies", "reviews", "hostile", "intents"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hub_reads_every_number_of_the_report(kind: str, language: str) -> None:
    report = ALL[kind](language)
    read = read_from(card(kind, language))
    shown = [one.value for one in report.estimates.values() if one.value is not None]
    assert [one.metric_value for one in read] == pytest.approx(shown, rel=1e-5)
    assert len({(one.metric_type, one.metric_name) for one in read}) == len(read)
    assert {one.verified for one in read} == {None}


@pytest.mark.parametrize("kind", ["tutorial", "tickets", "replies", "reviews", "hostile"])
def test_what_is_read_and_written_again_is_the_same(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(ModelCardRenderer().render(ALL[kind]("zh-Hans")), encoding="utf-8")
    metadata = metadata_load(file)
    assert metadata is not None
    name, results = model_index_to_eval_results(metadata["model-index"])
    assert eval_results_to_model_index(name, results) == metadata["model-index"]
    ModelCard.load(file).save(tmp_path / "again.md")
    assert metadata_load(tmp_path / "again.md") == metadata


def test_the_tutorial_as_the_specification_has_it() -> None:
    index = eval_results_to_model_index("tutorial", read_from(card("tutorial")))
    assert [result["task"] for result in index[0]["results"]] == [
        {"type": "text-classification", "name": "classification"}
    ]
    assert index[0]["results"][0]["dataset"] == {"type": "tutorial", "name": "tutorial.csv"}
    assert index[0]["results"][0]["metrics"][0] == {"type": "accuracy", "value": 0.8, "name": "Accuracy"}


def test_metrics_have_the_names_that_the_hub_gives_them() -> None:
    types = {one.metric_type for one in read_from(card("replies"))}
    assert "rouge" in types
    assert not any(name.startswith("rouge") and name != "rouge" for name in types)


def test_a_number_that_does_not_exist_is_left_out_and_so_is_the_front_matter_without_any() -> None:
    read = read_from(card("documents"))
    assert [one.metric_type for one in read] == ["bits_per_byte"]
    report = documents()
    infinite = replace(report, estimates={"perplexity": report.estimates["perplexity"]})
    assert ModelCardRenderer().render(infinite).startswith("## Evaluation")


def test_the_checkpoint_names_the_model_where_it_is_known() -> None:
    report = tutorial()
    source = replace(report.source, settings={"model": "/models/Qwen2.5-0.5B", "adapter": "out/lora-v3/"})
    assert ModelCard(ModelCardRenderer().render(replace(report, source=source))).data.get("model_name") == "lora-v3"


def test_the_text_has_the_verdict_the_intervals_and_what_was_compared() -> None:
    text = card("reviews").text
    report = reviews()
    assert "INCONCLUSIVE" in text or "PASS" in text or "FAIL" in text
    assert "| interval | n |" in text.replace(" 95 %", "")
    assert f"### Against {report.comparisons[0].name}" in text


def test_nothing_that_others_wrote_is_markup_or_ends_the_front_matter() -> None:
    drawn = card("hostile")
    html = MarkdownIt("commonmark").enable("table").render(drawn.text)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
    assert any(HOSTILE[1] in (one.metric_name or "") for one in read_from(drawn))


def test_a_policy_is_named(tmp_path: Path) -> None:
    assert tickets().judgement.policy in card("tickets").text
    assert replies().judgement.policy in card("replies").text
