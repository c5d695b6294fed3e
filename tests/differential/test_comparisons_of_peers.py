"""docs/comparing-with-other-tools.md: what the peers say on the bundled pairs, and what we say, is computed again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import bleu as sacrebleu
from sacrebleu.significance import PairedTest, Result
from scipy import stats

import assay
from assay import examples
from assay.core.arrays import Array
from assay.core.difference import Difference
from tests.docs.pages import ROOT, text

PAGE = text(ROOT / "docs" / "comparing-with-other-tools.md")
LABELS, TEXTS = ("reviews-en", "reviews-en-base"), ("notices-en", "notices-en-base")
FIRST_LABELS, FIRST_TEXTS = 40, 30

Row = dict[str, str]


def rows(name: str, first: int | None = None) -> list[Row]:
    return [json.loads(line) for line in examples.path(name).read_text("utf-8").splitlines()[:first]]


def right(first: int | None) -> tuple[Array, Array]:
    """Which answers of the candidate, and of the base, are right."""
    sides = (rows(name, first) for name in LABELS)
    new, old = (np.array([row["prediction"] == row["reference"] for row in side], np.float64) for side in sides)
    return new, old


def cells(tool: str) -> list[str]:
    """What the page has in the row of a tool, its name left out."""
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| {tool}"))
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


def ours(names: tuple[str, str], metric: str, first: int | None) -> Difference:
    new, old = (rows(name, first) for name in names)
    report = assay.evaluate(new, base=old, metrics=[metric])
    return report.comparisons[0].differences[metric]


def difference(value: float | None, low: float | None, high: float | None, p: float | None, digits: int = 4) -> str:
    """`+0.2000, from 0.1467 to 0.2536; p = 0.092`."""
    assert value is not None
    assert low is not None
    assert high is not None
    assert p is not None
    return f"{value:+.{digits}f}, from {low:.{digits}f} to {high:.{digits}f}; p = {small(p)}".replace("-0.", "−0.")


def small(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else f"{p:.1e}"


@pytest.mark.parametrize(
    ("tool", "names", "metric", "first", "digits"),
    [
        ("Assay, `eval A --base B`", LABELS, "accuracy", FIRST_LABELS, 4),
        ("Assay, BLEU", TEXTS, "bleu", FIRST_TEXTS, 2),
        ("Assay, mean ROUGE-L", TEXTS, "rougeL", FIRST_TEXTS, 4),
    ],
)
def test_the_page_shows_what_we_say(tool: str, names: tuple[str, str], metric: str, first: int, digits: int) -> None:
    found = [ours(names, metric, rows) for rows in (None, first)]
    assert cells(tool)[:2] == [difference(one.value, one.low, one.high, one.p, digits) for one in found]


def test_the_page_shows_our_verdicts_on_labels() -> None:
    new, old = (rows(name) for name in LABELS)
    whole, part = (assay.evaluate(new[:n], base=old[:n], metrics=["accuracy"]) for n in (None, FIRST_LABELS))
    assert [one.verdict.outcome for one in (whole, part)] == ["pass", "inconclusive"]
    assert cells("Assay, `eval A --base B`")[2] == "PASS; INCONCLUSIVE, about 63 more examples"
    assert "about 63 more" in str(part.verdict.why)


def paired_t(new: Sequence[float] | Array, old: Sequence[float] | Array) -> str:
    test = stats.ttest_rel(new, old)
    low, high = test.confidence_interval(0.95)
    return difference(float(np.mean(new) - np.mean(old)), float(low), float(high), float(test.pvalue))


def test_scipy_paired_t_test_of_right_and_wrong() -> None:
    assert cells("scipy, `ttest_rel` of right")[:2] == [paired_t(*right(first)) for first in (None, FIRST_LABELS)]


def test_scipy_paired_t_test_of_a_mean_is_our_interval() -> None:
    scorer = RougeScorer(["rougeL"])

    def scores(name: str, first: int | None) -> list[float]:
        found = (scorer.score(row["reference"], row["prediction"]) for row in rows(name, first))
        return [float(one["rougeL"].fmeasure) for one in found]

    for first in (None, FIRST_TEXTS):
        sides = [scores(name, first) for name in TEXTS]
        test, mine = stats.ttest_rel(*sides), ours(TEXTS, "rougeL", first)
        assert (mine.low, mine.high) == pytest.approx(tuple(test.confidence_interval(0.95)), abs=1e-12)
        assert mine.p == pytest.approx(test.pvalue, rel=1e-9)
        assert paired_t(*sides) in cells("scipy, `ttest_rel` of each")


def exact(first: int | None) -> float:
    new, old = right(first)
    return float(stats.binomtest(int((new > old).sum()), int((new != old).sum())).pvalue)


def test_scipy_exact_mcnemar() -> None:
    assert cells("scipy, `binomtest`")[:2] == [f"p = {small(exact(first))}" for first in (None, FIRST_LABELS)]


def test_scipy_permutation_test() -> None:
    def p(first: int | None) -> float:
        def mean_difference(new: Array, old: Array, axis: int) -> Array:
            return np.asarray(np.mean(new, axis=axis) - np.mean(old, axis=axis))

        rng = np.random.default_rng(0)
        test = stats.permutation_test(
            right(first), mean_difference, permutation_type="samples", n_resamples=9999, batch=1000, rng=rng
        )
        return float(test.pvalue)

    assert cells("scipy, `permutation_test`")[:2] == [f"p = {p(None):.4f}", f"p = {p(FIRST_LABELS):.3f}"]


def test_near_the_edge_the_exact_test_and_mid_p_differ() -> None:
    mine = ours(LABELS, "accuracy", 60)
    assert (mine.fixed, mine.broken) == (17, 7)
    assert mine.p is not None
    assert f"says {exact(60):.3f}; the mid-P that Assay uses says {mine.p:.3f}" in " ".join(PAGE.split())
    assert f"from {mine.low:.3f} to {mine.high:.3f}." in " ".join(PAGE.split())


def test_the_formula_of_lm_evaluation_harness() -> None:
    # scripts/model_comparator.py: the difference over the root of both squared standard errors, by the normal law.
    def said(first: int | None) -> str:
        new, old = right(first)
        z = float((new.mean() - old.mean()) / np.hypot(stats.sem(new), stats.sem(old)))
        return f"z = {z:.2f}; p = {small(float(2 * stats.norm.sf(abs(z))))}"

    assert cells("lm-evaluation-harness, `model_comparator.py`")[:2] == [said(None), said(FIRST_LABELS)]


def systems(first: int | None, test: str) -> list[Result]:
    new, old = (rows(name, first) for name in TEXTS)
    named: list[tuple[str, Sequence[str]]] = [
        ("base", [row["prediction"] for row in old]),
        ("candidate", [row["prediction"] for row in new]),
    ]
    references = [[row["reference"] for row in new]]
    found = PairedTest(named, {"BLEU": sacrebleu.BLEU()}, references, test_type=test)()[1]["BLEU"]
    return [one for one in found if isinstance(one, Result)]


def test_sacrebleu_paired_bootstrap() -> None:
    def said(first: int | None) -> str:
        old, new = systems(first, "bs")
        mine = ours(TEXTS, "bleu", first)
        assert (mine.base, mine.candidate) == pytest.approx((old.score, new.score), abs=1e-9)
        return f"{old.mean:.1f} ± {old.ci:.1f}, {new.mean:.1f} ± {new.ci:.1f}; p = {new.p_value:.4f}"

    assert cells("sacreBLEU, paired bootstrap")[:2] == [said(None), said(FIRST_TEXTS)]


def test_sacrebleu_paired_approximate_randomisation() -> None:
    said = [f"p = {systems(first, 'ar')[1].p_value:.4f}" for first in (None, FIRST_TEXTS)]
    assert cells("sacreBLEU, paired approximate")[:2] == said


@pytest.mark.skipif(find_spec("mlflow") is None, reason="needs mlflow, as in mlflow-skinny")
@pytest.mark.parametrize(
    ("name", "margin", "new", "old"),
    [
        ("accuracy_score", 0.01, 0.8525, 0.6525),
        ("accuracy_score", 0.01, 0.80, 0.65),
        ("bleu", 1.0, 50.76, 31.05),
        ("bleu", 1.0, 47.07, 31.58),
    ],
)
def test_mlflow_passes_by_the_values_alone(name: str, margin: float, new: float, old: float) -> None:
    models, evaluation = import_module("mlflow.models"), import_module("mlflow.models.evaluation")
    validate: Callable[..., None] = import_module("mlflow").validate_evaluation_results
    threshold = models.MetricThreshold(min_absolute_change=margin, greater_is_better=True)
    sides = [evaluation.EvaluationResult(metrics={name: value}, artifacts={}) for value in (new, old)]
    validate({name: threshold}, *sides)
    assert f"{new:g} ≥ {old:g} + {margin:g}" in PAGE.replace("0.80", "0.8")
