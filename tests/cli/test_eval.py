"""`assay eval`: files, exit status, streams, and what happens when it is interrupted."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assay.core.messages import LANGUAGES, say
from assay.text.width import display_width
from tests.cli.command import assay, environment

GOLD = list("101101001011010")
SAID = list("101001101011000")
FILES = ["examples.csv", "report.html", "result.json"]
STATUSES = {0, 1, 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tutorial's fifteen answers, and two hundred that are nearly all right."""
    write(tmp_path / "tutorial.jsonl", GOLD, SAID)
    gold = ["spam" if i % 3 == 0 else "ham" for i in range(200)]
    said = ["ham" if i in {3, 30, 60} else label for i, label in enumerate(gold)]
    write(tmp_path / "mails.jsonl", gold, said)
    return tmp_path


def write(file: Path, gold: list[str], said: list[str]) -> None:
    rows = [{"prediction": p, "reference": r} for p, r in zip(said, gold, strict=True)]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def policy(folder: Path, gate: str) -> str:
    (folder / "ship.yaml").write_text(f"gates: ['{gate}']\n", encoding="utf-8")
    return "ship.yaml"


def test_fifteen_examples_settle_nothing_and_the_report_says_so(folder: Path) -> None:
    done = assay("eval", "tutorial.jsonl", folder=folder)
    assert done.returncode == 3, done.stderr
    assert "INCONCLUSIVE" in done.stdout
    assert "about 42 more examples would settle it" in " ".join(done.stdout.split())
    assert done.stderr == f"The whole report: {Path('assay-report/report.html')}\n"
    assert sorted(path.name for path in (folder / "assay-report").iterdir()) == FILES


def test_json_is_the_result_file_and_nothing_else(folder: Path) -> None:
    done = assay("eval", "tutorial.jsonl", "--format", "json", "--out", "here", folder=folder)
    assert done.returncode == 3, done.stderr
    assert done.stdout == (folder / "here" / "result.json").read_text(encoding="utf-8")
    result = json.loads(done.stdout)
    assert result["command"] == ["eval", "tutorial.jsonl", "--format", "json", "--out", "here"]
    assert result["verdict"]["outcome"] == "inconclusive"
    assert result["gates"][0]["examples_needed"] == 42


@pytest.mark.parametrize(
    ("gate", "outcome", "status"),
    [("accuracy >= 0.9", "pass", 0), ("accuracy >= 0.999", "fail", 1), ("accuracy >= 0.98", "inconclusive", 3)],
)
def test_the_exit_status_is_the_verdict(gate: str, outcome: str, status: int, folder: Path) -> None:
    arguments = ["eval", "mails.jsonl", "--policy", policy(folder, gate), "--format", "json"]
    done = assay(*arguments, folder=folder)
    assert json.loads(done.stdout)["verdict"]["outcome"] == outcome
    assert done.returncode == status
    assert assay(*arguments, "--exit-zero", folder=folder).returncode == 0


def test_exit_zero_does_not_hide_a_mistake(folder: Path) -> None:
    assert assay("eval", "nothing.jsonl", "--exit-zero", folder=folder).returncode == 2


def test_a_missing_file_is_answered_with_the_one_that_is_there(folder: Path) -> None:
    done = assay("eval", "mail.jsonl", folder=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "mails.jsonl" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / "assay-report").exists()


