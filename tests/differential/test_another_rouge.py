"""The pip package "rouge" counts each n-gram once: another definition, brought in as a user's own metric."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.core.columns import Column
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.task import Task
from assay.metrics.user import load
from tests.shared_data import shared_data

# The package's definition, written out: characters with spaces between them, sentences ending in ".", n-grams and
# common subsequences as sets, and 1e-8 in the denominator of F.
PIP_ROUGE = '''
LOW, HIGH = 0, 1


def rouge_1(prediction, reference):
    return f(grams(prediction, 1), grams(reference, 1))


def rouge_2(prediction, reference):
    return f(grams(prediction, 2), grams(reference, 2))


def rouge_l(prediction, reference):
    union = set()
    for gold in sentences(reference):
        for said in sentences(prediction):
            union |= common(gold, said)
    return f(grams(prediction, 1), grams(reference, 1), len(union))


def f(said, gold, shared=None):
    shared = len(said & gold) if shared is None else shared
    precision = shared / len(said) if said else 0
    recall = shared / len(gold) if gold else 0
    return 2 * precision * recall / (precision + recall + 1e-8)


def sentences(text):
    return [part.split() for part in " ".join(text).split(".") if part]


def grams(text, n):
    words = [word for sentence in sentences(text) for word in sentence]
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def common(gold, said):
    """The words of one longest common subsequence, read back as the package reads it."""
    table = [[0] * (len(said) + 1) for _ in range(len(gold) + 1)]
    for i, one in enumerate(gold):
        for j, other in enumerate(said):
            longest = max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else longest
    i, j, words = len(gold), len(said), set()
    while i and j:
        if gold[i - 1] == said[j - 1]:
            words.add(gold[i - 1])
            i, j = i - 1, j - 1
        elif table[i - 1][j] > table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return words
'''


@pytest.mark.parametrize(
    ("function", "published"), [("rouge_1", "rouge-1"), ("rouge_2", "rouge-2"), ("rouge_l", "rouge-l")]
)
def test_the_figures_of_the_lcsts_run_are_reproduced(tmp_path: Path, function: str, published: str) -> None:
    path = tmp_path / "pip_rouge.py"
    path.write_text(PIP_ROUGE, encoding="utf-8")
    *rows, figures = json.loads(shared_data("summarisation/lcsts_mocobart.json").read_text(encoding="utf-8"))
    examples = Examples(
        Source("", "values", literal("made"), len(rows)),
        Column([row["summary"] for row in rows]),
        (Column([row["title"] for row in rows]),),
    )
    task = Task("generation", literal("said by the test"))
    point = load(f"{path}:{function}")().measure(examples, task).point
    assert point == pytest.approx(figures[published], abs=1e-14)
