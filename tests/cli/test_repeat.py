"""`assay repeat`: the user's training under several seeds, interrupted, killed, resumed, and judged."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import assay, environment
from tests.repeating.commands import training

SLOW = "(out / 'process').write_text(str(os.getpid())); seed == 2 and not Path('quick').exists() and time.sleep(120)"


pytestmark = pytest.mark.usefixtures("signals_as_on_a_terminal")


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "assay", "repeat", *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def second_run(folder: Path) -> int:
    """The number of the process of seed 2, once it is there."""
    return int(wait_for(lambda: (folder / "runs/seed-2/process").read_text(encoding="utf-8")))


def wait_for(look: Callable[[], str]) -> str:
    """What `look` finds, once it finds something."""
    for _ in range(300):
        try:
            if seen := look():
                return seen
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError


def lives(process: int) -> bool:
    """Whether the process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def phases(folder: Path) -> dict[int, str]:
    """What is recorded of each run."""
    return {run["seed"]: run["phase"] for run in json.loads((folder / "runs/repeat.json").read_bytes())["runs"]}


def test_runs_are_told_of_and_judged_together(tmp_path: Path) -> None:
    done = assay("repeat", "--runs", "3", "--format", "json", "--", *training(tmp_path), folder=tmp_path)
    assert done.returncode in {0, 1, 3}, done.stderr
    result = json.loads(done.stdout)
    assert done.stdout == (tmp_path / "assay-repeat/assay-report/result.json").read_text(encoding="utf-8")
    assert result["command"][:3] == ["repeat", "--runs", "3"]
    assert "3 runs" in next(gate["why"] for gate in result["gates"] if gate["about"] == "stability")
    lines = done.stderr.splitlines()
    assert lines[0] == "Seed 1, run 1 of 3: started; its log is assay-repeat/seed-1.log"
    assert lines[1].startswith("Seed 1: done after 0:0")
    assert lines[1].endswith(": assay-repeat/seed-1/predictions.jsonl")
    assert lines[-1] == "The whole report: assay-repeat/assay-report/report.html"
    assert (tmp_path / "assay-repeat/assay-report/report.html").exists()

    again = assay("repeat", "--runs", "3", "--format", "json", "--", *training(tmp_path), folder=tmp_path)
    assert again.returncode == done.returncode
    assert again.stderr.splitlines()[:3] == [f"Seed {seed}: done before, and kept." for seed in (1, 2, 3)]
    assert json.loads(again.stdout)["gates"] == result["gates"]


