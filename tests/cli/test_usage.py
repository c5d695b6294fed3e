"""What is wrong with the arguments is one sentence on standard error, in the reader's language, and exit 2."""

from __future__ import annotations

import pytest

from assay.cli.run import COMMANDS
from tests.cli.command import assay


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("evla x.jsonl", "assay has no command 'evla'. Did you mean 'eval'?"),
        ("zzz", f"assay has no command 'zzz'. There are: {', '.join(COMMANDS)}."),
        ("--vresion", "assay has no option --vresion. Did you mean --version?"),
        ("eval", "Give the file with the model's predictions: assay eval predictions.jsonl."),
        ("eval a b", "There is no file a."),
        ("eval x --polcy y", "assay eval has no option --polcy. Did you mean --policy?"),
        ("eval x --zzzzzz", "assay eval has no option --zzzzzz. `assay eval --help` lists them."),
        ("eval x --seed", "--seed needs a value after it."),
        ("eval x --exact=1", "--exact stands alone, without a value."),
        ("eval x --seed 1.5", "A seed is a whole number from 0 on; '1.5' is not."),
        ("eval x --level 95", "A level lies between 0 and 1; instead of 95, did you mean 0.95?"),
        ("eval x --level 1", "A level lies between 0 and 1, such as 0.95; '1' does not."),
        ("eval x --level nan", "A level lies between 0 and 1, such as 0.95; 'nan' does not."),
        ("eval x --format jsn", "There is no form 'jsn' of the report. Did you mean 'json'?"),
        ("eval x --task lmm", "No kind of task is called 'lmm'. Did you mean 'lm'?"),
        ("eval x --lang fr", "Assay does not speak 'fr'. It speaks: en, zh-Hans, zh-Hant."),
        ("explain a b", "assay explain does not know what to do with b."),
        ("explain recal", "No metric is called 'recal'. Did you mean 'recall'?"),
        ("explain medical-triag", "Nothing is called 'medical-triag'. Did you mean 'medical-triage'"),
        ("init --policy chatbott", "No ready-made policy is called 'chatbott'. Did you mean 'chatbot'?"),
        ("init --policy spam --task lm", "Give --policy or --task, not both"),
    ],
)
def test_a_mistake_is_said_with_what_would_be_right(arguments: str, said: str) -> None:
    done = assay(*arguments.split())
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hans", "assay 没有“evla”命令。您是指“eval”吗？"), ("zh-Hant", "assay 沒有「evla」命令。您是指「eval」嗎？")],
)
def test_a_mistake_is_said_in_the_readers_language(language: str, said: str) -> None:
    assert assay("--lang", language, "evla").stderr.strip() == said


def test_what_harms_a_terminal_is_shown_and_does_nothing() -> None:
    done = assay("explain", "\x1b[31mred\u202e\x07")
    assert r"\x1b[31mred\u202e\x07" in done.stderr
    assert "\x1b" not in done.stderr