def test_a_mistake_in_the_policy_is_said_with_its_line(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--policy", policy(folder, "acuracy >= 0.9"), folder=folder)
    assert done.returncode == 2
    assert done.stderr == "ship.yaml:1: No metric is called 'acuracy'. Did you mean 'accuracy'?\n"
    assert not (folder / "assay-report").exists()


def test_a_limit_on_another_scale_is_said_with_its_line(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--policy", policy(folder, "accuracy >= 95"), folder=folder)
    assert done.stderr == "ship.yaml:1: accuracy runs from 0 to 1; did you mean 0.95?\n"


def test_the_report_speaks_the_readers_language(folder: Path) -> None:
    done = assay("eval", "tutorial.jsonl", folder=folder, variables={"LANG": "zh_TW.UTF-8"})
    assert "證據不足" in done.stdout
    assert done.stderr.startswith("完整報告：")
    assert "證據不足" in (folder / "assay-report" / "report.html").read_text(encoding="utf-8")
    assert json.loads((folder / "assay-report" / "result.json").read_text(encoding="utf-8"))["language"] == "zh-Hant"


@pytest.mark.parametrize("form", ["text", "json", "markdown", "junit"])
def test_every_form_goes_to_standard_output_without_colours(form: str, folder: Path) -> None:
    done = assay("eval", "tutorial.jsonl", "--format", form, folder=folder)
    assert done.returncode == 3, done.stderr
    assert done.stdout
    assert "\x1b" not in done.stdout


def in_a_terminal(folder: Path, *arguments: str, **variables: str) -> str:
    """What the command shows on a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assay", *arguments]
    with subprocess.Popen(
        command, cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, env=environment(TERM="xterm", **variables)
    ):
        os.close(theirs)
        shown = b""
        while chunk := read(ours):
            shown += chunk
    os.close(ours)
    return shown.decode("utf-8")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how a terminal that was closed on the other side ends
        return b""


def test_a_terminal_sees_colours_unless_it_asks_for_none(folder: Path) -> None:
    assert "\x1b[" in in_a_terminal(folder, "eval", "tutorial.jsonl")
    assert "\x1b[" not in in_a_terminal(folder, "eval", "tutorial.jsonl", "--no-color")
    assert "\x1b[" not in in_a_terminal(folder, "eval", "tutorial.jsonl", NO_COLOR="1")


def test_nothing_is_written_where_out_is_a_file(folder: Path) -> None:
    done = assay("eval", "tutorial.jsonl", "--out", "mails.jsonl", folder=folder)
    assert done.returncode == 2
    assert done.stderr == "mails.jsonl is a file, and a folder is needed there.\n"


def test_rows_that_were_set_aside_are_told_to_those_who_read_only_json(folder: Path) -> None:
    with (folder / "mails.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    done = assay("eval", "mails.jsonl", "--format", "json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "mails.jsonl:201 was set aside" in done.stderr
    assert "1 row was set aside, 200 were read." in done.stderr


def test_a_reader_who_goes_away_is_not_complained_about(folder: Path) -> None:
    command = f"'{sys.executable}' -m assay eval mails.jsonl --format json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "{0\n"
    assert "rror" not in done.stderr
    assert "raceback" not in done.stderr
    assert sorted(path.name for path in (folder / "assay-report").iterdir()) == FILES


def test_an_interrupt_leaves_nothing_half_written(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assay", "eval", "-"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        time.sleep(2)  # it waits for standard input, which does not end
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=30)
    assert running.returncode == 130
    assert (out, error.strip()) == ("", "")
    assert not (folder / "assay-report").exists()


BROKEN = """
import assay.pipeline
def evaluate(*_, **__):
    raise ZeroDivisionError("secret")
assay.pipeline.evaluate = evaluate
from assay.cli import main
main(["eval", "tutorial.jsonl", *{arguments}])
"""


@pytest.mark.parametrize(("arguments", "shown"), [([], False), (["--debug"], True)])
def test_our_own_mistake_is_called_one_and_shown_when_asked(arguments: list[str], shown: bool, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN.format(arguments=arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 70
    assert done.stderr.splitlines()[-1].startswith("This is a mistake of ours (ZeroDivisionError), not of yours.")
    assert ("Traceback" in done.stderr) is shown


def test_values_from_standard_input_are_judged_like_a_file(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assay", "eval", "-", "--format", "json"],
        cwd=folder,
        env=environment(),
        input=(folder / "tutorial.jsonl").read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["metrics"]["accuracy"]["value"] == pytest.approx(0.8)


def test_every_option_reaches_the_evaluation(folder: Path) -> None:
    rows = [
        {"q": f"mail {i}", "a": "spam" if i % 3 else "ham", "b": "spam" if i % 4 else "ham", "n": i, "who": i // 2}
        for i in range(60)
    ]
    (folder / "named.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    done = assay(
        "eval", "named.jsonl", "--prediction", "a", "--reference", "b", "--prompt", "q", "--id", "n",
        "--cluster", "who", "--task", "classification", "--labels", "ham,spam", "--positive", "ham",
        "--metrics", "accuracy,recall", "--level", "0.9", "--seed", "3", "--exact", "--format", "json",
        folder=folder,
    )  # fmt: skip
    assert done.returncode in {0, 1, 3}, done.stderr
    result = json.loads(done.stdout)
    assert (result["level"], result["seed"]) == (0.9, 3)
    assert result["task"]["labels"] == ["ham", "spam"]
    assert result["task"]["positive"] == "ham"
    assert {"accuracy", "recall"} <= set(result["metrics"])
    assert "macro_f1" not in result["metrics"]
    assert result["units"]["n"] == 30


def test_the_ready_made_triage_finds_the_disease_by_itself(folder: Path) -> None:
    gold = ["disease" if i % 4 == 0 else "healthy" for i in range(600)]
    said = ["healthy" if i in {0, 4} else label for i, label in enumerate(gold)]
    write(folder / "triage.jsonl", gold, said)
    done = assay("eval", "triage.jsonl", "--policy", "medical-triage", "--format", "json", folder=folder)
    assert done.returncode == 0, done.stderr
    gates = json.loads(done.stdout)["gates"]
    assert [gate["requirement"] for gate in gates] == [
        "recall of 'disease' at least 0.95",
        "specificity of 'disease' at least 0.5",
        "No critical finding",
    ]


def test_two_classes_may_be_asked_about_beside_each_other(folder: Path) -> None:
    (folder / "ship.yaml").write_text("gates: ['recall[ham] >= 0.5', 'recall[spam] >= 0.5']\n", encoding="utf-8")
    done = assay("eval", "mails.jsonl", "--policy", "ship.yaml", "--format", "json", folder=folder)
    values = [gate["value"] for gate in json.loads(done.stdout)["gates"]]
    assert values[:2] == [1.0, pytest.approx(64 / 67)]


def test_a_metric_for_another_kind_of_task_is_not_measured_and_says_why(folder: Path) -> None:
    done = assay("eval", "mails.jsonl", "--policy", policy(folder, "bleu >= 30"), "--format", "json", folder=folder)
    assert done.returncode == 3
    assert "It is a metric for generation" in json.loads(done.stdout)["gates"][0]["why"]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Three runs of a recipe and two of what was there before, on 300 mails of three languages."""
    for name, wrong in (("r1", 11), ("r2", 12), ("r3", 13), ("old1", 3), ("old2", 4)):
        rows = []
        for i in range(300):
            gold, other = ("spam", "ham") if i % 2 else ("ham", "spam")
            said = other if i % wrong == 0 else gold
            rows.append({"id": i, "prediction": said, "reference": gold, "language": ("de", "en", "zh")[i % 3]})
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return tmp_path


def result(folder: Path, *arguments: str) -> dict[str, Any]:
    done = assay("eval", *arguments, "--format", "json", "--exit-zero", folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # what JSON holds


def test_a_base_is_compared_with_and_must_be_beaten(runs: Path) -> None:
    done = assay("eval", "r1.jsonl", "--base", "old1.jsonl", folder=runs)
    assert done.returncode == 0, done.stderr
    assert "Against old1.jsonl" in done.stdout
    # i % 3 == 0 and not i % 11 == 0: 100 - 10; the reverse: 28 - 10.
    assert "put 90 right that the base had wrong, and got 18 wrong that the base had right" in " ".join(
        done.stdout.split()
    )
    assert assay("eval", "old1.jsonl", "--base", "r1.jsonl", folder=runs).returncode == 1


def test_more_files_are_runs_of_the_candidate(runs: Path) -> None:
    found = result(runs, "r1.jsonl", "r2.jsonl", "r3.jsonl")
    assert [source["path"] for source in found["inputs"]["candidates"]] == ["r1.jsonl", "r2.jsonl", "r3.jsonl"]
    assert found["stability"]["runs"] == pytest.approx([1 - 28 / 300, 1 - 25 / 300, 1 - 24 / 300])
    assert found["comparison"] is None


def test_bases_are_several_options_and_runs_of_one_stand_between_commas(runs: Path) -> None:
    found = result(runs, "r1.jsonl", "--base", "old1.jsonl,old2.jsonl", "--base", "r2.jsonl")
    assert found["comparison"]["runs"] == {"candidate": 1, "base": 2}
    assert found["comparison"]["metrics"]["accuracy"]["base"] == pytest.approx((200 + 225) / 600)
    assert [one["base"] for one in found["other_comparisons"]] == ["r2.jsonl"]


def test_a_file_with_a_comma_in_its_name_is_one_file(runs: Path) -> None:
    (runs / "old1.jsonl").rename(runs / "old,1.jsonl")
    assert result(runs, "r1.jsonl", "--base", "old,1.jsonl")["comparison"]["base"] == "old,1.jsonl"


def test_groups_that_got_worse_are_looked_for(runs: Path) -> None:
    done = assay("eval", "r1.jsonl", "--base", "old1.jsonl", "--slices", "language", folder=runs)
    assert done.returncode == 0, done.stderr
    assert "language = de" in done.stdout
    # Every third mail, each of them in German, was wrong before; of the others 9 each are wrong now.
    found = result(runs, "r1.jsonl", "--base", "old1.jsonl", "--slices", "language")["comparison"]["slices"]
    assert {one["value"]: one["worse"] for one in found} == {"de": False, "en": True, "zh": True}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--slices", "language"],
            "--slices looks for groups that got worse than the base; give one with --base FILE.",
        ),
        (
            ["--base", "old1.jsonl", "--slices", "tongue"],
            "There is no column 'tongue' to divide the examples by; the others",
        ),
        (["--base", "old3.jsonl"], "old3.jsonl"),
        (["old3.jsonl"], "old3.jsonl"),
    ],
)
def test_what_does_not_compare_is_said_in_one_sentence(arguments: list[str], said: str, runs: Path) -> None:
    done = assay("eval", "r1.jsonl", *arguments, folder=runs)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (runs / "assay-report").exists()


