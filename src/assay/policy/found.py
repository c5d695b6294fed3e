"""What the checks found, as a requirement: a critical finding says that the numbers do not mean what they seem to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assay.core.finding import Finding
from assay.core.messages import say
from assay.core.verdict import Gate, Outcome

NAME = "critical_findings"


def judged_findings(findings: Sequence[Finding], accepted: Collection[str]) -> Gate:
    """FAIL where any finding is critical, but for the codes that are `accepted`."""
    critical = [one for one in findings if one.severity == "critical" and one.code not in accepted]
    outcome = Outcome.FAIL if critical else Outcome.PASS
    titles = [one.title for one in critical]
    why = say(f"policy.why-findings-{outcome.value}", count=len(critical), titles=titles, first=titles[:1])
    return Gate(say("policy.no-critical-finding"), NAME, outcome, why, None, 0.0, "<=", about="findings")
