"""Body and head add up to the model, whatever the model does after its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.models.local.choosing import Choice, label_likelihoods
from assay.models.local.libraries import quiet
from assay.models.local.network import Network
from assay.models.local.scoring import log_likelihoods
from assay.models.local.windows import Scored
from tests.models.local.peers import log_likelihood

if TYPE_CHECKING:
    from transformers import PreTrainedModel

SIZES = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "vocab_size": 60,
    "max_position_embeddings": 64,
}
OF_THEIR_OWN: dict[str, dict[str, object]] = {
    "Gemma2": {"final_logit_softcapping": 0.5},
    "Cohere": {"logit_scale": 0.25},
    "Granite": {"logits_scaling": 4.0},
    "Mistral": {"sliding_window": 8},
    "Mixtral": {"num_local_experts": 4},
    "Mamba": {},
}


def made(name: str) -> PreTrainedModel:
    import torch
    import transformers

    torch.manual_seed(0)
    with quiet():
        config = getattr(transformers, f"{name}Config")(**SIZES, **OF_THEIR_OWN[name])
        model: PreTrainedModel = getattr(transformers, f"{name}ForCausalLM")(config)
    model.train(mode=False)
    return model


@pytest.mark.parametrize("name", OF_THEIR_OWN)
def test_likelihoods_are_those_of_the_whole_model(name: str) -> None:
    model = made(name)
    network = Network(model)
    rows = [Scored(list(range(5, 30)), 4), Scored([7, 9, 11], 1), Scored([3, 4, 5, 6, 8] * 5, 20)]
    ours = log_likelihoods(network, rows)
    theirs = [log_likelihood(model, row.tokens[: row.first], row.tokens[row.first :]) for row in rows]
    assert ours == pytest.approx(theirs, abs=1e-4)
    assert network.is_divided


@pytest.mark.parametrize("name", OF_THEIR_OWN)
def test_labels_are_as_likely_behind_a_cache_as_in_a_whole_text(name: str) -> None:
    model = made(name)
    choices = [Choice([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [[3, 1], [4, 5, 6, 1]]), Choice([7, 9], [[2, 1], [1]])]
    theirs = [[log_likelihood(model, one.prompt, label) for label in one.labels] for one in choices]
    for ours, expected in zip(label_likelihoods(Network(model), choices), theirs, strict=True):
        assert ours == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("factor", [100.0, 1e4])
def test_logits_far_from_nothing_overflow_nowhere(factor: float) -> None:
    model = made("Mistral")
    model.lm_head.weight.data *= factor
    rows = [Scored(list(range(5, 30)), 4), Scored([7, 9, 11], 1)]
    theirs = [log_likelihood(model, row.tokens[: row.first], row.tokens[row.first :]) for row in rows]
    assert min(theirs) < -90
    assert log_likelihoods(Network(model), rows) == pytest.approx(theirs, rel=1e-5)


def test_a_model_that_does_something_unknown_after_its_head_is_run_whole() -> None:
    model = made("Mistral")
    forward = model.forward

    def other(*given: object, **named: object) -> object:
        output = forward(*given, **named)
        output.logits = output.logits * 1.5 + 0.25
        return output

    model.forward = other  # an architecture of which nothing is known
    network = Network(model)
    assert not network.is_divided
    row = Scored([3, 9, 8, 1, 5], 2)
    assert log_likelihoods(network, [row]) == pytest.approx([log_likelihood(model, [3, 9], [8, 1, 5])], abs=1e-4)
