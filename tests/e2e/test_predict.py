"""`assay predict` as people run it: killed, interrupted, out of disk, twice at once; and the same file in the end."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import assay, environment
from tests.models.corpus import tickets
from tests.models.endpoint.alphabet import Alphabet
from tests.models.endpoint.hostile import FAULTS, Server

pytestmark = pytest.mark.usefixtures("signals_as_on_a_terminal")

ROWS = 60
KILLS = 20
reply = Alphabet().reply
ONE_THREAD = {"OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "tickets.jsonl"
    rows = [
        {"messages": [{"role": "user", "content": one.asked}, {"role": "assistant", "content": one.label}]}
        for one in tickets(ROWS, seed=3)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def started(*arguments: str | Path, prepare: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "assay", "predict", *map(str, arguments), "--lang", "en"],
        env=environment(**ONE_THREAD),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,  # noqa: PLW1509 - no threads are started before
    )


def ended(*arguments: str | Path, prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """The exit status, and what was said."""
    process = started(*arguments, prepare=prepare)
    said = process.communicate()[1]
    return process.returncode, said


def journal(target: Path) -> Path:
    return target.with_name(target.name + ".partial")


def until_rows(process: subprocess.Popen[str], target: Path, more: int) -> None:
    """Waits until so many more rows are in the journal, or the process has ended."""
    before = lines(journal(target))
    while process.poll() is None and lines(journal(target)) < before + more:
        time.sleep(0.002)


def lines(path: Path) -> int:
    try:
        return path.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def local(tiny: Mapping[str, Path], data: Path, target: Path) -> list[str | Path]:
    return [data, "--model", tiny["qwen2"], "--out", target, "--max-tokens", "12", "--batch-tokens", "120"]


@pytest.fixture(scope="module")
def whole(tiny: dict[str, Path], data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of an unbroken run on this machine."""
    target = tmp_path_factory.mktemp("whole") / "whole.jsonl"
    status, said = ended(*local(tiny, data, target))
    assert status == 0, said
    return target


def test_a_run_on_this_machine_survives_kills(tiny: dict[str, Path], data: Path, whole: Path, tmp_path: Path) -> None:
    target = tmp_path / "killed.jsonl"
    draw = random.Random(0)  # noqa: S311 - moments
    kills = 0
    while not target.exists():
        process = started(*local(tiny, data, target))
        until_rows(process, target, draw.randint(1, 25))
        kills += process.poll() is None
        process.kill()
        process.communicate()
    assert kills >= 2
    assert target.read_bytes() == whole.read_bytes()


def endpoint(server: Server, data: Path, target: Path) -> list[str | Path]:
    return [data, "--endpoint", server.url, "--out", target, "--timeout", "1", "--max-tokens", "30"]


def test_a_run_behind_a_hostile_server_survives_twenty_kills(data: Path, tmp_path: Path) -> None:
    whole, target = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    with Server(reply, delay=0.01) as calm:
        assert ended(*endpoint(calm, data, whole))[0] == 0
    draw = random.Random(1)  # noqa: S311 - moments
    with Server(reply, faults=FAULTS, share=0.2, seed=1, delay=0.05, late=1.2) as server:
        for _ in range(KILLS):
            process = started(*endpoint(server, data, target), "--concurrency", "2")
            until_rows(process, target, draw.randint(1, 3))
            process.kill()
            process.communicate()
        status, said = ended(*endpoint(server, data, target))
    assert status == 0, said
    assert target.read_bytes() == whole.read_bytes()


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


def test_a_full_disk_is_said_and_gone_on_with(tiny: dict[str, Path], data: Path, whole: Path, tmp_path: Path) -> None:
    target = tmp_path / "full.jsonl"
    status, said = ended(*local(tiny, data, target), prepare=_little_room)
    assert status == 2
    assert "cannot be written" in said
    assert "the same command goes on" in said
    assert 0 < lines(journal(target)) - 1 < ROWS
    assert ended(*local(tiny, data, target))[0] == 0
    assert target.read_bytes() == whole.read_bytes()


