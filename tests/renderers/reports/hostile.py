"""Everything that harms a page, a terminal or a table, wherever somebody's words are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.columns import Column
from assay.core.examples import Examples, Reported, Skipped
from assay.core.report import Confusion, Echo, Parsing, Report, UnparsedForm
from assay.core.verdict import Outcome, Verdict
from tests.renderers.reports.parts import (
    class_of,
    labelled,
    said,
)
from tests.renderers.reports.tickets import tickets

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onload=alert(2)>",
    '" onload="alert(3)',
    "\x1b[31mred\x1b]0;title\x07",
    '=HYPERLINK("http://example.org","x")',
    "\u202egnp.exe",
    "a|b `c` *d* [e](http://example.org) @everyone #1 ${{ 7*7 }} {{ 7*7 }} $x$",
    "-1+2\r\n<!-- \x00 ]]>",
    "\ud800half",
)


def hostile(language: str = "en") -> Report:
    """Labels, outputs, ids, paths and sentences with everything that harms a page, a terminal or a table."""
    k = len(HOSTILE)
    base = tickets(language)
    text = said(*(3 * (f"A sentence on {HOSTILE[0]} and {HOSTILE[5]} and {HOSTILE[3]} and {HOSTILE[6]}",)))
    source = replace(
        base.source,
        path=f"x/{HOSTILE[3]}<b>.csv",
        rows=2 * k,
        skipped=(Skipped(HOSTILE[0], 3, text),),
        notes=(text,),
        reported=(Reported(HOSTILE[6], 1.0, HOSTILE[0]),),
    )
    reference = [*HOSTILE, *HOSTILE]
    predicted = [*HOSTILE, *HOSTILE[1:], HOSTILE[0]]
    numbers = {label: class_of(2, 2, (0.5, 0.03, 0.97), (0.5, 0.03, 0.97), (None, 0.0, 1.0)) for label in HOSTILE}
    counts = np.eye(k, dtype=np.int64) + np.roll(np.eye(k, dtype=np.int64), 1, axis=1)
    gate = replace(base.judgement.gates[0], requirement=text, why=text, outcome=Outcome.FAIL)
    return replace(
        base,
        command=("eval", HOSTILE[0], HOSTILE[3]),
        source=source,
        task=replace(base.task, labels=HOSTILE, why=text, doubt=text),
        estimates={**base.estimates, HOSTILE[0]: replace(base.estimates["accuracy"], label=HOSTILE[1], why=text)},
        judgement=replace(
            base.judgement, policy=HOSTILE[0], gates=(gate,), verdict=Verdict(Outcome.FAIL, text, (text,))
        ),
        classes=numbers,
        confusion=Confusion(HOSTILE, counts, np.ones(k, dtype=np.int64)),
        parsing=Parsing(
            {"exact": 9, HOSTILE[0]: 9},
            base.estimates["unparsed_rate"],
            tuple(UnparsedForm(label, 1, label) for label in HOSTILE),
        ),
        baseline=replace(base.baseline, label=HOSTILE[1]) if base.baseline else None,
        echoes=(Echo(source.reported[0], why=text),),
        not_measured={HOSTILE[0]: text},
        examples=Examples(source, Column(predicted), (Column(reference),), Column(reference), Column(predicted)),
        measured=labelled(HOSTILE, reference, predicted),
    )
