"""Tiny models, trained once for all tests that ask one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.models.local import LocalModel, LocalSettings, load
from tests.models.tiny import KINDS, tiny_models


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of `tiny_models`."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("peft")
    torch.set_num_threads(1)  # several on a busy machine wait for each other
    return tiny_models(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def loaded(tiny: dict[str, Path]) -> Iterator[dict[str, LocalModel]]:
    """Each kind as it is loaded by those who use it, and with its adapter as `gpt2-adapter` and so on."""
    models = {}
    for kind in KINDS:
        settings = LocalSettings(str(tiny[kind]), (None, str(tiny[f"{kind}-adapter"])), device="cpu")
        models[kind], models[f"{kind}-adapter"] = load(settings)
    yield models
    for model in models.values():
        model.close()
