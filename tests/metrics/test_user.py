"""A user's own metric: a function in a file is measured like any other, and its mistakes are told with their line."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

import assay
from assay.core.columns import Column
from assay.core.errors import InputError, UndefinedValue
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Measured, Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics import METRICS
from assay.metrics.find import find
from assay.metrics.user import as_metric, load

TASK = Task("generation", literal("said by the test"))
Write = Callable[..., str]

OVERLAP = '''
"""Shared characters."""
LOW, HIGH = 0, 1


def overlap(prediction: str, reference: str) -> float:
    """The share of the reference's characters that the prediction has."""
    return len(set(prediction) & set(reference)) / len(set(reference))


def _helper():
    return 1
'''


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a metric file and say where."""

    def to_file(code: str, name: str = "mine.py") -> str:
        path = tmp_path / name
        path.write_text(code, encoding="utf-8")
        return str(path)

    return to_file


def texts(predictions: list[str], *references: list[str | None], prompts: list[str] | None = None) -> Examples:
    source = Source("", "values", literal("made"), len(predictions))
    columns = tuple(Column(column) for column in references)
    return Examples(source, Column(predictions), columns, None if prompts is None else Column(prompts))


def measured(spec: str, examples: Examples) -> Measured:
    metric = load(spec)()
    assert metric.lacks(examples, TASK) is None
    return metric.measure(examples, TASK)


def test_a_function_of_one_example_is_averaged(write: Write) -> None:
    one = measured(write(OVERLAP), texts(["ab", "x"], ["ab", "xy"]))
    assert (one.name, one.point, one.low, one.high) == ("overlap", 0.75, 0.0, 1.0)
    assert one.value is not None
    assert one.value(one.scores.expanded()).tolist() == [1.0, 0.5]
    assert one.signature.startswith("mine.py:overlap|sha256:")


def test_it_gets_an_interval_like_any_other(write: Write) -> None:
    path = write(OVERLAP)
    report = assay.evaluate(["ab", "x", "yz"] * 5, references=["ab", "xy", "zz"] * 5, task="generation", metrics=[path])
    estimate = report.estimates["overlap"]
    assert estimate.value is not None
    assert estimate.value == pytest.approx(2.5 / 3)
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 < estimate.low < estimate.value < estimate.high < 1


def test_its_docstring_is_its_manual_and_its_name_is_shown(write: Write) -> None:
    metric = load(f"{write(OVERLAP)}:overlap")
    assert (metric.__doc__ or "").startswith("The share of the reference's characters")


def test_the_best_of_several_references_counts(write: Write) -> None:
    examples = texts(["ab", "x"], ["zz", "xy"], ["ab", None])
    assert measured(write(OVERLAP), examples).point == 0.75


def test_where_lower_is_better_the_lowest_of_several_references_counts(write: Write) -> None:
    code = "LOW = 0\nHIGHER_IS_BETTER = False\ndef gap(said, gold):\n    return abs(len(said) - len(gold))"
    one = measured(write(code), texts(["abc"], ["a"], ["ab"]))
    assert (one.point, one.higher_is_better, one.high) == (1.0, False, math.inf)


def test_a_function_may_take_all_references_or_the_prompt(write: Write) -> None:
    code = "def n(prediction, references, prompt):\n    return len(references) + len(prompt)"
    examples = texts(["x", "y"], ["a", "b"], ["c", None], prompts=["??", "?"])
    assert measured(write(code), examples).point == ((2 + 2) + (1 + 1)) / 2


def test_a_function_of_the_prediction_alone_needs_no_reference(write: Write) -> None:
    assert measured(write("def long(text): return len(text) > 1"), texts(["ab", "c"])).point == 0.5


def test_what_a_function_takes_and_the_file_lacks_is_said(write: Write) -> None:
    path = write("def n(prediction, reference, prompt): return 1")
    assert str(load(path)().lacks(texts(["a"], ["a"]), TASK)) == "There are no prompts."
    assert str(load(path)().lacks(texts(["a"], prompts=["?"]), TASK)) == "There are no references."


def test_a_function_of_all_texts_may_return_a_number_each(write: Write) -> None:
    code = "def same(predictions, references):\n    return [p == r for p, r in zip(predictions, references)]"
    one = measured(write(code), texts(["a", "b"], ["a", "c"]))
    assert (one.point, one.interval) == (0.5, "bounded")


def test_a_function_of_all_texts_gets_lists_of_references_where_there_are_several(write: Write) -> None:
    code = "def most(predictions, references):\n    return [len(several) for several in references]"
    assert measured(write(code), texts(["a", "b"], ["a", "c"], ["d", None])).point == 1.5


MEDIAN = """
from statistics import median

def middle(predictions, references):
    return median(len(p) - len(r) for p, r in zip(predictions, references))
"""


def test_one_number_for_all_texts_is_resampled(write: Write) -> None:
    lengths = np.random.default_rng(0).integers(1, 40, 60)
    examples = texts(["x" * int(n) for n in lengths], ["x" * 20] * 60)
    one = measured(write(MEDIAN), examples)
    assert one.point == float(np.median(lengths - 20))
    estimate = INTERVALS[one.interval](one, Units(60), Confidence(resamples=200))
    assert one.interval == "bootstrap"
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low < one.point < estimate.high


def test_a_resample_is_the_examples_as_often_as_they_were_drawn(write: Write) -> None:
    one = measured(write(MEDIAN), texts(["a", "bb", "ccc"], ["", "", ""]))
    weights = np.array([[1.0, 1, 1], [3, 0, 0], [0, 1, 2], [0, 0, 0]])
    assert one.at(weights) == pytest.approx([2.0, 1.0, 3.0, np.nan], nan_ok=True)


def test_a_whole_metric_class_may_be_given(write: Write) -> None:
    code = """
class Mine:
    name, families, default, per_class = "mine", ("generation",), False, False
    def lacks(self, examples, task): return None
    def measure(self, examples, task): return "measured"
"""
    assert load(write(code))().measure(texts(["a"]), TASK) == "measured"  # type: ignore[comparison-overlap]


def test_a_class_that_is_no_metric_says_what_it_lacks(write: Write) -> None:
    with pytest.raises(InputError, match=r"The class Mine .* has no default, families, lacks, name, per_class"):
        load(write("class Mine:\n    def measure(self, examples, task): ..."))


def test_a_name_of_ours_is_not_taken_over(write: Write) -> None:
    assert load(write("def accuracy(p, r): return 1.0")).name == "mine.accuracy"


def test_a_file_may_import_its_neighbours(write: Write) -> None:
    write("VALUE = 0.25", "neighbour_of_mine.py")
    path = write("from neighbour_of_mine import VALUE\ndef score(p, r): return VALUE")
    assert measured(path, texts(["a"], ["a"])).point == 0.25
    del sys.modules["neighbour_of_mine"]


def test_a_changed_file_is_read_again(write: Write) -> None:
    assert measured(write("def score(p, r): return 1.0"), texts(["a"], ["a"])).point == 1.0
    assert measured(write("def score(p, r): return 2.0  # changed"), texts(["a"], ["a"])).point == 2.0


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("def score(prediction, reference):\n    return 1 / 0", r"mine\.py:2 failed on example '1': ZeroDivisionError"),
        ("import json\ndef score(p, r):\n    return json.loads(p)", r"mine\.py:3 failed on .*JSONDecodeError"),
        ("def score(predictions, references):\n\n    raise KeyError('x')", r"mine\.py:3 failed: KeyError: 'x'"),
        ("def score(p, r): return None", "returned NoneType on example '1', not a number"),
        ("def score(p, r): return '0.5'", "returned str on example '1', not a number"),
        ("HIGH = 1\ndef score(p, r): return 1.7", "returned 1.7 on example '1', which is outside LOW = -inf to HIGH"),
        ("def score(predictions, references): return [1.0]", "returned 1 value for 2 examples"),
        ("def score(predictions, references): return {'f1': 1.0}", "returned dict for 2 examples"),
        ("def score(predictions, references): return [1.0, 'x']", "returned str on example '2', not a number"),
    ],
)
def test_a_mistake_in_a_function_is_told_with_its_place(write: Write, code: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        measured(write(code), texts(["a", "b"], ["a", "b"]))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("def score(p, r:\n    return 1", r"mine\.py:1 failed: SyntaxError"),
        ("import nowhere_to_be_found", r"mine\.py:1 failed: ModuleNotFoundError: No module named"),
        ("import sys\nsys.exit(3)", r"mine\.py:2 failed: SystemExit: 3"),
        ("X = 1", "has no public function and no metric class"),
        ("def a(p, r): ...\ndef b(p, r): ...", r"more than one public function: a, b\. Say which one"),
        ("def score(): ...", r"score\(\) in .* needs 0 arguments"),
        ("def score(a, b, c, d): ...", r"score\(\) in .* needs 4 arguments"),
        ("LOW, HIGH = 1, 0\ndef score(p, r): ...", "LOW = 1 and HIGH = 0 .* are no bounds"),
        ("LOW = 'x'\ndef score(p, r): ...", "LOW = x and HIGH = inf .* are no bounds"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_why(write: Write, code: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load(write(code))


def test_the_line_is_told_for_a_relative_path_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(write("\n1 / 0")).parent)
    with pytest.raises(InputError, match=r"mine\.py:2 failed: ZeroDivisionError"):
        load("mine.py")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"There is no file nowhere\.py"):
        load("nowhere.py:score")


def test_a_function_that_is_not_there_is_named(write: Write) -> None:
    with pytest.raises(InputError, match=r"has no 'scroe'\. It has: overlap"):
        load(f"{write(OVERLAP)}:scroe")


def test_a_thing_that_cannot_be_called_is_no_metric(write: Write) -> None:
    with pytest.raises(InputError, match="neither a function nor a metric class"):
        load(f"{write(OVERLAP)}:LOW")


@pytest.mark.parametrize(
    "code",
    [
        "def score(p, r): return float('nan')",
        "def score(predictions, references): return float('inf')",
    ],
)
def test_no_number_is_said_not_guessed(write: Write, code: str) -> None:
    with pytest.raises(UndefinedValue, match="gave no number"):
        measured(write(code), texts(["a", "b"], ["a", "b"]))


def test_a_function_of_a_package_is_a_metric_too() -> None:
    point = EntryPoint("joined", "os.path:commonprefix", METRICS.group)
    metric = as_metric(point.name, point.load())
    assert metric.name == "joined"


def test_a_file_is_found_by_its_path(write: Write) -> None:
    assert find(write(OVERLAP)).name == find(f"{write(OVERLAP)}:overlap").name == "overlap"
