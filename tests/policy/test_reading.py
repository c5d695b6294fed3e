"""A policy file is read, or the line and what would be right are said."""

from __future__ import annotations

import pytest

from assay.core.errors import PolicyError
from assay.policy.policy import Stable
from assay.policy.toml_nodes import toml_nodes
from tests.policy.samples import policy, read

LONG = """
name: ours
task: classification
exact: true
gates:
  - metric: recall
    label: disease
    operator: ">="
    threshold: 0.95
  - f1 > 0.8
"""


def test_a_gate_is_written_on_one_line_or_with_its_keys() -> None:
    found = policy(LONG)
    assert (found.name, found.task, found.exact) == ("ours", "classification", True)
    assert [(gate.subject.name, gate.operator, gate.threshold) for gate in found.gates] == [
        ("recall[disease]", ">=", 0.95),
        ("f1", ">", 0.8),
    ]
    assert found.metrics == ("recall[disease]", "f1")


def test_without_a_name_it_is_called_by_its_file() -> None:
    assert policy("gates: [f1 >= 0.9]").name == "ship"


def test_what_another_tool_calls_a_metric_is_the_same_metric() -> None:
    assert policy("gates: ['sensitivity[disease] >= 0.9']").gates[0].subject.name == "recall[disease]"


def test_a_metric_of_ones_own_is_asked_for_by_its_file_and_found_by_its_name() -> None:
    found = policy("gates: ['mine.py:polite >= 0.9']")
    assert found.metrics == ("mine.py:polite",)
    assert found.gates[0].subject.name == "polite"


def test_yaml_does_not_turn_labels_into_something_else() -> None:
    found = policy("gates: [{metric: recall, label: no, operator: '>=', threshold: 0.9}, 'recall[01] > .5']")
    assert [gate.subject.label for gate in found.gates] == ["no", "01"]


