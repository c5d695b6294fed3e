"""Every action: which findings it answers, and how well. The table joins causes and symptoms."""

from __future__ import annotations

from assay.advice.base import Action, Setting

_RATE_DOWN = (Setting("learning_rate", factor=1 / 3),)
_RATE_UP = (Setting("learning_rate", factor=5.0),)
_LONGER = (Setting("epochs", factor=2.0),)
_SHORTER = (Setting("epochs", at_best=True), Setting("keep_best", value="true"))

ACTIONS: tuple[Action, ...] = (
    # What makes the numbers say nothing comes before anything that is read from them.
    Action("check-adapter", {"identical-to-base": 1.0}, first=True),
    Action("remove-leak", {"train-test-leak": 1.0, "memorised-text": 0.9}, first=True),
    Action("use-same-examples", {"unpaired-comparison": 1.0}, first=True),
    Action("compare-by-bytes", {"incomparable-perplexity": 1.0}, first=True),
    Action("drop-duplicates", {"duplicate-examples": 1.0}),
    Action("decode-greedily", {"sampled-decoding": 1.0, "unstable-runs": 0.1}),
    # How outputs come about.
    Action(
        "fix-template",
        {
            "template-leak": 1.0,
            "empty-outputs": 0.9,
            "unparsed-outputs": 0.6,
            "label-collapse": 0.5,
            "copied-input": 0.3,
            "repetition": 0.2,
        },
    ),
    Action("constrain-format", {"unparsed-outputs": 0.8}),
    Action("raise-token-limit", {"truncated-outputs": 0.8}, settings=(Setting("max_new_tokens", factor=2.0),)),
    Action("teach-the-end", {"truncated-outputs": 0.6, "repetition": 0.7, "too-long": 0.5, "template-leak": 0.2}),
    Action("penalise-repetition", {"repetition": 0.8}),
    Action("mask-prompt", {"copied-input": 0.9}, settings=(Setting("train_on_prompt", value="false"),)),
    Action("match-length", {"too-short": 0.9, "too-long": 0.8}),
    Action("mix-languages", {"wrong-language": 1.0}),
    Action("mend-order", {"scrambled-order": 1.0}),
    # The course of training.
    Action(
        "lower-learning-rate",
        {
            "diverged": 1.0,
            "learning-rate-too-high": 1.0,
            "label-collapse": 0.45,
            "unstable-runs": 0.6,
            "regression": 0.3,
            "repetition": 0.2,
            "no-gain": 0.2,
        },
        settings=_RATE_DOWN,
        instead_of="raise-learning-rate",
    ),
    Action(
        "raise-learning-rate",
        {"learning-rate-too-low": 1.0, "no-gain": 0.2, "undertrained": 0.5, "label-collapse": 0.2},
        {"few-changed": 2.5, "loss-flat": 2.5, "loss-fell": -0.8, "data-noisier": -1.5},
        _RATE_UP,
        instead_of="lower-learning-rate",
    ),
    Action(
        "train-longer",
        {"undertrained": 1.0, "learning-rate-too-low": 0.6, "no-gain": 0.15},
        settings=_LONGER,
    ),
    Action("take-checkpoint", {"better-checkpoint": 0.9, "overfitting": 0.7}, {"score-held": -0.8}),
    Action("fewer-epochs", {"overfitting": 0.9, "better-checkpoint": 0.6}, {"score-held": -0.8}, _SHORTER),
    Action("hold-out-validation", {"no-validation": 1.0}, settings=(Setting("validation_share", value="0.05"),)),
    # The data it was trained on.
    Action(
        "clean-training-data",
        {"label-noise": 0.5, "train-duplicates": 1.0, "no-gain": 0.5, "unstable-runs": 0.7, "regression": 0.2},
        {"loss-fell": 1.0, "data-noisier": 1.0},
    ),
    Action(
        "rebalance-labels",
        {"label-collapse": 0.4, "accuracy-paradox": 0.9, "train-imbalance": 1.0, "class-imbalance": 0.6},
    ),
    Action("add-class-data", {"low-recall-class": 0.8, "unseen-labels": 0.9}),
    Action("add-hard-negatives", {"low-precision-class": 0.8}),
    Action("clarify-labels", {"confused-labels": 1.0, "low-recall-class": 0.3, "low-precision-class": 0.3}),
    Action("more-training-data", {"overfitting": 0.5, "no-gain": 0.2, "unstable-runs": 0.3}, {"few-rows": 1.0}),
    Action("match-training-to-test", {"train-test-shift": 1.0, "unseen-labels": 0.6}),
    Action("bigger-model", {"no-gain": 0.2}, {"loss-plateau": 2.5, "small-model": 0.3, "data-noisier": -0.8}),
    # What the model loses and for whom.
    Action("read-broken-examples", {"regression": 0.7}),
    Action("add-slice-data", {"slice-regression": 1.0}),
    # How it is judged.
    Action("move-threshold", {"threshold-misplaced": 1.0, "low-recall-class": 0.6, "low-precision-class": 0.6}),
    Action("scale-temperature", {"miscalibrated": 1.0}),
    Action("judge-by-other-metric", {"class-imbalance": 1.0, "accuracy-paradox": 0.8}),
    Action("mend-logic", {"metric-human-disagreement": 1.0}),
    Action("judge-relevance", {"fluent-but-irrelevant": 1.0}),
    Action("review-labels", {"label-noise": 1.0}),
    # How much is known.
    Action("report-mean-of-runs", {"lucky-run": 1.0}),
    Action("more-runs", {"too-few-runs": 1.0, "lucky-run": 0.7, "unstable-runs": 0.2}),
    Action("more-examples", {"small-test-set": 0.75, "no-gain": 0.1}),
    Action("refine-rubric", {"low-agreement": 1.0, "outlier-rater": 0.1}),
    Action("recalibrate-rater", {"outlier-rater": 1.0, "low-agreement": 0.6}),
    Action("more-ratings", {"too-few-ratings": 1.0}),
)
