"""What the chapters of docs/calibration.md say above their tables."""

from __future__ import annotations

from tests.calibration.gates import CLEARLY
from tests.calibration.panels import ITEMS, MEAN, NOISE
from tests.calibration.repeats import ACCURACY, GAIN, RESTLESS
from tests.calibration.together import KIND

FIGURES = {
    "clearly": CLEARLY,
    "accuracy": ACCURACY,
    "restless": 100 * RESTLESS,
    "gain": GAIN,
    "mean": MEAN,
    "items": ITEMS,
    "noise": NOISE,
    "kind": KIND,
}
"""What the texts below name."""

INTRODUCTION = """\
# Does 95 % cover 95 %?

`make calibrate` writes this page. It draws samples from populations whose true values are known (seeds 0, 1, 2, …
for every world and size), gives each sample to `assay.evaluate`, and counts. The worlds are made in
`tests/calibration/worlds.py`; a fast part of this runs with every `make test`.

What must hold, in every cell, as far as chance can tell (one-sided 99.9 % limits):

- the interval holds the true value in at least 93 % of the samples;
- it lies wholly on the good side of the truth, so that a gate exactly at the truth would ship, in at most 5 %;
- a clearly good model passes and a clearly bad one fails in at least 80 %, so that "always inconclusive" cannot pass.

Small samples near the end of a scale, rare classes and few clusters cover more than 95 %: with 15 examples and a true
value of 0.96 nearly every sample looks alike, and an interval that is right for all of them is wide. A cell that is
below its bar is marked **below**.
"""

COVERAGE = """\
## Coverage

Each cell is `covered / too good / too bad` in % of the samples: too good means that the interval lies on the good side
of the truth (what ships a bad model), too bad on the other (what stops a good one). Samples a cell: {replications}.
"""

GATES = """\
## Gates

A policy with three gates: exactly at the true value, clearly easier, and clearly harder ({clearly:g} standard
deviations of the metric from sample to sample). In %: the first passes / the second passes / the third fails; at most
5, at least 80, at least 80. Samples a cell: {replications}.
"""

COMPARISONS = """\
## Candidate and base

Two models on the same examples, under the default policy, which asks the candidate to be better than the base. Once
the two are equally good, once the candidate is clearly better, once clearly worse. In %: the interval of the difference
holds 0 where they are equally good / the candidate passes all the same / the clearly better one passes / the clearly
worse one fails. At least 93, at most 5, and with 1,000 examples at least 80 and 80. With few examples neither can be
told: the answer is then "inconclusive". The policy's own gate is counted for accuracy, subset_accuracy, chrf and
perplexity; for other metrics what the report says of the difference. Samples a cell: {replications}.
"""

AS_PLANNED = """\
## As many pairs as planned

`assay plan` says how many examples on both sides find a gain in accuracy 80 % of the time. Here are so many. In %, as
above: the interval holds 0 / equally good passes / better passes / worse fails. At least 93, at most 5, at least 80 and
80. Samples a cell: {replications}.
"""

KEPT = """\
## Gates against a base

A policy with one gate about the base, and three pairs of models: the candidate exactly at the limit, clearly on the
good side of it, clearly on the bad side. For "any of", at the limit means that none of the three metrics is better. In
%: the first passes / the second passes / the third fails. At most 5, and with 1,000 examples at least 80 and 80.
Samples a cell: {replications}.
"""

STEADY = """\
## Are repeated runs stable?

Runs of one recipe whose true accuracies vary around {accuracy:g} by so many % of it (CV: the standard deviation over
the mean), all tested on the same examples. An example is as hard for one run as for the others: two equally good runs
disagree on 7 examples in 100, those that agree less on 16. The default policy calls runs good up to 2 % and bad over
5 %. In %: passes as stable / fails as not stable; the rest is inconclusive. The column "very many" is what
the rule was chosen by: simulated runs without the noise of a test set.

Runs that vary by 5 % and more may pass in at most 5 %. Runs that vary by 1 % and less, and with 1,000 examples by 2 %
and less, may fail in at most 5 %; with 200 examples the noise comes on top, and 5 runs that vary by 2 % fail in about
7 %. With 5,000 examples, runs that vary by 0.5 % and less pass in at least 80 %, and runs that vary by 10 % fail as
often as with very many, or in at least 80 % where that is not known. Few examples make runs look restless that are
not; they then mostly neither pass nor fail. Samples a cell: {replications}.
"""

RECIPES = """\
## A recipe and another, with repeated runs

The runs of candidate and base vary by {restless:.0f} % (CV) around the mean of their recipe, and all are tested on the
same examples. In %: the interval of the difference between the recipes holds 0 where they are the same / the candidate
passes as better all the same / it would, were one run of each compared / a candidate whose recipe is better by {gain:g}
passes. At least 93, at most 5, no bar, and with 3 runs and more on both sides and 1,000 examples at least 80. The third
number is why a single run says little about a recipe: the lucky one wins. Samples a cell: {replications}.
"""

PANELS = """\
## What people rate

Whole ratings from 1 to 5, around {mean:g}: outputs differ by {items:g} (standard deviation before rounding), ratings
of one output by {noise:g}, and raters in severity as each row says; they are drawn anew for each sample. In %: the
interval for these raters holds the mean that they would give to all outputs there could be / lies above it / the
interval for any raters holds the mean by all raters there could be. At least 93, at most 5, and for any raters at
least 93 with 6 of them and 85 with fewer: two or three people show little of how people differ. Samples a cell:
{replications}.
"""

AGREEMENT = """\
## How far raters agree

Krippendorff's alpha for ordinal ratings, by the same raters in every sample; beside the name stands its true value,
that of 200,000 outputs. "One strict" rates 0.6 lower than the others. In %: the interval holds it / lies above it /
there is none, as fewer than 10 outputs have two ratings. At least 93 (none holds anything), at most 5, no bar. Samples
a cell: {replications}.
"""

BOTH = """\
## A judge beside people

Three people rate n outputs, a judge grades these and 1,000 more, {kind:g} too kindly. The rows say how its grades go
along with people's means. In %: the interval of both together holds the mean that people would give / lies above it /
its width, of that by people alone (the median). At least 93, at most 5, no bar. Samples a cell, those in which both
were combined: {replications}.
"""

REFUSED = """\
## A judge that is refused

The same samples: with fewer than 10 outputs rated by people the two are never combined, and otherwise only where what
people rated may be a random part of what was judged. In %: a random part is refused / the n outputs that the judge put
lowest are refused. At most 5 and at least 80; all, with fewer than 10. Samples a cell: {replications}.
"""
