"""Perplexity and its relatives are sums of nats over sums of sizes, as lm-evaluation-harness has them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import numpy as np
import pytest

from assay.core.errors import UndefinedValue
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Likelihoods, Source
from assay.core.messages import literal
from assay.core.scores import Measured, Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics import METRICS
from tests.shared_data import shared_data

SOURCE = Source("", "values", literal("made"), 2)
TASK = Task("lm", literal("said by the test"))
NAMES = ["perplexity", "bits_per_byte", "bits_per_character", "word_perplexity", "perplexity_llamafactory"]


def documents(nll: Sequence[float], tokens: Sequence[float], size: Sequence[float] | None = None) -> Examples:
    """Documents whose bytes, characters and words are `size`; where it is not given, their tokens."""
    sizes = np.array(tokens if size is None else size, float)
    unknown = np.full(len(nll), np.nan)
    likelihoods = Likelihoods(np.array(nll, float), np.array(tokens, float), sizes, sizes, sizes, unknown)
    return Examples(Source("", "values", literal("made"), len(nll)), likelihoods=likelihoods)


def measured(name: str, examples: Examples) -> Measured:
    metric = METRICS[name]()
    assert metric.lacks(examples, TASK) is None
    return metric.measure(examples, TASK)


def test_every_token_counts_alike() -> None:
    examples = documents([2.0, 90.0], [1, 99])
    assert measured("perplexity", examples).point == pytest.approx(math.exp(92 / 100))


def test_the_mean_of_documents_is_another_number_by_another_name() -> None:
    examples = documents([2.0, 90.0], [1, 99])
    expected = (math.exp(2.0) + math.exp(90 / 99)) / 2
    assert measured("perplexity_llamafactory", examples).point == pytest.approx(expected)


def test_bits_are_nats_over_ln_2() -> None:
    examples = documents([math.log(2) * 6, math.log(2) * 4], [1, 1], [4, 16])
    assert measured("bits_per_byte", examples).point == pytest.approx(10 / 20)
    assert measured("bits_per_character", examples).point == pytest.approx(10 / 20)


@pytest.mark.parametrize("number", ["2026-11-23T04-47-34.904771", "2026-11-23T04-34-21.899274"])
def test_figures_of_lm_evaluation_harness_are_reproduced(number: str) -> None:
    results = json.loads(shared_data(f"genuine/lmeval/results_{number}.json").read_text(encoding="utf-8"))["results"]
    lines = shared_data(f"genuine/lmeval/samples_ticket_ppl_{number}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    nll = [-row["bits_per_byte"][0] for row in rows]
    by_words = documents(nll, [row["word_perplexity"][1] for row in rows])
    by_bytes = documents(nll, [row["bits_per_byte"][1] for row in rows])
    expected = results["ticket_ppl"]
    assert measured("word_perplexity", by_words).point == pytest.approx(expected["word_perplexity,none"], rel=1e-12)
    assert measured("bits_per_byte", by_bytes).point == pytest.approx(expected["bits_per_byte,none"], rel=1e-12)
    assert measured("perplexity", by_bytes).point == pytest.approx(expected["byte_perplexity,none"], rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_token_of_probability_0_makes_it_infinite_and_says_so(name: str) -> None:
    one = measured(name, documents([1.0, math.inf, 3.0], [2, 2, 2]))
    assert one.point == math.inf
    estimate = INTERVALS[one.interval](one, Units(3), Confidence())
    assert estimate.value == estimate.low == math.inf
    assert str(estimate.why) == "Infinite: in 1 document a token got probability 0."


@pytest.mark.parametrize("name", NAMES)
def test_a_likelihood_above_1_has_no_perplexity(name: str) -> None:
    with pytest.raises(UndefinedValue, match=r"1 document has a likelihood above 1.*'2'"):
        measured(name, documents([1.0, -5.0], [2, 2]))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_likelihood_is_named(name: str) -> None:
    with pytest.raises(UndefinedValue, match=r"2 documents have no likelihood.*'1'"):
        measured(name, documents([math.nan, math.nan, 1.0], [2, 2, 2]))


@pytest.mark.parametrize("name", NAMES)
def test_documents_without_any_token_have_no_value(name: str) -> None:
    with pytest.raises(UndefinedValue, match="No text was scored"):
        measured(name, documents([0.0, 0.0], [0, 0]))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_document_changes_nothing(name: str) -> None:
    without, with_empty = documents([3.0, 4.0], [2, 3]), documents([3.0, 0.0, 4.0], [2, 0, 3])
    assert measured(name, with_empty).point == measured(name, without).point


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_size_is_what_is_lacking(name: str) -> None:
    unknown = documents([1.0, 2.0], [math.nan, math.nan])
    assert "is not known for 2 documents" in str(METRICS[name]().lacks(unknown, TASK))


@pytest.mark.parametrize("name", NAMES)
def test_texts_without_likelihoods_lack_them(name: str) -> None:
    nothing = Examples(Source("", "values", literal("made"), 0))
    assert str(METRICS[name]().lacks(nothing, TASK)) == "There are no token likelihoods."


def test_perplexity_has_the_interval_of_a_ratio_on_the_log_scale() -> None:
    one = measured("perplexity", documents([20.0, 35.0, 12.0, 41.0], [10, 16, 7, 20]))
    assert (one.interval, one.size, one.details["transform"], one.details["scale"]) == ("ratio", "tokens", "exp", 1.0)
    estimate = INTERVALS["ratio"](one, Units(4), Confidence())
    assert estimate.low is not None
    assert estimate.high is not None
    assert 1.0 < estimate.low < one.point < estimate.high


def test_prompt_gain_is_the_bits_a_token_that_the_own_prompt_saves() -> None:
    tokens = np.array([2.0, 6.0])
    nll, other = np.array([1.0, 3.0]), np.array([2.0, 10.0])
    made = Examples(SOURCE, likelihoods=Likelihoods(nll, tokens, tokens, tokens, tokens, other))
    # 8 nats saved over 8 tokens.
    assert measured("prompt_gain", made).point == pytest.approx(1 / math.log(2))


def test_prompt_gain_needs_another_prompt() -> None:
    assert "--relevance" in str(METRICS["prompt_gain"]().lacks(documents([1.0], [2.0]), TASK))


def test_an_infinite_likelihood_leaves_no_prompt_gain() -> None:
    tokens = np.array([2.0])
    made = Examples(SOURCE, likelihoods=Likelihoods(tokens, tokens, tokens, tokens, tokens, np.array([math.inf])))
    with pytest.raises(UndefinedValue, match="probability 0"):
        measured("prompt_gain", made)
