"""Policies: what must hold before a model may ship, and what the evidence makes of it."""

from __future__ import annotations

from assay.policy.evidence import Evidence
from assay.policy.judge import judge, with_findings
from assay.policy.load import load_policy
from assay.policy.policy import Policy
from assay.policy.templates import READY

__all__ = ["READY", "Evidence", "Policy", "judge", "load_policy", "with_findings"]
