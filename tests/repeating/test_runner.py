"""What is run, what is kept, what is recorded, and what is said of a run that failed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assay.core.errors import InputError, UsageError
from assay.repeating.predictions import Reading
from assay.repeating.recipe import Recipe
from assay.repeating.runner import carry_out
from assay.repeating.series import Failure, Outcome, Series
from tests.repeating.commands import training


@dataclass
class Told:
    """A watcher that remembers."""

    events: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def kept(self, seed: int) -> None:
        self.events.append(f"kept {seed}")

    def started(self, seed: int, log: Path) -> None:
        self.events.append(f"started {seed}")

    def alive(self, seed: int, last_line: str) -> None:
        pass

    def done(self, seed: int, predictions: str) -> None:
        self.events.append(f"done {seed}")

    def failed(self, failure: Failure) -> None:
        self.events.append(f"failed {failure.seed}")
        self.failures.append(failure)

    def same(self, seed: int, earlier: int) -> None:
        self.events.append(f"{seed} same as {earlier}")

    def interrupted(self, seed: int) -> None:
        self.events.append(f"interrupted {seed}")


@dataclass
class Workplace:
    """A folder with a training in it, run as often as a test wants."""

    folder: Path
    told: Told = field(default_factory=Told)

    def run(self, command: list[str], *seeds: int, name: str | None = None, **options: bool) -> Outcome:
        series = Series(Recipe(tuple(command)), seeds or (1, 2), self.folder / "runs", Reading(name), **options)
        self.told = Told()
        return carry_out(series, self.told, lambda path: None)

    def state(self, seed: int) -> dict[str, object]:
        runs = json.loads((self.folder / "runs" / "repeat.json").read_text(encoding="utf-8"))["runs"]
        found: dict[str, object] = next(run for run in runs if run["seed"] == seed)
        return found


@pytest.fixture
def work(tmp_path: Path) -> Workplace:
    return Workplace(tmp_path)


def test_each_seed_is_run_and_its_predictions_found(work: Workplace) -> None:
    outcome = work.run(training(work.folder), 3, 5)
    assert outcome.done == {seed: str(work.folder / f"runs/seed-{seed}/predictions.jsonl") for seed in (3, 5)}
    assert outcome.failures == ()
    assert work.told.events == ["started 3", "done 3", "started 5", "done 5"]
    assert "seed 3 begins" in (work.folder / "runs/seed-3.log").read_text(encoding="utf-8")
    run = work.state(3)
    assert (run["phase"], run["status"], run["predictions"]) == ("done", 0, "predictions.jsonl")
    assert len(str(run["sha256"])) == 64
    assert str(run["started"]) <= str(run["ended"])


def test_the_folder_of_a_run_is_empty_when_it_begins(work: Workplace) -> None:
    outcome = work.run(training(work.folder, before="assert list(out.iterdir()) == []"))
    assert len(outcome.done) == 2


def test_a_command_that_empties_its_folder_keeps_its_log(work: Workplace) -> None:
    work.run(training(work.folder, before="import shutil; shutil.rmtree(out); out.mkdir()"))
    assert "seed 1 begins" in (work.folder / "runs/seed-1.log").read_text(encoding="utf-8")


def test_what_is_done_is_kept_and_more_seeds_may_be_added(work: Workplace) -> None:
    command = training(work.folder)
    work.run(command, 1, 2)
    outcome = work.run(command, 3, 1, 2)
    assert work.told.events == ["started 3", "done 3", "kept 1", "kept 2"]
    assert list(outcome.done) == [3, 1, 2]


def test_a_failed_run_is_said_with_the_end_of_its_log_and_run_again(work: Workplace) -> None:
    command = training(work.folder, before="if seed == 2 and not os.path.exists('ok'): sys.exit('no memory is left')")
    outcome = work.run(command, 1, 2, 3)
    assert list(outcome.done) == [1, 3]
    (failure,) = outcome.failures
    assert str(failure.why) == "the command ended with exit status 1."
    assert failure.last == ("seed 2 begins", "no memory is left")
    assert failure.log == work.folder / "runs/seed-2.log"
    assert (work.state(2)["phase"], work.state(2)["status"]) == ("failed", 1)

    training(work.folder)  # mended
    assert list(work.run(command, 1, 2, 3).done) == [1, 2, 3]
    assert work.told.events == ["kept 1", "started 2", "done 2", "kept 3"]
    log = (work.folder / "runs/seed-2.log").read_text(encoding="utf-8")
    assert log.count("seed 2 begins") == 2


def test_the_end_of_the_log_is_that_of_the_last_attempt(work: Workplace) -> None:
    command = training(work.folder, before="sys.exit('first')")
    work.run(command)
    training(work.folder, before="os._exit(7)")
    outcome = work.run(command)
    assert outcome.failures[0].last == ("seed 1 begins",)


def test_a_run_that_is_killed_says_by_what(work: Workplace) -> None:
    outcome = work.run(training(work.folder, before="os.kill(os.getpid(), signal.SIGKILL if seed == 1 else 15)"))
    assert [str(failure.why) for failure in outcome.failures] == [
        "the command was killed (signal 9), as happens where memory runs out.",
        "the command was ended by signal 15.",
    ]


def test_with_stop_early_nothing_is_started_after_a_failure(work: Workplace) -> None:
    work.run(training(work.folder, before="seed == 1 and sys.exit(3)"), stop_early=True)
    assert work.told.events == ["started 1", "failed 1"]


def test_a_command_that_writes_no_predictions_has_failed(work: Workplace) -> None:
    outcome = work.run(training(work.folder, after="(out / 'predictions.jsonl').unlink()"))
    assert "is recognised as predictions" in str(outcome.failures[0].why)
    work.run(training(work.folder))
    assert work.told.events == ["started 1", "done 1", "started 2", "done 2"]


def test_several_files_that_could_be_predictions_are_named_and_nothing_is_run_again_for_it(work: Workplace) -> None:
    command = training(work.folder, after="(out / 'dev.jsonl').write_text((out / 'predictions.jsonl').read_text())")
    outcome = work.run(command)
    assert "2 files" in str(outcome.failures[0].why)
    assert "dev.jsonl, predictions.jsonl. Say which with --predictions NAME" in str(outcome.failures[0].why)
    work.run(command)
    assert work.told.events == ["failed 1", "failed 2"]
    assert list(work.run(command, name="dev.jsonl").done) == [1, 2]
    assert work.told.events == ["kept 1", "kept 2"]
    assert list(work.run(command, name="predictions.jsonl").done) == [1, 2]
    assert work.told.events == ["kept 1", "kept 2"]
    assert "has no prediktions" in str(work.run(command, name="prediktions").failures[0].why)
    assert work.told.events == ["failed 1", "failed 2"]


def test_what_a_trainer_writes_beside_its_predictions_is_no_prediction(work: Workplace) -> None:
    beside = (
        "(out / 'all_results.json').write_text('{\"eval_loss\": 0.5, \"epoch\": 3.0}')\n"
        '(out / \'test.jsonl\').write_text(\'{"prompt": "a", "reference": "b"}\\n\' * 30)\n'
        "(out / 'checkpoint-10').mkdir()\n"
        "(out / 'checkpoint-10' / 'predictions.jsonl').write_text((out / 'predictions.jsonl').read_text())"
    )
    assert len(work.run(training(work.folder, after=beside)).done) == 2


def test_parts_of_one_run_are_put_together_by_a_glob(work: Workplace) -> None:
    after = (
        "lines = (out / 'predictions.jsonl').read_text().splitlines(keepends=True)\n"
        "[(out / f'rank-{part}.jsonl').write_text(''.join(lines[part::2])) for part in (0, 1)]"
    )
    outcome = work.run(training(work.folder, after=after), name="rank-*.jsonl")
    assert outcome.done[1].endswith("seed-1/rank-*.jsonl")


def test_predictions_that_changed_since_are_not_taken_for_those_of_the_run(work: Workplace) -> None:
    command = training(work.folder)
    outcome = work.run(command)
    Path(outcome.done[2]).write_text('{"prediction": "a", "reference": "b"}\n', encoding="utf-8")
    work.run(command)
    assert work.told.events == ["kept 1", "started 2", "done 2"]


def test_predictions_of_an_earlier_attempt_are_not_taken_for_new(work: Workplace) -> None:
    command = training(work.folder, after="seed == 2 and sys.exit(1)")
    work.run(command)
    training(work.folder, before="sys.exit(0)")
    outcome = work.run(command)
    assert list(outcome.done) == [1]
    assert "seed-2/predictions.jsonl is from an earlier attempt" in str(outcome.failures[0].why)


def test_runs_with_the_same_outputs_are_told_at_once_whatever_else_their_files_hold(work: Workplace) -> None:
    command = training(work.folder, before="rows = [{**row, 'prediction': 'ham', 'seed': seed} for row in rows]")
    work.run(command)
    assert work.told.events == ["started 1", "done 1", "started 2", "done 2", "2 same as 1"]
    work.run(command)
    assert work.told.events == ["kept 1", "kept 2", "2 same as 1"]


def test_another_command_is_refused_unless_forced(work: Workplace) -> None:
    command = training(work.folder)
    work.run(command)
    with pytest.raises(InputError, match=r"(?s)another command:\n .*train.py {seed} {out}\nThis one.*--force"):
        work.run([*command, "--epochs", "3"])
    assert len(work.run([*command, "--epochs", "3"], force=True).done) == 2
    assert work.told.events == ["started 1", "done 1", "started 2", "done 2"]


@pytest.mark.parametrize(
    "content", ["", "{", '{"command": 3}', '{"command": ["a"], "runs": [{"seed": "x"}]}', "\udcff"]
)
def test_a_state_file_that_is_not_ours_is_refused(content: str, work: Workplace) -> None:
    (work.folder / "runs").mkdir()
    (work.folder / "runs/repeat.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match="is not what assay repeat wrote"):
        work.run(training(work.folder))


def test_what_the_question_raises_is_known_after_the_first_run(work: Workplace) -> None:
    series = Series(Recipe(tuple(training(work.folder))), (1, 2, 3), work.folder / "runs")

    def unfit(path: str) -> None:
        raise UsageError("core.unknown-metric", name=Path(path).name, known=[])

    with pytest.raises(UsageError, match=r"predictions\.jsonl"):
        carry_out(series, work.told, unfit)
    assert work.told.events == ["started 1", "done 1"]


def test_a_program_that_cannot_be_started_is_said(work: Workplace) -> None:
    script = work.folder / "broken"
    script.write_bytes(b"\x7fELFnot")
    script.chmod(0o755)
    with pytest.raises(InputError, match="could not be started"):
        work.run([str(script), "{out}"])


def test_a_run_that_outlived_its_assay_holds_the_folder(work: Workplace) -> None:
    import fcntl
    import os

    (work.folder / "runs").mkdir()
    held = os.open(work.folder / "runs", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(InputError, match="A run is still going in"):
        work.run(training(work.folder))
    os.close(held)
    assert len(work.run(training(work.folder)).done) == 2