def test_a_label_may_hold_brackets_and_signs() -> None:
    found = policy("gates: [{metric: recall, label: 'a[b] >= c', operator: '>=', threshold: 0.9}]")
    assert found.gates[0].subject.label == "a[b] >= c"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gates:\n  - recal[disease] >= 0.95", "ship.yaml:2: No metric is called 'recal'. Did you mean 'recall'?"),
        ("gates:\n\n  - f1 => 0.95", "ship.yaml:3: '=>' is not a comparison. Did you mean '>='?"),
        ("gates:\n  - f1 <> 0.95", "ship.yaml:2: '<>' is not a comparison. Did you mean '>'?"),
        ("gates:\n  - f1 >= 95%", "ship.yaml:2: 'threshold' is a number, not '95%'. Did you mean 0.95?"),
        ("gates:\n  - f1 >= high", "ship.yaml:2: 'threshold' is a number, not 'high'."),
        ("gates:\n  - f1 >= nan", "ship.yaml:2: 'threshold' is a number, not 'nan'."),
        ("gates:\n  - f1 is good", "ship.yaml:2: This is not a requirement."),
        ("gates:\n  - [f1]", "ship.yaml:2: This is not a requirement."),
        ("gate:\n  - f1 >= 0.9", "ship.yaml:1: No key is called 'gate' here. Did you mean 'gates'?"),
        ("name: x\ngates: []", "ship.yaml:2: A policy needs gates"),
        ("name: x", "ship.yaml:1: A policy needs gates"),
        ("gates:\n  - metric: f1\n    treshold: 1", "ship.yaml:3: No key is called 'treshold' here. Did you mean 'thr"),
        ("gates:\n  - metric: f1\n    threshold: 1", "ship.yaml:2: 'operator' is missing here."),
        ("task: classifcation\ngates: [f1 > 1]", "ship.yaml:1: No kind of task is called 'classifcation'. Did you"),
        ("exact: maybe\ngates: [f1 > 1]", "ship.yaml:1: 'exact' is true or false, not 'maybe'."),
        ("name: [a]\ngates: [f1 > 1]", "ship.yaml:1: 'name' takes a single value."),
        ("gates: [f1 > 1]\ngates: [f1 > 2]", "ship.yaml:2: 'gates' was already given on line 1"),
        ("", "ship.yaml:1: A policy is a list of keys"),
        ("- f1 >= 1", "ship.yaml:1: A policy is a list of keys"),
        ("gates: [f1 > 1\nname: x", "ship.yaml:2: This is not YAML"),
        ("gates: &g [f1 > 1]\nname: *g", "ship.yaml:1: A policy may not refer to another part of itself"),
        ("gates: !!python/object/apply:os.system [x]", "ship.yaml:1: This is not a requirement"),
        ("a\0b", "ship.yaml:1: This is not YAML"),
        ("gates: " + "[" * 1000, "ship.yaml:1: This is nested too deeply"),
        ("gates: " + "[" * 30 + "]" * 30, "ship.yaml:1: This is nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PolicyError) as error:
        policy(text)
    assert said in str(error.value)


SCORES = """
scores:
  quality:
    rougeL: 3
    people.fluency: {weight: 1}
gates:
  - quality >= 0.7
"""


def test_the_weights_of_a_score_add_up_to_one() -> None:
    found = policy(SCORES)
    assert [(part.subject.name, part.weight) for part in found.scores[0].parts] == [
        ("rougeL", 0.75),
        ("people.fluency", 0.25),
    ]


def test_what_people_rate_and_what_the_policy_composes_are_not_measured() -> None:
    assert policy(SCORES).metrics == ("rougeL",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scores:\n  quality: {f1: 1}\ngates: [qualty >= 0.7]", "ship.yaml:3: Neither a metric nor a score"),
        ("scores:\n  quality: {f1: 0}\ngates: [quality >= 0.7]", "ship.yaml:2: A weight is more than 0, not 0"),
        ("scores:\n  quality:\n    recal: 1\ngates: [quality >= 0.7]", "ship.yaml:3: No metric is called 'recal'. Did"),
        ("scores:\n  f1: {recall: 1}\ngates: [f1 >= 0.7]", "ship.yaml:2: A metric is already called 'f1'"),
        ("scores: [f1]\ngates: [f1 >= 0.7]", "ship.yaml:1: Scores are named"),
        ("scores:\n  quality: f1\ngates: [f1 >= 0.7]", "ship.yaml:2: Scores are named"),
        (
            "scores:\n  q: {f1: {wieght: 1}}\ngates: [q > 0]",
            "ship.yaml:2: No key is called 'wieght' here. Did you mean",
        ),
        ("scores:\n  q: {f1: {worst: 1}}\ngates: [q > 0]", "ship.yaml:2: 'weight' is missing here."),
        ("scores:\n  q: {f1: {weight: 1, worst: 1, best: 1}}\ngates: [q > 0]", "ship.yaml:2: The worst and the best"),
        ("scores:\n  q: {f1: [1]}\ngates: [q > 0]", "ship.yaml:2: 'f1' takes a single value."),
    ],
)
def test_what_is_wrong_with_a_score_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PolicyError) as error:
        policy(text)
    assert said in str(error.value)


TOML = """
name = "ours"

[[gates]]
metric = "recall"
label = "disease"
operator = ">="
threshold = 0.95

[[gates]]
metric = "quality"
operator = ">"
threshold = 0.5

[scores.quality]
"recall[disease]" = 1
rougeL = { weight = 3, best = 0.5 }
"""