def test_what_succeeded_is_judged_and_what_failed_is_said(tmp_path: Path) -> None:
    command = training(tmp_path, before="if seed == 2: sys.exit('out of memory')")
    done = assay("repeat", "--runs", "3", "--exit-zero", "--", *command, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Seed 2: failed: the command ended with exit status 1.\n" in done.stderr
    assert "  Its log, assay-repeat/seed-2.log, ends:\n  | seed 2 begins\n  | out of memory\n" in done.stderr
    assert "2 of 3 runs were judged, without seed 2. Mend what failed and give the same command again" in done.stderr


def test_one_run_is_nothing_to_judge_by(tmp_path: Path) -> None:
    command = training(tmp_path, before="seed > 1 and sys.exit(1)")
    done = assay("repeat", "--runs", "3", "--exit-zero", "--", *command, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(
        "1 of 3 runs left predictions that can be judged, and stability needs two"
    )
    assert not (tmp_path / "assay-repeat/assay-report").exists()


def test_runs_that_ignore_the_seed_are_warned_of_before_and_after(tmp_path: Path) -> None:
    command = [*training(tmp_path)[:2], "7", "{out}"]
    done = assay("repeat", "--runs", "2", "--exit-zero", "--", *command, folder=tmp_path)
    assert done.stderr.startswith("{seed} stands nowhere in the command")
    assert "Seed 2: its outputs are those of seed 1, every one of them" in done.stderr
    assert "is no repeat" in " ".join(done.stdout.split())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_the_run_and_the_same_command_goes_on(how: signal.Signals, tmp_path: Path) -> None:
    arguments = ["--runs", "2", "--out", "runs", "--exit-zero", "--", *training(tmp_path, before=SLOW)]
    with started(tmp_path, *arguments) as running:
        process = second_run(tmp_path)
        running.send_signal(how)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Seed 2: interrupted after 0:0" in said
    assert "the same command goes on from here." in said
    assert not lives(process)
    assert phases(tmp_path) == {1: "done", 2: "interrupted"}

    (tmp_path / "quick").touch()
    done = assay("repeat", *arguments, folder=tmp_path)
    assert done.stderr.startswith("Seed 1: done before, and kept.\nSeed 2, run 2 of 2: started")
    assert phases(tmp_path) == {1: "done", 2: "done"}
    assert done.returncode == 0, done.stderr


def test_what_the_command_has_started_ends_with_it(tmp_path: Path) -> None:
    command = ["sh", "-c", "'$0' '$1' {seed} {out}; true".replace("'", '"'), *training(tmp_path, before=SLOW)[:2]]
    with started(tmp_path, "--runs", "2", "--out", "runs", "--", *command) as running:
        process = second_run(tmp_path)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    assert not lives(process)


def test_a_run_may_save_what_it_has_before_it_ends(tmp_path: Path) -> None:
    save = "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(1), (out / 'checkpoint').touch(), sys.exit(1)))\n"
    with started(tmp_path, "--runs", "2", "--out", "runs", "--", *training(tmp_path, before=save + SLOW)) as running:
        second_run(tmp_path)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    assert (tmp_path / "runs/seed-2/checkpoint").exists()


def test_a_second_interrupt_does_not_wait(tmp_path: Path) -> None:
    stubborn = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    command = training(tmp_path, before=stubborn + SLOW)
    with started(tmp_path, "--runs", "2", "--out", "runs", "--", *command) as running:
        process = second_run(tmp_path)
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        time.sleep(1)
        assert lives(process)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    assert time.monotonic() - begun < 8
    assert not lives(process)
    assert phases(tmp_path) == {1: "done", 2: "interrupted"}


def test_after_a_kill_nothing_is_run_twice_at_a_time_and_nothing_is_lost(tmp_path: Path) -> None:
    arguments = ["--runs", "2", "--out", "runs", "--exit-zero", "--", *training(tmp_path, before=SLOW)]
    with started(tmp_path, *arguments) as running:
        process = second_run(tmp_path)
        running.kill()
        running.communicate(timeout=30)
    assert lives(process)
    assert phases(tmp_path) == {1: "done", 2: "running"}
    refused = assay("repeat", *arguments, folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("A run is still going in runs")

    os.kill(process, signal.SIGKILL)
    wait_for(lambda: "" if lives(process) else "gone")
    (tmp_path / "quick").touch()
    done = assay("repeat", *arguments, folder=tmp_path)
    assert done.stderr.startswith("Seed 1: done before, and kept.\nSeed 2, run 2 of 2: started")
    assert phases(tmp_path) == {1: "done", 2: "done"}


def test_a_terminal_has_one_line_that_rewrites_itself_and_takes_no_harm(tmp_path: Path) -> None:
    say = r"print('\x1b[31mepoch 1\x1b[0m \x07loss' + 200 * ' 0.5', end='\r', flush=True); time.sleep(1.3)"
    command = training(tmp_path, before=say + "; sys.exit(1)")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "assay", "repeat", "--runs", "2", "--", *command],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment(TERM="xterm"),
    ):
        os.close(theirs)
        shown = b"".join(iter(lambda: piece(ours), b"")).decode("utf-8")
    os.close(ours)
    assert "\x07" not in shown
    assert "\x1b[31m" not in shown
    live = [text for text in shown.split("\r\x1b[K") if text.startswith("Seed 1, run 1 of 2  0:0")]
    assert len(live) >= 3
    assert r"epoch 1 \x07loss 0.5 0.5" in live[-1]
    assert all("\n" not in text and len(text) < 80 for text in live[:-1])
    assert "\r\x1b[KSeed 1: failed: the command ended with exit status 1.\r\n" in shown


def piece(terminal: int) -> bytes:
    """What the terminal shows next; nothing at its end."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # how a terminal that was closed on the other side ends
        return b""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "Give your own command after --, as in: assay repeat --seeds 1,2,3 -- python train.py --seed {seed}"),
        ("python train.py --seed {seed} {out}", "Give your own command after --"),
        ("--seeds 1,x -- true {seed} {out}", "A seed is a whole number from 0 on; 'x' is not."),
        ("--seeds 1,2,1 -- true {seed} {out}", "Seed 1 is there twice."),
        ("--seeds 1 -- true {seed} {out}", "With seed 1 alone there is nothing to compare it with."),
        ("--runs 1 -- true {seed} {out}", "The number of runs is a whole number from 2 on, better 5; '1' is not."),
        ("--runs 2 --seeds 1,2 -- true {seed} {out}", "Give --seeds or --runs, not both"),
        ("--runs 2 stray -- true {seed} {out}", "assay repeat does not know what to do with stray."),
        ("--runs 2 -- true {seed}", "{out} stands nowhere in the command"),
        ("--runs 2 -- no-such-trainer {seed} {out}", "There is no program 'no-such-trainer' here"),
        ("--predictions /x -- true {seed} {out}", "--predictions is a name within each run's folder"),
        ("--metrics acuracy -- true {seed} {out}", "No metric is called 'acuracy'. Did you mean 'accuracy'?"),
        ("--policy medical-triag -- true {seed} {out}", "There is no policy 'medical-triag'"),
        ("--base a.fil -- true {seed} {out}", "There is no file a.fil. Did you mean a.file?"),
        ("--references no.jsonl -- true {seed} {out}", "There is no file no.jsonl"),
        ("--out runs/{seed} -- true {seed} {out}", "--out is the one folder of all runs"),
        ("--out a.file -- true {seed} {out}", "a.file is a file, and a folder is needed there."),
        ("--out /proc/no/such -- true {seed} {out}", "Nothing can be written to /proc/no/such"),
    ],
)
def test_a_mistake_is_said_before_anything_is_run(arguments: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.file").touch()
    done = assay("repeat", *arguments.split(), folder=tmp_path)
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert (done.returncode, done.stdout) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.file"]


def test_a_question_that_does_not_fit_is_known_after_the_first_run(tmp_path: Path) -> None:
    (tmp_path / "ship.yaml").write_text("task: generation\ngates: ['bleu >= 30']\n", encoding="utf-8")
    done = assay("repeat", "--policy", "ship.yaml", "--", *training(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert "Seed 1: done after" in done.stderr
    assert "Seed 2" not in done.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hans", "种子 1（第 1 次，共 2 次）：已开始"), ("zh-Hant", "種子 1（第 1 次，共 2 次）：已開始")],
)
def test_it_speaks_the_readers_language(language: str, said: str, tmp_path: Path) -> None:
    command = training(tmp_path, before="sys.exit(1)")
    assert assay("repeat", "--lang", language, "--runs", "2", "--", *command, folder=tmp_path).stderr.startswith(said)
