"""Checks: evidence in, findings out. One file a finding, in the folder of what it is about; one line in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry

if TYPE_CHECKING:
    from assay.checks.base import Case, Check
    from assay.core.finding import Diagnosis

CHECKS: Registry[type[Check]] = Registry(
    "check",
    {
        "accuracy-paradox": "assay.checks.labels.accuracy_paradox:AccuracyParadox",
        "class-imbalance": "assay.checks.labels.class_imbalance:ClassImbalance",
        "label-collapse": "assay.checks.labels.label_collapse:LabelCollapse",
        "low-recall-class": "assay.checks.labels.low_recall_class:LowRecallClass",
        "low-precision-class": "assay.checks.labels.low_precision_class:LowPrecisionClass",
        "confused-labels": "assay.checks.labels.confused_labels:ConfusedLabels",
        "threshold-misplaced": "assay.checks.labels.threshold_misplaced:ThresholdMisplaced",
        "miscalibrated": "assay.checks.labels.miscalibrated:Miscalibrated",
        "unparsed-outputs": "assay.checks.labels.unparsed_outputs:UnparsedOutputs",
        "label-noise": "assay.checks.labels.label_noise:LabelNoise",
        "scrambled-order": "assay.checks.texts.scrambled_order:ScrambledOrder",
        "repetition": "assay.checks.texts.repetition:Repetition",
        "too-short": "assay.checks.texts.too_short:TooShort",
        "too-long": "assay.checks.texts.too_long:TooLong",
        "empty-outputs": "assay.checks.texts.empty_outputs:EmptyOutputs",
        "truncated-outputs": "assay.checks.texts.truncated_outputs:TruncatedOutputs",
        "template-leak": "assay.checks.texts.template_leak:TemplateLeak",
        "copied-input": "assay.checks.texts.copied_input:CopiedInput",
        "small-test-set": "assay.checks.examples.small_test_set:SmallTestSet",
        "duplicate-examples": "assay.checks.examples.duplicate_examples:DuplicateExamples",
        "train-test-leak": "assay.checks.examples.train_test_leak:TrainTestLeak",
        "train-duplicates": "assay.checks.examples.train_duplicates:TrainDuplicates",
        "train-imbalance": "assay.checks.examples.train_imbalance:TrainImbalance",
        "unseen-labels": "assay.checks.examples.unseen_labels:UnseenLabels",
        "train-test-shift": "assay.checks.examples.train_test_shift:TrainTestShift",
        "wrong-language": "assay.checks.texts.wrong_language:WrongLanguage",
        "sampled-decoding": "assay.checks.texts.sampled_decoding:SampledDecoding",
        "fluent-but-irrelevant": "assay.checks.likelihoods.fluent_but_irrelevant:FluentButIrrelevant",
        "incomparable-perplexity": "assay.checks.likelihoods.incomparable_perplexity:IncomparablePerplexity",
        "memorised-text": "assay.checks.likelihoods.memorised_text:MemorisedText",
        "identical-to-base": "assay.checks.against_base.identical_to_base:IdenticalToBase",
        "no-gain": "assay.checks.against_base.no_gain:NoGain",
        "regression": "assay.checks.against_base.regression:Regression",
        "slice-regression": "assay.checks.against_base.slice_regression:SliceRegression",
        "unpaired-comparison": "assay.checks.against_base.unpaired_comparison:UnpairedComparison",
        "unstable-runs": "assay.checks.runs.unstable_runs:UnstableRuns",
        "too-few-runs": "assay.checks.runs.too_few_runs:TooFewRuns",
        "lucky-run": "assay.checks.runs.lucky_run:LuckyRun",
        "metric-human-disagreement": "assay.checks.ratings.metric_human_disagreement:MetricHumanDisagreement",
        "low-agreement": "assay.checks.ratings.low_agreement:LowAgreement",
        "outlier-rater": "assay.checks.ratings.outlier_rater:OutlierRater",
        "too-few-ratings": "assay.checks.ratings.too_few_ratings:TooFewRatings",
        "diverged": "assay.checks.training.diverged:Diverged",
        "learning-rate-too-high": "assay.checks.training.learning_rate_too_high:LearningRateTooHigh",
        "learning-rate-too-low": "assay.checks.training.learning_rate_too_low:LearningRateTooLow",
        "overfitting": "assay.checks.training.overfitting:Overfitting",
        "undertrained": "assay.checks.training.undertrained:Undertrained",
        "no-validation": "assay.checks.training.no_validation:NoValidation",
        "better-checkpoint": "assay.checks.training.better_checkpoint:BetterCheckpoint",
    },
)


def diagnosis(case: Case) -> Diagnosis:
    """What all checks say of the case."""
    from assay.core.finding import SEVERITIES, Diagnosis, Finding, NotApplicable

    looked = [(code, CHECKS[code]().look(case)) for code in CHECKS]
    found = [one for _, one in looked if isinstance(one, Finding)]
    without = (NotApplicable(code, one) for code, one in looked if one is not None and not isinstance(one, Finding))
    return Diagnosis(tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity))), tuple(without))