def test_other_examples_are_not_compared(runs: Path) -> None:
    rows = (runs / "old1.jsonl").read_text(encoding="utf-8").replace('"id": ', '"id": 9000')
    (runs / "others.jsonl").write_text(rows, encoding="utf-8")
    done = assay("eval", "r1.jsonl", "--base", "others.jsonl", folder=runs)
    assert done.returncode == 2
    assert "Only the same examples can be compared" in done.stderr


EVERYTHING = ("r1.jsonl", "r2.jsonl", "r3.jsonl", "--base", "old1.jsonl,old2.jsonl", "--slices", "language")


@pytest.mark.parametrize("language", LANGUAGES)
def test_comparison_and_runs_are_told_in_every_language_on_80_columns(language: str, runs: Path) -> None:
    done = assay("eval", *EVERYTHING, "--lang", language, folder=runs)
    assert done.returncode in STATUSES, done.stderr
    assert max(map(display_width, done.stdout.splitlines())) <= 80
    page = (runs / "assay-report" / "report.html").read_text(encoding="utf-8")
    for title in ("renderers.against", "renderers.slices", "renderers.stability"):
        said = say(title, base="old1.jsonl", n=3).in_language(language)
        assert said in done.stdout
        assert said in page


@pytest.mark.parametrize("form", ["text", "json", "markdown", "junit"])
def test_every_form_tells_of_the_base_and_of_the_runs(form: str, runs: Path) -> None:
    done = assay("eval", *EVERYTHING, "--format", form, folder=runs)
    assert done.returncode in STATUSES, done.stderr
    assert "old1.jsonl" in done.stdout
    assert "fluctuates by" in " ".join(done.stdout.split())
