"""The positive class of two: what precision, recall and F1 are about."""

from __future__ import annotations

import re

from assay.core.errors import UsageError
from assay.core.messages import Text, say
from assay.tasks.base import TaskOptions
from assay.tasks.gold import Gold
from assay.tasks.label_set import LabelSet
from assay.text.labels import Names, label_written
from assay.text.normalise import bare
from assay.text.patterns import pattern

_POSITIVE = frozenset(
    [
        *(
            "1",
            "yes",
            "y",
            "true",
            "t",
            "positive",
            "pos",
            "+",
            "present",
            "sick",
            "disease",
            "diseased",
            "case",
            "malignant",
        ),
        *(
            "abnormal",
            "anomaly",
            "spam",
            "phishing",
            "fraud",
            "fraudulent",
            "scam",
            "attack",
            "malicious",
            "toxic",
            "hate",
        ),
        *(
            "hateful",
            "offensive",
            "abusive",
            "sarcastic",
            "sarcasm",
            "ironic",
            "irony",
            "fake",
            "rumor",
            "rumour",
            "churn",
        ),
        *("default", "relevant", "duplicate", "paraphrase", "entailment", "equivalent", "correct", "unsafe", "harmful"),
        *(
            "是",
            "有",
            "真",
            "对",
            "對",
            "正确",
            "正確",
            "正面",
            "积极",
            "積極",
            "正向",
            "好评",
            "好評",
            "阳性",
            "陽性",
            "患病",
        ),
        *(
            "异常",
            "異常",
            "垃圾",
            "垃圾邮件",
            "垃圾郵件",
            "垃圾短信",
            "欺诈",
            "詐騙",
            "诈骗",
            "违规",
            "違規",
            "有害",
            "相关",
            "相關",
        ),
    ]
)
_NEGATION = pattern(r"(?:non|not|no|un|in|ab)[ _-]?|非|不|无|無|没有|沒有")


def positive_of(labels: LabelSet, gold: Gold, options: TaskOptions) -> tuple[str | None, Text | None]:
    """The positive label, and a doubt where it had to be guessed. None where there are not two labels or they are the
    letters of choices; the user may name one of any labels.
    """
    if options.positive is not None:
        return _named_by_user(labels, options.positive), None
    if len(labels.labels) != 2 or all(re.fullmatch("[A-Za-z]", label) for label in labels.labels):
        return None, None
    named = [label for label, others in zip(labels.labels, labels.others, strict=True) if _means_yes(label, others)]
    if len(named) == 1:
        return named[0], None
    denied = _denied_by_the_other(labels.labels)
    if denied is not None:
        return denied, None
    rarer = min(reversed(labels.labels), key=lambda label: gold.counts.get(label, 0))
    return rarer, say("tasks.doubt-positive", label=rarer, n=gold.counts.get(rarer, 0), labels=labels.labels)


def _named_by_user(labels: LabelSet, positive: str) -> str:
    code = label_written(positive, Names(labels.labels, labels.others))
    if code is None:
        raise UsageError("tasks.unknown-positive", name=positive, labels=labels.labels)
    return labels.labels[code]


def _means_yes(label: str, others: tuple[str, ...]) -> bool:
    return any(bare(name) in _POSITIVE for name in (label, *others))


def _denied_by_the_other(labels: tuple[str, ...]) -> str | None:
    """The label whose other one is "not" it: irony of irony and non_irony."""
    for label, other in (labels, labels[::-1]):
        rest = _NEGATION.sub("", bare(other), count=1) if _NEGATION.match(bare(other)) else None
        if rest is not None and rest.strip() == bare(label):
            return label
    return None