def test_ctrl_c_says_what_is_kept(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "interrupted.jsonl"
    with Server(reply, delay=0.2) as slow:
        process = started(*endpoint(slow, data, target), "--concurrency", "1")
        until_rows(process, target, 5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert f"of {ROWS} rows are kept" in said
    assert not target.exists()


def test_two_at_one_output_are_kept_apart(tiny: dict[str, Path], data: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.jsonl"
    with Server(reply, delay=0.3) as slow:
        first = started(*endpoint(slow, data, target), "--concurrency", "1")
        until_rows(first, target, 2)
        status, said = ended(*endpoint(slow, data, target))
        first.kill()
        first.communicate()
    assert status == 2
    assert "Another process" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [(["--adapter", "qwen2-adapter"], "adapter"), (["--max-tokens", "13"], "max_tokens: 12, now 13")],
)
def test_what_was_changed_is_said_and_nothing_is_mixed(
    change: list[str], said: str, tiny: dict[str, Path], data: Path, whole: Path
) -> None:
    kept = whole.read_bytes()
    status, told = ended(*local(tiny, data, whole), *(str(tiny.get(word, word)) for word in change))
    assert status == 2
    assert said in told
    assert whole.read_bytes() == kept


def test_a_run_that_is_done_asks_nothing_again(tiny: dict[str, Path], data: Path, whole: Path) -> None:
    status, told = ended(*local(tiny, data, whole))
    assert status == 0
    assert f"all {ROWS} rows are there already" in told


def test_base_and_tuned_come_from_one_call_and_are_judged(tiny: dict[str, Path], data: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.jsonl"
    arguments = [*local(tiny, data, target), "--adapter", tiny["qwen2-adapter"], "--with-base", "--lang", "en"]
    done = assay("predict", *arguments, variables=ONE_THREAD)
    assert done.returncode == 0, done.stderr
    base = tmp_path / "p-base.jsonl"
    assert f"assay eval {target} --base {base}" in done.stderr
    judged = assay("eval", target, "--base", base, "--format", "json", folder=tmp_path)
    result: dict[str, Any] = json.loads(judged.stdout)
    assert result["inputs"]["candidates"][0]["format"] == "assay-predictions"
    assert result["comparison"]["fixed"] > result["comparison"]["broken"]


def test_of_several_outputs_the_bases_is_the_one_to_compare_with(
    tiny: dict[str, Path], data: Path, tmp_path: Path
) -> None:
    target, adapter = tmp_path / "p.jsonl", tiny["qwen2-adapter"]
    arguments = [*local(tiny, data, target), "--adapter", adapter, "--adapter", adapter, "--with-base", "--task", "lm"]
    done = assay("predict", *arguments, "--lang", "en", variables=ONE_THREAD)
    assert done.returncode == 0, done.stderr
    assert f"assay eval {target} --base {tmp_path / 'p-base.jsonl'}\n" in done.stderr


def test_perplexity_of_a_text_file_comes_from_the_model_itself(tiny: dict[str, Path], tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("\n\n".join(one.reply for one in tickets(30, seed=8)), encoding="utf-8")
    target = tmp_path / "lm.jsonl"
    done = assay("predict", book, "--model", tiny["gpt2"], "--task", "lm", "--out", target, variables=ONE_THREAD)
    assert done.returncode == 0, done.stderr
    judged = assay("eval", target, "--format", "json", folder=tmp_path)
    result: dict[str, Any] = json.loads(judged.stdout)
    assert 1 < result["metrics"]["perplexity"]["value"] < 5
    assert result["metrics"]["perplexity"]["low"] < result["metrics"]["perplexity"]["high"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--model DIR"),
        (["--model", "nowhere"], "nowhere"),
        (["--model", "qwen2", "--with-base"], "--adapter"),
        (["--endpoint", "http://127.0.0.1:9", "--adapter", "x"], "--model"),
        (["--model", "qwen2", "--task", "lm", "--labels", "a,b"], "--labels"),
        (["--model", "qwen2", "--labels", "a"], "only label"),
        (["--model", "qwen2", "--top-p", "0"], "--top-p"),
        (["--model", "qwen2", "--stride", "5"], "--task lm"),
        (["--model", "qwen2", "--dtype", "float99"], "float32"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(
    arguments: list[str], said: str, tiny: dict[str, Path], data: Path, tmp_path: Path
) -> None:
    words = [str(tiny.get(word, word)) for word in arguments]
    variables = {**ONE_THREAD, "HF_HUB_OFFLINE": "1"}
    done = assay("predict", data, *words, "--lang", "en", folder=tmp_path, variables=variables)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