def test_toml_says_the_same_as_yaml() -> None:
    found = read(toml_nodes(TOML, "ship.toml"))
    assert found.metrics == ("recall[disease]", "rougeL")
    assert [(gate.subject.name, gate.operator, gate.threshold) for gate in found.gates] == [
        ("recall[disease]", ">=", 0.95),
        ("quality", ">", 0.5),
    ]
    assert [(part.weight, part.best) for part in found.scores[0].parts] == [(0.25, None), (0.75, 0.5)]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ('operator = ">"', 'operator = "=>"', 12),
        ('metric = "quality"', 'metric = "qualty"', 11),
        ("rougeL = {", "rougeZ = {", 17),
        ('"recall[disease]" = 1', '"recal[disease]" = 1', 16),
        ("weight = 3", "weight = true", 17),
        ('name = "ours"', "name = ours", 2),
        ('name = "ours"', 'nam = "ours"', 2),
    ],
)
def test_a_toml_policy_is_corrected_with_its_line(right: str, wrong: str, line: int) -> None:
    with pytest.raises(PolicyError, match=f"ship.yaml:{line}: "):
        read(toml_nodes(TOML.replace(right, wrong), "ship.yaml"))


def test_a_gate_in_a_toml_list_of_strings_has_its_own_line() -> None:
    with pytest.raises(PolicyError, match=r"ship\.yaml:4: No metric is called 'recal'"):
        read(toml_nodes('gates = [\n  "f1 >= 0.9",\n  # a remark\n  "recal >= 0.9",\n]', "ship.yaml"))


def against(gate: str) -> tuple[list[str], str, float, bool]:
    """What a gate against the base asks: of which metrics, how, by how much, and whether that is a factor."""
    found = policy(f"gates: [{gate!r}]").base_gates[0]
    return [one.name for one in found.subjects], found.operator, found.margin, found.factor


@pytest.mark.parametrize(
    ("gate", "asked"),
    [
        ("f1 > base", (["f1"], ">", 0.0, False)),
        ("f1 > base + 0.02", (["f1"], ">", 0.02, False)),
        ("f1>base+.02", (["f1"], ">", 0.02, False)),
        ("accuracy >= base - 0.01", (["accuracy"], ">=", -0.01, False)),
        ("accuracy >= base − 0.01", (["accuracy"], ">=", -0.01, False)),
        ("perplexity <= base * 1.01", (["perplexity"], "<=", 1.01, True)),
        ("perplexity <= base × 1.01", (["perplexity"], "<=", 1.01, True)),
        ("recall[disease] > Base", (["recall[disease]"], ">", 0.0, False)),
        ("recall[a + b] > base - 1e-3", (["recall[a + b]"], ">", -0.001, False)),
        ("any of bleu, chrf > base", (["bleu", "chrf"], ">", 0.0, False)),
        ("Any of bleu,recall[disease],f1 > base", (["bleu", "recall[disease]", "f1"], ">", 0.0, False)),
        ("any of bleu > base + 1", (["bleu"], ">", 1.0, False)),
    ],
)
def test_a_gate_may_compare_with_the_base(gate: str, asked: tuple[list[str], str, float, bool]) -> None:
    assert against(gate) == asked


def test_a_gate_against_the_base_may_be_written_with_its_keys_in_yaml_and_toml() -> None:
    long = "gates: [{metric: recall, label: a > b, operator: '>=', threshold: base - 0.01}]"
    toml = '[[gates]]\nmetric = "recall"\nlabel = "a > b"\noperator = ">="\nthreshold = "base - 0.01"'
    for found in (policy(long), read(toml_nodes(toml, "ship.toml"))):
        (gate,) = found.base_gates
        assert found.gates == ()
        assert (gate.subjects[0].name, gate.operator, gate.margin) == ("recall[a > b]", ">=", -0.01)
        assert found.metrics == ("recall[a > b]",)


def test_the_first_metric_that_is_compared_with_the_base_decides() -> None:
    found = policy("gates: [accuracy > 0.5, people.fluency > base, f1 > base, mcc > base]")
    assert found.primary == "f1"
    assert found.metrics == ("accuracy", "f1", "mcc")
    assert policy("gates: [accuracy > 0.5]").primary is None


def test_the_limits_of_stability_have_defaults() -> None:
    found = policy("gates: [f1 > 0]\nstability: {metric: 'recall[a]', good: 0.01}").stable
    assert found.subject is not None
    assert (found.subject.name, found.good, found.bad) == ("recall[a]", 0.01, 0.05)
    assert policy("gates: [f1 > 0]").stable == policy("gates: [f1 > 0]\nstability: {}").stable == Stable()


