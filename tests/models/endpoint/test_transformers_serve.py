"""`transformers serve`, a real server that is silent about likelihoods."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.core.asking import Decoding, Message, Passage, Question, Window
from assay.core.errors import InputError
from tests.models.endpoint.asked import answered, endpoint

COMMAND = Path(sys.executable).with_name("transformers")
WAIT = 60.0  # seconds for it to start
pytest.importorskip("transformers", reason="transformers is not installed")
pytest.importorskip("uvicorn", reason="transformers' server is not installed")
# What transformers and its models warn of is theirs.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import Qwen2Config, Qwen2ForCausalLM

    from tests.models.tiny import _tokenizer

    folder = tmp_path_factory.mktemp("model")
    tokenizer = _tokenizer("qwen2")
    sizes = Qwen2Config(
        hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=2,
        vocab_size=len(tokenizer), max_position_embeddings=256,
    )  # fmt: skip
    Qwen2ForCausalLM(sizes).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def url(model: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if not COMMAND.exists() and shutil.which("transformers") is None:
        pytest.skip("There is no command 'transformers'")
    command = [str(COMMAND), "serve", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/v1/models")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(url: str) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.2)
    pytest.skip(f"transformers serve did not start within {WAIT:g} s")


def test_chats_and_texts_are_answered_alike_each_time(url: str, model: Path) -> None:
    questions = [
        Question("chat", messages=(Message("user", "The printer is broken."),)),
        Question("text", text="The printer"),
    ] * 4
    first = answered(endpoint(url, model=str(model), logprobs=True, timeout_s=60.0), questions, Decoding(max_tokens=6))
    assert first[:2] * 4 == first
    assert all(answer.tokens is not None and 0 < answer.tokens <= 6 for answer in first)
    assert all(answer.logprob is None for answer in first)  # silently


def test_what_it_does_not_say_is_refused(url: str, model: Path) -> None:
    asked = endpoint(url, model=str(model), timeout_s=60.0)
    with pytest.raises(InputError, match="cannot be asked how likely a text is"):
        list(asked.likelihoods([Passage("1", "The printer")], Window(), [0]))
    with pytest.raises(InputError, match="does not say how likely the labels are"):
        list(asked.choices([Question("1", text="The printer")], ["a", "b"], [0]))
