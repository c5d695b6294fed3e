"""Checks: evidence in, findings out. One file a finding, one line in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.core.registry import Registry

if TYPE_CHECKING:
    from assay.checks.base import Case, Check
    from assay.core.finding import Diagnosis

CHECKS: Registry[type[Check]] = Registry(
    "check",
    {
        "accuracy-paradox": "assay.checks.accuracy_paradox:AccuracyParadox",
        "label-collapse": "assay.checks.label_collapse:LabelCollapse",
        "unparsed-outputs": "assay.checks.unparsed_outputs:UnparsedOutputs",
        "empty-outputs": "assay.checks.empty_outputs:EmptyOutputs",
        "truncated-outputs": "assay.checks.truncated_outputs:TruncatedOutputs",
        "template-leak": "assay.checks.template_leak:TemplateLeak",
        "copied-input": "assay.checks.copied_input:CopiedInput",
        "duplicate-examples": "assay.checks.duplicate_examples:DuplicateExamples",
        "sampled-decoding": "assay.checks.sampled_decoding:SampledDecoding",
        "identical-to-base": "assay.checks.identical_to_base:IdenticalToBase",
        "regression": "assay.checks.regression:Regression",
        "slice-regression": "assay.checks.slice_regression:SliceRegression",
    },
)


def diagnosis(case: Case) -> Diagnosis:
    """What all checks say of the case."""
    from assay.core.finding import SEVERITIES, Diagnosis, Finding, NotApplicable

    looked = [(code, CHECKS[code]().look(case)) for code in CHECKS]
    found = [one for _, one in looked if isinstance(one, Finding)]
    without = (NotApplicable(code, one) for code, one in looked if one is not None and not isinstance(one, Finding))
    return Diagnosis(tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity))), tuple(without))