def test_what_must_be_stable_is_measured() -> None:
    assert policy("gates: [f1 > 0]\nstability: {metric: mcc}").metrics == ("f1", "mcc")


NOT_THE_BASE = "is not a comparison with the base. Write `f1 > base`, `f1 > base + 0.02`, `accuracy >= base - 0.01`"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gates:\n  - f1 > base 0.02", f"ship.yaml:2: 'base 0.02' {NOT_THE_BASE}"),
        ("gates:\n  - f1 > base / 2", f"ship.yaml:2: 'base / 2' {NOT_THE_BASE}"),
        ("gates:\n  - f1 > base +", f"ship.yaml:2: 'base +' {NOT_THE_BASE}"),
        ("gates:\n  - f1 > base * 0", f"ship.yaml:2: 'base * 0' {NOT_THE_BASE}"),
        ("gates:\n  - f1 > base + 2%", "ship.yaml:2: 'threshold' is a number, not '2%'. Did you mean 0.02?"),
        ("gates:\n  - f1 > base + much", "ship.yaml:2: 'threshold' is a number, not 'much'."),
        ("gates:\n  - f1 > base + nan", "ship.yaml:2: 'threshold' is a number, not 'nan'."),
        ("gates:\n  - f1 > basement", "ship.yaml:2: 'threshold' is a number, not 'basement'."),
        ("gates:\n\n  - f1 => base", "ship.yaml:3: '=>' is not a comparison. Did you mean '>='?"),
        ("gates:\n  - recal > base", "ship.yaml:2: No metric is called 'recal'. Did you mean 'recall'?"),
        ("gates:\n  - any of bleu, recal > base", "ship.yaml:2: No metric is called 'recal'. Did you mean 'recall'?"),
        ("gates:\n  - any of bleu, > base", "ship.yaml:2: '' is not a metric."),
        ("gates:\n  - any of bleu, chrf > base + 1", "ship.yaml:2: `any of` asks whether one of several metrics"),
        (
            "gates:\n  - metric: f1\n    operator: '>'\n    threshold: base by far",
            f"ship.yaml:3: 'base by far' {NOT_THE_BASE}",
        ),
        ("gates: [f1 > 0]\nstability: f1", "ship.yaml:2: Stability takes the keys metric, good and bad"),
        ("gates: [f1 > 0]\nstability: [f1]", "ship.yaml:2: Stability takes the keys metric, good and bad"),
        ("gates: [f1 > 0]\nstability: {god: 1}", "ship.yaml:2: No key is called 'god' here. Did you mean 'good'?"),
        ("gates: [f1 > 0]\nstability: {metric: recal}", "ship.yaml:2: No metric is called 'recal'. Did you mean"),
        ("gates: [f1 > 0]\nstability: {metric: people.tone}", "ship.yaml:2: 'people.tone' is not a metric."),
        ("gates: [f1 > 0]\nstability: {bad: 5%}", "ship.yaml:2: 'bad' is a number, not '5%'. Did you mean 0.05?"),
        ("gates: [f1 > 0]\nstability: {good: 0.1}", "ship.yaml:2: Of stability, `good` is more than 0 and at most"),
        ("gates: [f1 > 0]\nstability: {good: 0}", "ship.yaml:2: Of stability, `good` is more than 0 and at most"),
        ("gates: [f1 > 0]\nstability: {good: 2, bad: 5}", "and `bad` is less than 1: 5 % is 0.05."),
    ],
)
def test_what_is_wrong_with_a_comparison_or_stability_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PolicyError) as error:
        policy(text)
    assert said in str(error.value)


def test_a_class_that_is_called_base_is_no_base() -> None:
    found = policy("gates: ['recall[base] >= 0.5']")
    assert (found.gates[0].subject.label, found.base_gates) == ("base", ())
